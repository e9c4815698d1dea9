import Environments
import Persistence

/// The news that a task is ready in the store. The store is the truth; a notice only says where to look, and may come twice.
public struct TaskNotice: Sendable, Hashable {
    /// The task's id.
    public let id: Identifier
    /// The task's type (generation flow 1.1), also one that this worker does not know.
    public let type: String
    /// The world that the task belongs to.
    public let worldID: Identifier
    /// The task's parameters, where the notice of the platform carries them: on the first task of a world (generation flow 6.8).
    public let parameters: Document?

    /// A notice from its parts.
    public init(id: Identifier, type: String, worldID: Identifier, parameters: Document? = nil) {
        self.id = id
        self.type = type
        self.worldID = worldID
        self.parameters = parameters
    }
}

extension TaskNotice {
    init(_ record: TaskRecord) { self.init(id: record.id, type: record.type.rawValue, worldID: record.worldID) }

    /// The notice of a stored task, also of one that cannot be run: that one is in no world but its own. `nil` when the id is none.
    init?(_ document: Document) {
        guard let id = Identifier(parsing: document.id) else { return nil }
        let worldID = document[TaskKey.worldID]?.string.flatMap(Identifier.init(parsing:))
        self.init(id: id, type: document[TaskKey.type]?.string ?? "", worldID: worldID ?? id)
    }
}
