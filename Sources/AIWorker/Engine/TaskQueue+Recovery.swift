import Environments
import Persistence

extension TaskQueue {
    /// Prolongs the leases of tasks that this worker works on.
    func renewLeases(of ids: [Identifier]) async throws(StoreError) {
        guard !ids.isEmpty else { return }
        _ = try await store.updateAll(
            .and([
                .in(TaskKey.id, ids.map { .string($0.canonical) }), .equals(TaskKey.status, .string(WorkStatus.inProgress.rawValue)),
                .equals(TaskKey.workerID, .string(workerID)),
            ]), in: Self.collection, with: Update(set: [TaskKey.leaseUntil: .date(environment.now() + lease)]))
    }

    /// The tasks in progress that nobody has given a sign of life for; with `everything` all in progress.
    func abandoned(everything: Bool) async throws(StoreError) -> Abandoned {
        var conditions: [Filter] = [.equals(TaskKey.status, .string(WorkStatus.inProgress.rawValue))]
        if !everything {
            let now = environment.now()
            // A lease that ends later than any could has been given before the clock was set back.
            conditions.append(
                .or([.lessThan(TaskKey.leaseUntil, .date(now)), .greaterThan(TaskKey.leaseUntil, .date(now + lease + Self.longestDelay))]))
        }
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
        var changes = Update(
            set: [
                TaskKey.status: .string(WorkStatus.pending.rawValue), TaskKey.workerID: .null,
                TaskKey.updatedAt: .date(environment.now()),
            ], unset: [TaskKey.leaseUntil])
        if marksOwedWakeUps { changes.operations.append(.set(TaskKey.wakeUpOwed, true)) }
        return try await store.updateAll(abandoned.filter, in: Self.collection, with: changes)
    }

    /// All pending tasks, oldest first, also those that wait for their world to be resumed.
    func pending() async throws(StoreError) -> [Document] {
        try await store.find(
            Query(.equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), sort: [.ascending(TaskKey.createdAt)]),
            in: Self.collection)
    }

    /// Some tasks that wait for a worker, oldest first. Posts that a worker takes care of only when nobody has touched them for a while.
    func waiting(limit: Int, untouchedFor age: Duration) async throws(StoreError) -> [Document] {
        let now = environment.now()
        let isNoPost = [TaskType.generatePost, .generatePostImage].map { Filter.notEquals(TaskKey.type, .string($0.rawValue)) }
        return try await store.find(
            Query(
                .and([
                    .equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), isDue(at: now),
                    .or([.and(isNoPost), .equals(TaskKey.wakeUpOwed, .null), .lessThan(TaskKey.updatedAt, .date(now - age))]),
                ]), sort: [.ascending(TaskKey.createdAt)], limit: limit),
            in: Self.collection)
    }

    /// Some tasks that have been due for `age` or longer without anything having become of them, though they were announced; oldest first.
    func unheard(limit: Int, for age: Duration) async throws(StoreError) -> [Document] {
        let then = environment.now() - age
        return try await store.find(
            Query(
                .and([
                    .equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), .equals(TaskKey.wakeUpOwed, .null), isDue(at: then),
                    .lessOrEqual(TaskKey.updatedAt, .date(then)),
                ]), sort: [.ascending(TaskKey.createdAt)], limit: limit),
            in: Self.collection)
    }

    /// Marks every task that waits as not announced.
    func oweAll() async throws(StoreError) {
        _ = try await store.updateAll(
            .and([.equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), .notEquals(TaskKey.suspended, true)]),
            in: Self.collection, with: Update(set: [TaskKey.wakeUpOwed: true]))
    }

    /// The tasks that are due and marked as not announced, and have not been touched for `age`.
    func owed(olderThan age: Duration) async throws(StoreError) -> [TaskNotice] {
        let now = environment.now()
        return try await store.find(
            Query(
                .and([
                    .equals(TaskKey.wakeUpOwed, true), .equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), isDue(at: now - age),
                    .lessOrEqual(TaskKey.updatedAt, .date(now - age)),
                ]), sort: [.ascending(TaskKey.createdAt)], limit: 1000),
            in: Self.collection
        ).compactMap(TaskNotice.init)
    }

    /// Leaves every task that waits to whoever looks for work.
    func leaveAll() async throws(StoreError) {
        _ = try await store.updateAll(
            .and([.equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), .equals(TaskKey.wakeUpOwed, true)]),
            in: Self.collection, with: Update(unset: [TaskKey.wakeUpOwed]))
    }

    /// Takes the marks away: the broker has the notices.
    func announced(_ ids: [Identifier]) async throws(StoreError) {
        _ = try await store.updateAll(
            .and([.in(TaskKey.id, ids.map { .string($0.canonical) }), .equals(TaskKey.wakeUpOwed, true)]), in: Self.collection,
            with: Update(unset: [TaskKey.wakeUpOwed]))
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
        // One is enough: they need not be counted.
        let earlier = try await store.find(
            Query(
                .and([
                    .equals(TaskKey.parametersCharacterID, .string(position.characterID)),
                    .in(TaskKey.type, [.string(TaskType.generatePost.rawValue), .string(TaskType.generatePostImage.rawValue)]),
                    .in(TaskKey.status, [.string(WorkStatus.pending.rawValue), .string(WorkStatus.inProgress.rawValue)]),
                    .lessThan(TaskKey.parametersPostIndex, .int(position.index)),
                ]), limit: 1), in: Self.collection)
        return !earlier.isEmpty
    }
}
