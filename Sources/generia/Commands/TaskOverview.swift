import JSONModel

/// The tasks of one world by type and state, and why some have failed.
struct TaskOverview: Sendable {
    private let types: [JSONValue]
    private let failed: [JSONValue]

    /// Asks the suite for them.
    init(of world: String, from connection: AdminConnection) async throws(CommandError) {
        types = try await connection.get("/statistics", [("world", world)])["tasks"]?.arrayValue ?? []
        var failed: [JSONValue] = []
        try await connection.visit("tasks", [("world", world), ("status", "failed")], limit: 100_000) { failed.append($0) }
        self.failed = failed
    }

    /// `tasks` and `failed_tasks` as members of the status of a world.
    var members: [(String, JSONValue)] {
        let failures = failed.map { task -> JSONValue in
            .object(JSONObject(["_id", "type", "error", "attempt_count"].map { ($0, task[$0] ?? .null) }))
        }
        return [("tasks", .array(types)), ("failed_tasks", .array(failures))]
    }

    var lines: [String] {
        let header = ["TASKS", "PENDING", "RUNNING", "COMPLETED", "FAILED"]
        let table = types.map { type in ["type", "pending", "in_progress", "completed", "failed"].map { type.text($0) } }
        let failures = failed.map { [$0.text("_id"), $0.text("type"), $0.text("error")] }
        return Table.columns([header] + table) + (failures.isEmpty ? [] : [""] + Table.columns([["FAILED", "TYPE", "ERROR"]] + failures))
    }
}
