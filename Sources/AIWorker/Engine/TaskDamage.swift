import Environments
import Persistence

/// What keeps the document of an open task from ever being worked on to its end: somebody has changed it by hand, or with a foreign program.
enum TaskDamage: Sendable, Hashable {
    /// The task can be run once these changes are made.
    case mendable(Update)
    /// The task cannot be run; says why.
    case fatal(String)

    /// The damage of a document that nobody works on; `nil` when it is sound, or has ended.
    ///
    /// - Parameter isAbandoned: whether a task in progress without a lease is nobody's.
    init?(_ document: Document, isAbandoned: Bool) {
        guard document[TaskKey.status]?.string.flatMap(WorkStatus.init(rawValue:))?.isTerminal != true else { return nil }
        guard let task = TaskRecord(document) else {
            self = .fatal(TaskRecord.defect(of: document))
            return
        }
        var changes = Self.mends(of: document)
        if task.status == .pending {
            if (document[TaskKey.workerID] ?? .null) != .null { changes.append(.set(TaskKey.workerID, .null)) }
        } else if document[TaskKey.leaseUntil]?.date == nil, isAbandoned {
            changes.append(.set(TaskKey.status, .string(WorkStatus.pending.rawValue)))
            changes.append(.set(TaskKey.workerID, .null))
        }
        if changes.isEmpty { return nil }
        self = .mendable(Update(changes))
    }

    /// Attempts are counted up to here; what is beyond was written by hand.
    private static let mostAttempts = Int.max - 1

    /// The changes that let a task be claimed, due and remembered.
    private static func mends(of document: Document) -> [Update.Operation] {
        var changes: [Update.Operation] = []
        switch document[TaskKey.notBefore] {
        case nil, .null?, .date?: break
        default: changes.append(.unset(TaskKey.notBefore))
        }
        if let count = document[TaskKey.attemptCount], count.int.map({ $0 <= mostAttempts }) != true {
            changes.append(.set(TaskKey.attemptCount, .int(0)))
        }
        if let attempts = document[TaskKey.attempts], attempts.array == nil { changes.append(.unset(TaskKey.attempts)) }
        if let checkpoint = document[TaskKey.checkpoint], checkpoint.document == nil { changes.append(.unset(TaskKey.checkpoint)) }
        return changes
    }
}

extension TaskQueue {
    /// Puts a damaged task right, or lets it fail with the reason; nothing when somebody has changed it since it was read.
    func mend(_ document: Document, _ damage: TaskDamage) async throws(StoreError) {
        let unchanged = [TaskKey.status, TaskKey.workerID, TaskKey.updatedAt].map { Filter.equals($0, document[$0] ?? .null) }
        let filter = Filter.and([.equals(TaskKey.id, .string(document.id))] + unchanged)
        let now = DocumentValue.date(environment.now())
        switch damage {
        case .mendable(var changes):
            if marksOwedWakeUps { changes.operations.append(.set(TaskKey.wakeUpOwed, true)) }
            changes.operations.append(.set(TaskKey.updatedAt, now))
            _ = try await store.update(filter, in: Self.collection, with: changes)
        case .fatal(let reason):
            let changes = Update(
                set: [
                    TaskKey.status: .string(WorkStatus.failed.rawValue), TaskKey.error: .string(reason), TaskKey.workerID: .null,
                    TaskKey.finishedAt: now, TaskKey.updatedAt: now,
                ], unset: [TaskKey.leaseUntil, TaskKey.notBefore, TaskKey.wakeUpOwed, TaskKey.attempts, TaskKey.checkpoint])
            do {
                _ = try await store.update(filter, in: Self.collection, with: changes)
            } catch .invalid {
                // It is as large as documents may be, so that it takes no change: only what says whose task it was is kept.
                var rest: Document = [:]
                for key in [TaskKey.id, TaskKey.type, TaskKey.worldID, TaskKey.parent, TaskKey.createdAt] { rest[key] = document[key] }
                try await store.upsert(try changes.applied(to: rest), into: Self.collection)
            }
        }
    }
}
