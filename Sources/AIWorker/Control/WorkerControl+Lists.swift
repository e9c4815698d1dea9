import Environments
import Persistence

/// Which tasks to list.
public struct TaskSelection: Sendable, Hashable {
    /// Of this world.
    public var world: Identifier?
    /// Of this type, such as `generate_post`.
    public var type: String?
    /// In this state: `pending`, `in_progress`, `completed` or `failed`.
    public var status: String?

    /// All tasks.
    public init() {}
}

/// Which calls to list.
public struct CallSelection: Sendable, Hashable {
    /// Of this world.
    public var world: Identifier?
    /// Of this task.
    public var task: Identifier?
    /// To this kind of interface, `llm`, `image_generation` or `grpc`, or of this type of request, such as `generate_image`.
    public var type: String?
    /// Only calls that failed.
    public var onlyErrors = false

    /// All calls.
    public init() {}
}

extension WorkerControl {
    /// Generations, newest first, without the keys of their documents that concern nobody but workers.
    ///
    /// - Parameter status: `pending`, `in_progress`, `completed`, `failed`, or `paused`; `nil` for all.
    /// - Throws: `ControlError`.
    public func worlds(status: String? = nil, limit: Int, cursor: String? = nil) async throws(ControlError) -> Page {
        var conditions: [Filter] = []
        if status == "paused" {
            conditions = [.equals("status", .string(WorkStatus.inProgress.rawValue)), .equals("paused", true)]
        } else if let status {
            conditions = [.equals("status", .string(try Self.checked(status, among: Self.statuses + ["paused"], "status")))]
        }
        let page = try await store.page(of: ProgressBook.collection, conditions, limit: limit, cursor: cursor)
        return Page(
            documents: page.documents.map(\.forReaders), next: page.next)
    }

    /// Tasks, newest first.
    ///
    /// - Throws: `ControlError`.
    public func tasks(_ selection: TaskSelection, limit: Int, cursor: String? = nil) async throws(ControlError) -> Page {
        var conditions: [Filter] = []
        if let world = selection.world { conditions.append(.equals(TaskKey.worldID, .string(world.canonical))) }
        if let type = selection.type {
            conditions.append(.equals(TaskKey.type, .string(try Self.checked(type, among: TaskType.allCases.map(\.rawValue), "type"))))
        }
        if let status = selection.status {
            conditions.append(.equals(TaskKey.status, .string(try Self.checked(status, among: Self.statuses, "status"))))
        }
        return try await store.page(of: TaskQueue.collection, conditions, limit: limit, cursor: cursor)
    }

    /// Calls, newest first.
    ///
    /// - Throws: `ControlError`.
    public func calls(_ selection: CallSelection, limit: Int, cursor: String? = nil) async throws(ControlError) -> Page {
        var conditions: [Filter] = []
        if let world = selection.world { conditions.append(.equals("world_id", .string(world.canonical))) }
        if let task = selection.task { conditions.append(.equals("task_id", .string(task.canonical))) }
        if let type = selection.type {
            conditions.append(.or([.equals("api_type", .string(type)), .equals("request_type", .string(type))]))
        }
        if selection.onlyErrors { conditions.append(.exists("error", true)) }
        return try await store.page(of: RequestHistory.collection, conditions, limit: limit, cursor: cursor)
    }

    private static let statuses = [WorkStatus.pending, .inProgress, .completed, .failed].map(\.rawValue)

    private static func checked(_ text: String, among words: [String], _ name: String) throws(ControlError) -> String {
        guard words.contains(text) else { throw .invalid("\(name) '\(text)' is unknown", hint: words.joined(separator: ", ")) }
        return text
    }
}
