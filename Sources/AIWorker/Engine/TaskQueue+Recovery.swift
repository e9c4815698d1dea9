import Environments
import Persistence

extension TaskQueue {
    /// Prolongs the lease of every task that this worker holds.
    func renewLeases() async throws(StoreError) {
        _ = try await store.updateAll(
            .and([
                .equals(TaskKey.status, .string(WorkStatus.inProgress.rawValue)), .equals(TaskKey.workerID, .string(workerID)),
            ]), in: Self.collection, with: Update(set: [TaskKey.leaseUntil: .date(environment.now() + lease)]))
    }

    /// The tasks that others hold and have given no sign of life for; with `everything` all that others hold.
    func abandoned(everything: Bool) async throws(StoreError) -> Abandoned {
        var conditions: [Filter] = [
            .equals(TaskKey.status, .string(WorkStatus.inProgress.rawValue)), .notEquals(TaskKey.workerID, .string(workerID)),
        ]
        if !everything { conditions.append(.lessThan(TaskKey.leaseUntil, .date(environment.now()))) }
        let filter = Filter.and(conditions)
        return Abandoned(filter: filter, tasks: try await store.find(Query(filter), in: Self.collection).compactMap(TaskRecord.init))
    }

    /// Tasks that were found abandoned.
    struct Abandoned: Sendable {
        fileprivate let filter: Filter
        let tasks: [TaskRecord]
    }

    /// Puts abandoned tasks back into the queue.
    ///
    /// - Returns: how many they were.
    func takeOver(_ abandoned: Abandoned) async throws(StoreError) -> Int {
        guard !abandoned.tasks.isEmpty else { return 0 }
        return try await store.updateAll(
            abandoned.filter, in: Self.collection,
            with: Update(
                set: [
                    TaskKey.status: .string(WorkStatus.pending.rawValue), TaskKey.workerID: .null,
                    TaskKey.updatedAt: .date(environment.now()),
                ], unset: [TaskKey.leaseUntil]))
    }

    /// All pending tasks, oldest first.
    func pending() async throws(StoreError) -> [Document] {
        try await store.find(
            Query(.equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), sort: [.ascending(TaskKey.createdAt)]),
            in: Self.collection)
    }

    /// All tasks of a world.
    func tasks(of worldID: Identifier) async throws(StoreError) -> [Document] {
        try await store.find(Query(.equals(TaskKey.worldID, .string(worldID.canonical))), in: Self.collection)
    }

    /// The children of a task.
    func children(of id: Identifier, in worldID: Identifier) async throws(StoreError) -> [Document] {
        try await store.find(
            Query(
                .and([.equals(TaskKey.worldID, .string(worldID.canonical)), .equals(TaskKey.parent, .string(id.canonical))])),
            in: Self.collection)
    }

    /// Whether a post of the same character before `position` has not ended.
    func isPreceded(_ position: PostPosition) async throws(StoreError) -> Bool {
        try await store.count(
            .and([
                .equals(TaskKey.parametersCharacterID, .string(position.characterID)),
                .in(TaskKey.type, [.string(TaskType.generatePost.rawValue), .string(TaskType.generatePostImage.rawValue)]),
                .in(TaskKey.status, [.string(WorkStatus.pending.rawValue), .string(WorkStatus.inProgress.rawValue)]),
                .lessThan(TaskKey.parametersPostIndex, .int(position.index)),
            ]), in: Self.collection) > 0
    }
}
