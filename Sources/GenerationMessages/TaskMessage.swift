import AIWorker
import Environments
import JSONModel
import Persistence

/// The messages of the topic of tasks, UTF-8 JSON (generation flow 6.8).
enum TaskMessage {
    /// The news that a task is ready. Only the first task of a world carries its parameters, as the platform's WorldService sends it.
    static func created(_ task: TaskNotice) -> JSONValue {
        var message: JSONObject = [
            Key.eventType: .string(Event.created), Key.taskID: .string(task.id.canonical), Key.taskType: .string(task.type),
            Key.worldID: .string(task.worldID.canonical),
        ]
        if let parameters = task.parameters { message[Key.parameters] = parameters.json }
        return .object(message)
    }

    /// What became of a task.
    static func updated(_ task: TaskNotice, _ outcome: TaskOutcome) -> JSONValue {
        var message: JSONObject = [
            Key.taskID: .string(task.id.canonical), Key.taskType: .string(task.type), Key.worldID: .string(task.worldID.canonical),
        ]
        switch outcome {
        case .completed(let result):
            message[Key.eventType] = .string(Event.completed)
            message[Key.status] = "completed"
            message[Key.result] = result.json
        case .failed(let reason):
            message[Key.eventType] = .string(Event.failed)
            message[Key.status] = "failed"
            message[Key.error] = .string(reason)
        case .retrying(let reason):
            message[Key.eventType] = .string(Event.retrying)
            message[Key.status] = "pending"
            message[Key.error] = .string(reason)
        }
        return .object(message)
    }

    /// What a message says, whoever sent it.
    enum Content: Equatable {
        /// A task is ready.
        case created(TaskNotice)
        /// Something of which workers know that it asks nothing of them.
        case information
        /// An event that workers do not know.
        case unknown(event: String)
        /// It is none of the messages of the topic; says why.
        case unreadable(String)
    }

    /// Reads a message. Nothing but the event and the task's id must be there: all else is in the store.
    static func content(of bytes: [UInt8]) -> Content {
        let message: JSONObject
        do throws(JSONParseError) {
            guard let object = try JSONValue(parsing: bytes).objectValue else { return .unreadable("it is no JSON object") }
            message = object
        } catch {
            return .unreadable("it is no JSON: \(error)")
        }
        guard let event = message[Key.eventType]?.stringValue else { return .unreadable("it has no \(Key.eventType)") }
        switch event {
        case Event.created: break
        case Event.updated, Event.completed, Event.failed, Event.retrying: return .information
        default: return .unknown(event: event)
        }
        guard let text = message[Key.taskID]?.stringValue, let id = Identifier(parsing: text) else {
            return .unreadable("its \(Key.taskID) is no UUID")
        }
        return .created(
            TaskNotice(
                id: id, type: message[Key.taskType]?.stringValue ?? "",
                worldID: message[Key.worldID]?.stringValue.flatMap(Identifier.init(parsing:)) ?? id))
    }

    private enum Event {
        static let created = "task_created"
        static let updated = "task_updated"
        static let completed = "task_completed"
        static let failed = "task_failed"
        static let retrying = "task_retrying"
    }

    private enum Key {
        static let eventType = "event_type"
        static let taskID = "task_id"
        static let taskType = "task_type"
        static let worldID = "world_id"
        static let parameters = "parameters"
        static let status = "status"
        static let result = "result"
        static let error = "error"
    }
}
