import Environments
import Persistence

/// A task as the engine works with it: the parsed form of a document of `tasks`.
struct TaskRecord: Sendable {
    let id: Identifier
    let type: TaskType
    let worldID: Identifier
    let parent: Identifier?
    let parameters: Document
    let status: WorkStatus
    /// Claims so far, this one included.
    let claims: Int
    /// Attempts that ended with an error of their own; being interrupted is none.
    let failures: Int
    /// When the task was first held back because a dependency was down, without an end of the outage since.
    let heldSince: Timestamp?
    let notBefore: Timestamp?
    /// What earlier attempts achieved, by step.
    let checkpoint: Document
    let error: String?
    /// How often the task was taken up again after it had failed.
    let retries: Int
    /// The attempts so far, the running one included.
    let attempts: AttemptLog
}

/// The keys of `tasks` (platform contract 9.2). Those below the line are the worker's own.
enum TaskKey {
    static let id = "_id"
    static let type = "type"
    static let worldID = "world_id"
    static let status = "status"
    static let workerID = "worker_id"
    static let parameters = "parameters"
    static let result = "result"
    static let createdAt = "created_at"
    static let updatedAt = "updated_at"
    static let attemptCount = "attempt_count"
    static let error = "error"
    // ——
    static let parent = "parent_id"
    static let leaseUntil = "lease_until"
    static let notBefore = "not_before"
    static let failures = "failed_attempts"
    static let wakeUpOwed = "wake_up_owed"
    static let heldSince = "held_since"
    static let checkpoint = "checkpoint"
    static let suspended = "suspended"
    static let retries = "retries"
    static let startedAt = "started_at"
    static let finishedAt = "finished_at"
    static let attempts = "attempts"
    static let parametersCharacterID = "parameters.character_id"
    static let parametersPostIndex = "parameters.post_index"
}

extension TaskRecord {
    /// Reads a task document; `nil` when it is none that this worker can run.
    init?(_ document: Document) {
        guard let id = Identifier(parsing: document.id), let type = document[TaskKey.type]?.string.flatMap(TaskType.init(rawValue:)),
            let worldID = document[TaskKey.worldID]?.string.flatMap(Identifier.init(parsing:)),
            let status = document[TaskKey.status]?.string.flatMap(WorkStatus.init(rawValue:))
        else { return nil }
        self.id = id
        self.type = type
        self.worldID = worldID
        self.status = status
        parent = document[TaskKey.parent]?.string.flatMap(Identifier.init(parsing:))
        parameters = document[TaskKey.parameters]?.document ?? [:]
        claims = document[TaskKey.attemptCount]?.int ?? 0
        // Whatever stands there, it can be counted on.
        failures = min(max(document[TaskKey.failures]?.int ?? 0, 0), 1_000_000)
        heldSince = document[TaskKey.heldSince]?.date
        notBefore = document[TaskKey.notBefore]?.date
        checkpoint = document[TaskKey.checkpoint]?.document ?? [:]
        error = document[TaskKey.error]?.string
        retries = min(max(document[TaskKey.retries]?.int ?? 0, 0), 1_000_000)
        attempts = AttemptLog(document)
    }

    /// Since when the task is held back if it is held back now. A time to come was written before the clock was set back.
    func heldSince(asOf now: Timestamp) -> Timestamp { heldSince.map { min($0, now) } ?? now }

    /// Why a document is no task that this worker can run.
    static func defect(of document: Document) -> String {
        let type = document[TaskKey.type]?.string
        guard type.flatMap(TaskType.init(rawValue:)) != nil else { return "unknown task type \(type ?? "(none)")" }
        let status = document[TaskKey.status]?.string
        guard status.flatMap(WorkStatus.init(rawValue:)) != nil else { return "unknown task status \(status ?? "(none)")" }
        return "world_id \(document[TaskKey.worldID]?.string ?? "(none)") is no UUID"
    }

    /// The paid call that may have been under way when the task was interrupted: the first one whose answer is not remembered.
    var callUnderWay: PaidCall? {
        switch type {
        case .initWorldCreation: return nil
        case _ where checkpoint[Step.answer] == nil: return .llm
        case .generateWorldDescription, .generateCharacterBatch, .generateCharacter, .generatePostBatch, .generatePost: return nil
        case .generateWorldImage: return isRemembered(.worldHeader) && isRemembered(.worldIcon) ? nil : .images
        case .generateCharacterAvatar: return isRemembered(.characterAvatar) ? nil : .images
        case .generatePostImage: return isRemembered(.postImage) || checkpoint[Step.placeholder] != nil ? nil : .images
        }
    }

    private func isRemembered(_ kind: ImageKind) -> Bool { checkpoint[Step.image(kind)] != nil }

    /// The document of a task that nobody has worked on yet.
    static func newDocument(
        id: Identifier, type: TaskType, worldID: Identifier, parent: Identifier?, parameters: Document, at now: Timestamp
    ) -> Document {
        var document: Document = [
            TaskKey.id: .string(id.canonical), TaskKey.type: .string(type.rawValue), TaskKey.worldID: .string(worldID.canonical),
            TaskKey.status: .string(WorkStatus.pending.rawValue), TaskKey.workerID: .null, TaskKey.parameters: .document(parameters),
            TaskKey.result: .null, TaskKey.createdAt: .date(now), TaskKey.updatedAt: .date(now), TaskKey.attemptCount: .int(0),
            TaskKey.error: .null,
        ]
        if let parent { document[TaskKey.parent] = .string(parent.canonical) }
        return document
    }
}
