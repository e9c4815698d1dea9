import Environments
import Persistence

/// Tasks of worlds that are paused, resumed and taken up again.
extension TaskQueue {
    private func pendingTasks(of worldID: Identifier, and conditions: Filter...) -> Filter {
        .and(
            [.equals(TaskKey.worldID, .string(worldID.canonical)), .equals(TaskKey.status, .string(WorkStatus.pending.rawValue))]
                + conditions)
    }

    /// Lets the pending tasks of a world wait until they are released.
    func suspend(_ worldID: Identifier) async throws(StoreError) {
        _ = try await store.updateAll(
            pendingTasks(of: worldID, and: .notEquals(TaskKey.suspended, true)), in: Self.collection,
            with: Update(set: [TaskKey.suspended: true, TaskKey.updatedAt: .date(environment.now())]))
    }

    /// Lets the suspended tasks of a world be claimed again, at once.
    func releaseSuspended(_ worldID: Identifier) async throws(StoreError) {
        _ = try await store.updateAll(
            pendingTasks(of: worldID, and: .equals(TaskKey.suspended, true)), in: Self.collection, with: readiness())
    }

    /// Lets every pending task of a world be claimed at once, whatever it waits for.
    func hasten(_ worldID: Identifier) async throws(StoreError) {
        _ = try await store.updateAll(pendingTasks(of: worldID), in: Self.collection, with: readiness())
    }

    /// What makes a pending task one that may be claimed.
    private func readiness() -> Update {
        // The time of the last change stays: workers that share the store leave alone what was touched a moment ago.
        var changes = Update(set: [TaskKey.notBefore: .null], unset: [TaskKey.suspended])
        if marksOwedWakeUps { changes.operations.append(.set(TaskKey.wakeUpOwed, true)) }
        return changes
    }

    /// The tasks of a world that wait for nothing but a worker.
    func due(of worldID: Identifier) async throws(StoreError) -> [Document] {
        try await store.find(Query(pendingTasks(of: worldID, and: isDue(at: environment.now()))), in: Self.collection)
    }

    /// A world that has suspended tasks and is none of `worlds`; `nil` when there is none.
    func suspendedWorld(otherThan worlds: [Identifier]) async throws(StoreError) -> Identifier? {
        let conditions: [Filter] = [
            .equals(TaskKey.status, .string(WorkStatus.pending.rawValue)), .equals(TaskKey.suspended, true),
        ]
        let others = worlds.map { Filter.notEquals(TaskKey.worldID, .string($0.canonical)) }
        return try await store.find(Query(.and(conditions + others), limit: 1), in: Self.collection).first?[TaskKey.worldID]?.string
            .flatMap(Identifier.init(parsing:))
    }

    /// Makes a failed task pending for another run, with all its attempts. What it has achieved is kept.
    /// - Returns: false when it has not failed, or when that run has begun before.
    func reopen(_ id: Identifier, run: Int) async throws(StoreError) -> Bool {
        let earlier: DocumentValue = run == 1 ? .null : .int(run - 1)
        var changes = Update(
            set: [
                TaskKey.status: .string(WorkStatus.pending.rawValue), TaskKey.retries: .int(run), TaskKey.attemptCount: .int(0),
                TaskKey.failures: .int(0), TaskKey.workerID: .null, TaskKey.error: .null, TaskKey.updatedAt: .date(environment.now()),
            ], unset: [TaskKey.finishedAt, TaskKey.notBefore, TaskKey.heldSince, TaskKey.suspended])
        if marksOwedWakeUps { changes.operations.append(.set(TaskKey.wakeUpOwed, true)) }
        return try await store.update(
            .and([
                .equals(TaskKey.id, .string(id.canonical)), .equals(TaskKey.status, .string(WorkStatus.failed.rawValue)),
                .equals(TaskKey.retries, earlier),
            ]), in: Self.collection, with: changes) != nil
    }
}
