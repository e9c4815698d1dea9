import JSONModel

/// `generia statistics`: figures over all generations.
enum StatisticsCommand {
    static let command = Command(
        name: "statistics",
        purpose: "show how long tasks and calls took, how often they failed and what they cost",
        flags: [.init(title: "statistics", declarations: [ListFlags.world.declaration]), AdminFlags.group],
        examples: [
            .init(command: "generia statistics", meaning: "over all worlds"),
            .init(command: "generia statistics --world 5f0c… -o json", meaning: "of one world, for programs"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let figures = try await connection.get("/statistics", [("world", try ListFlags.worldID(invocation.settings))])
            let console = invocation.console
            guard console.format == .text else {
                console.printJSON(figures)
                return .fine
            }
            writeWorlds(figures["worlds"] ?? .null, to: console)
            console.say()
            for line in Table.columns(taskTable(figures["tasks"]?.arrayValue ?? [])) { console.say(line) }
            console.say()
            for line in Table.columns(callTable(figures["calls"]?.arrayValue ?? [])) { console.say(line) }
            return .fine
        })

    private static let durationHeader = ["MEAN", "P50", "P95", "MAX"]

    private static func writeWorlds(_ worlds: JSONValue, to console: Console) {
        let rows = [
            (
                "worlds",
                "\(worlds.text("n")): \(worlds.text("completed")) completed, \(worlds.text("failed")) failed, "
                    + "\(worlds.text("in_progress")) in progress, \(worlds.text("paused")) of them paused"
            ),
            (
                "cost",
                "LLM \(dollars(worlds, "llm_cost_total")), images \(dollars(worlds, "image_cost_total")), "
                    + "per world \(dollars(worlds, "cost_per_world"))"
            ),
        ]
        for line in Table.aligned(rows, indent: 0) { console.say(line) }
    }

    private static func taskTable(_ tasks: [JSONValue]) -> [[String]] {
        let header = ["TASKS", "PENDING", "RUNNING", "COMPLETED", "FAILED", "ATTEMPTS", "RETRIES"] + durationHeader
        return [header]
            + tasks.map { task in
                ["type", "pending", "in_progress", "completed", "failed", "attempts", "retries"].map { task.text($0) } + durations(task)
            }
    }

    private static func callTable(_ calls: [JSONValue]) -> [[String]] {
        [["CALLS", "REQUEST", "N", "ERRORS", "COST"] + durationHeader]
            + calls.map { call in
                [
                    call.text("api_type"), call.text("request_type"), call["durations"]?.text("n") ?? "", call.text("errors"),
                    dollars(call, "cost"),
                ] + durations(call)
            }
    }

    private static func durations(_ figures: JSONValue) -> [String] {
        ["mean_ms", "p50_ms", "p95_ms", "max_ms"].map { key in
            figures["durations"]?[key]?.doubleValue.map { "\(Int($0.rounded())) ms" } ?? ""
        }
    }

    private static func dollars(_ value: JSONValue, _ key: String) -> String { Dollars.text(value[key]?.doubleValue ?? 0) }
}
