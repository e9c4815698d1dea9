import Environments
import Persistence

/// The `tasks` collection as a queue: every transition of a task is one atomic conditional write.
///
/// A transition of a claimed task matches only while this worker holds it, so that a worker whose lease was taken over changes nothing.
struct TaskQueue: Sendable {
    static let collection = "tasks"

    static let schema = CollectionSchema(
        collection,
        indexes: [
            IndexDefinition(keys: [TaskKey.worldID]), IndexDefinition(keys: [TaskKey.type]), IndexDefinition(keys: [TaskKey.status]),
            IndexDefinition(keys: [TaskKey.worldID, TaskKey.type]), IndexDefinition(keys: [TaskKey.parametersCharacterID]),
            IndexDefinition(keys: [TaskKey.wakeUpOwed]), IndexDefinition(keys: [TaskKey.createdAt]),
            IndexDefinition(keys: [TaskKey.worldID, TaskKey.createdAt]),
        ])

    let store: any DocumentStore
    let environment: Environment
    let workerID: String
    let lease: Duration
    /// Whether tasks are marked as long as only the memory of one process knows that they are to be woken. Where wake-ups go through a
    /// broker, the mark makes document and wake-up one write (an outbox); where workers share the store, it tells them what is taken care of.
    var marksOwedWakeUps = false

    /// The longest time that a task is ever made to wait. A due time further away was written before the clock was set back.
    static let longestDelay = Duration.seconds(120)

    // MARK: Creating

    /// Inserts tasks that are not there yet; those that are stay as they are.
    func add(_ tasks: [Document]) async throws(StoreError) {
        guard !tasks.isEmpty else { return }
        var documents = tasks
        if marksOwedWakeUps { for index in documents.indices { documents[index][TaskKey.wakeUpOwed] = true } }
        do {
            try await store.insert(documents, into: Self.collection)
        } catch .duplicateKey {
            // A repeated run of the parent: some are there already.
            for document in documents { _ = try await store.insertIfAbsent(document, into: Self.collection) }
        }
    }

    // MARK: A claimed task

    /// Takes a pending task; `nil` when it is not pending any more or not due yet.
    func claim(_ id: Identifier) async throws(StoreError) -> Document? {
        let now = environment.now()
        return try await store.update(
            .and([
                .equals(TaskKey.id, .string(id.canonical)), .equals(TaskKey.status, .string(WorkStatus.pending.rawValue)),
                .equals(TaskKey.workerID, .null),
                isDue(at: now),
            ]),
            in: Self.collection,
            with: Update(
                set: [
                    TaskKey.status: .string(WorkStatus.inProgress.rawValue), TaskKey.workerID: .string(workerID),
                    TaskKey.leaseUntil: .date(now + lease), TaskKey.updatedAt: .date(now),
                ],
                increment: [TaskKey.attemptCount: .int(1)],
                append: [TaskKey.attempts: AttemptLog.beginning(of: workerID, at: now)], unset: [TaskKey.wakeUpOwed]))
    }

    /// Matches tasks that need not wait any more, neither for a time nor for their world to be resumed.
    func isDue(at now: Timestamp) -> Filter {
        .and([
            .notEquals(TaskKey.suspended, true),
            .or([
                .equals(TaskKey.notBefore, .null), .lessOrEqual(TaskKey.notBefore, .date(now)),
                .greaterThan(TaskKey.notBefore, .date(now + Self.longestDelay)),
            ]),
        ])
    }

    /// When a task that could not be claimed is due; `nil` when it is not pending, suspended, or named as somebody's all the same.
    func dueTime(of id: Identifier) async throws(StoreError) -> Timestamp? {
        guard let document = try await store.get(id.canonical, from: Self.collection),
            document[TaskKey.status]?.string == WorkStatus.pending.rawValue, document[TaskKey.suspended] != true,
            (document[TaskKey.workerID] ?? .null) == .null
        else { return nil }
        switch document[TaskKey.notBefore] ?? .null {
        case .date(let time): return time
        case .null: return environment.now()
        // Nobody wrote that who lets tasks wait, and it is never due.
        default: return nil
        }
    }

    /// Keeps what a step achieved. False when the task is not this worker's any more.
    func remember(_ step: String, _ value: DocumentValue, of id: Identifier) async throws(StoreError) -> Bool {
        try await transition(id, Update(set: ["\(TaskKey.checkpoint).\(step)": value]))
    }

    /// - Parameter attempts: the attempts of the task as it was claimed; the running one is noted as ended.
    func complete(_ id: Identifier, result: Document, attempts: AttemptLog = AttemptLog()) async throws(StoreError) -> Bool {
        let now = environment.now()
        var changes = Update(
            set: [
                TaskKey.status: .string(WorkStatus.completed.rawValue), TaskKey.result: .document(result), TaskKey.error: .null,
                TaskKey.finishedAt: .date(now),
            ], unset: [TaskKey.leaseUntil, TaskKey.checkpoint, TaskKey.notBefore, TaskKey.heldSince])
        changes.operations += attempts.end(at: now, error: nil)
        return try await transition(id, changes)
    }

    /// - Parameter attempts: the attempts of the task as it was claimed; the running one is noted as ended.
    func fail(_ id: Identifier, error: String, failures: Int, attempts: AttemptLog = AttemptLog()) async throws(StoreError) -> Bool {
        let now = environment.now()
        var changes = Update(
            set: [
                TaskKey.status: .string(WorkStatus.failed.rawValue), TaskKey.error: .string(error),
                TaskKey.failures: .int(failures), TaskKey.workerID: .null, TaskKey.finishedAt: .date(now),
            ], unset: [TaskKey.leaseUntil, TaskKey.notBefore, TaskKey.heldSince])
        changes.operations += attempts.end(at: now, error: error)
        return try await transition(id, changes)
    }

    /// Gives a task back for another attempt.
    ///
    /// - Parameter isLeft: whether this worker leaves it to the others to wake it.
    func release(_ id: Identifier, _ release: Release, isLeft: Bool = false) async throws(StoreError) -> Bool {
        var changes = Update(
            set: [
                TaskKey.status: .string(WorkStatus.pending.rawValue), TaskKey.workerID: .null,
                TaskKey.failures: .int(release.failures), TaskKey.notBefore: release.notBefore.map(DocumentValue.date) ?? .null,
                TaskKey.heldSince: release.heldSince.map(DocumentValue.date) ?? .null, TaskKey.error: .string(release.error),
            ], unset: [TaskKey.leaseUntil])
        if marksOwedWakeUps, !isLeft { changes.operations.append(.set(TaskKey.wakeUpOwed, true)) }
        if release.isSuspended { changes.operations.append(.set(TaskKey.suspended, true)) }
        changes.operations += release.attempts.end(at: environment.now(), error: release.error)
        for (step, value) in release.checkpoint { changes.operations.append(.set("\(TaskKey.checkpoint).\(step)", value)) }
        return try await transition(id, changes)
    }

    private func transition(_ id: Identifier, _ changes: Update) async throws(StoreError) -> Bool {
        var update = changes
        update.operations.append(.set(TaskKey.updatedAt, .date(environment.now())))
        return try await store.update(
            .and([
                .equals(TaskKey.id, .string(id.canonical)), .equals(TaskKey.workerID, .string(workerID)),
                .equals(TaskKey.status, .string(WorkStatus.inProgress.rawValue)),
            ]), in: Self.collection, with: update) != nil
    }
}
