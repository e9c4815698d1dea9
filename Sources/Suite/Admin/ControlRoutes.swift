import AIWorker
import Environments
import HTTPServing
import JSONModel
import Persistence

/// The routes of the administration endpoint that show generations and act on them, in JSON.
///
/// Bad values are answered with 400, unknown ids with 404, what does not fit the present state with 409, and 503 while the store is away or
/// in a suite that does not have it; the body is `{"error":{"message":…,"hint":…}}`.
struct ControlRoutes: Sendable {
    private static let usualLimit = 50
    private static let longestName = 100

    /// `nil` in a suite that has neither a worker nor its store.
    let control: WorkerControl?

    func add(to router: inout HTTPRouter) {
        addWorlds(to: &router)
        addTasks(to: &router)
        on("GET", "/history", ["world", "task", "type", "errors", "limit", "cursor"], &router) { control, call throws(ControlError) in
            var selection = CallSelection()
            selection.world = try call.id("world")
            selection.task = try call.id("task")
            selection.type = call.value("type")
            selection.onlyErrors = try call.truth("errors")
            let page = try await control.calls(selection, limit: call.number("limit") ?? Self.usualLimit, cursor: call.value("cursor"))
            return page.json("history")
        }
        on("GET", "/history/{id}", [], &router) { control, call throws(ControlError) in try await control.call(call.id()).json }
        on("GET", "/statistics", ["world"], &router) { control, call throws(ControlError) in
            try await control.statistics(of: call.id("world")).json
        }
    }

    private func addWorlds(to router: inout HTTPRouter) {
        on("GET", "/worlds", ["status", "limit", "cursor"], &router) { control, call throws(ControlError) in
            let limit = try call.number("limit") ?? Self.usualLimit
            return try await control.worlds(status: call.value("status"), limit: limit, cursor: call.value("cursor")).json("worlds")
        }
        on("GET", "/worlds/{id}", [], &router) { control, call throws(ControlError) in try await control.world(call.id()).json }
        on("GET", "/worlds/{id}/timeline", [], &router) { control, call throws(ControlError) in
            try await control.timeline(of: call.id()).json
        }
        on("POST", "/worlds/{id}/pause", [], &router) { control, call throws(ControlError) in try await control.pause(call.id()).json }
        on("POST", "/worlds/{id}/resume", [], &router) { control, call throws(ControlError) in try await control.resume(call.id()).json }
        on("POST", "/worlds/{id}/cancel", ["by"], &router) { control, call throws(ControlError) in
            let name = call.value("by") ?? "the operator"
            guard !name.isEmpty, name.unicodeScalars.count <= Self.longestName else {
                throw .invalid("the name in by is empty or too long", hint: "1…\(Self.longestName) characters")
            }
            return try await control.cancel(call.id(), by: name).json
        }
        on("POST", "/worlds/{id}/retry", ["raise_limits"], &router) { control, call throws(ControlError) in
            try await control.retry(call.id(), raisingLimitsBy: call.number("raise_limits")).json
        }
    }

    private func addTasks(to router: inout HTTPRouter) {
        on("GET", "/tasks", ["world", "type", "status", "limit", "cursor"], &router) { control, call throws(ControlError) in
            var selection = TaskSelection()
            selection.world = try call.id("world")
            selection.type = call.value("type")
            selection.status = call.value("status")
            let limit = try call.number("limit") ?? Self.usualLimit
            return try await control.tasks(selection, limit: limit, cursor: call.value("cursor")).json("tasks")
        }
        on("GET", "/tasks/{id}", [], &router) { control, call throws(ControlError) in try await control.task(call.id()).json }
        on("POST", "/tasks/{id}/retry", ["raise_limits"], &router) { control, call throws(ControlError) in
            try await control.retryTask(call.id(), raisingLimitsBy: call.number("raise_limits")).json
        }
    }

    private func on(
        _ method: String, _ pattern: String, _ parameters: [String], _ router: inout HTTPRouter,
        _ answer: @escaping @Sendable (WorkerControl, ControlCall) async throws(ControlError) -> JSONValue
    ) {
        router.on(method, pattern) { [control] request in
            guard let control else {
                return .failure(503, "the suite has no worker's store", hint: "ask a process that runs WorldService or a worker")
            }
            do throws(ControlError) {
                let call = try ControlCall(request, parameters: parameters)
                return .json(try await answer(control, call).serialized() + "\n")
            } catch {
                return .failure(error)
            }
        }
    }
}

extension Page {
    fileprivate func json(_ name: String) -> JSONValue {
        .object(JSONObject([(name, .array(documents.map(\.json))), ("next", next.map { .string($0) } ?? .null)]))
    }
}

extension Retried {
    fileprivate var json: JSONValue { ["retried": .int(tasks), "world": world.json] }
}

extension HTTPServerResponse {
    fileprivate static func failure(_ status: Int, _ message: String, hint: String) -> HTTPServerResponse {
        let body: JSONValue = ["error": ["message": .string(message), "hint": .string(hint)]]
        return .json(body.serialized() + "\n", status: status)
    }

    fileprivate static func failure(_ error: ControlError) -> HTTPServerResponse {
        switch error {
        case .notFound: .failure(404, error.description, hint: "the lists of worlds, tasks and history name the ids")
        case .conflict(_, let hint): .failure(409, error.description, hint: hint)
        case .invalid(_, let hint): .failure(400, error.description, hint: "accepted: \(hint)")
        case .store: .failure(503, error.description, hint: "the worker's store is away; try again")
        }
    }
}
