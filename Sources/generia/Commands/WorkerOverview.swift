import JSONModel

/// What the workers of a suite are about: their tasks, and the breaker and the permits of everything that they call.
struct WorkerOverview: Sendable {
    let json: JSONValue

    /// Asks the suite for it.
    init(from connection: AdminConnection) async throws(CommandError) {
        json = try await connection.get("/workers")
    }

    var lines: [String] {
        let workers = json["workers"]?.arrayValue ?? []
        guard !workers.isEmpty else { return ["No worker runs in this process; --admin HOST:PORT names that of a generia worker."] }
        return workers.flatMap { worker -> [String] in
            let tasks = worker["tasks"] ?? [:]
            let summary =
                "\(worker.text("worker")): \(tasks.text("running")) of at most \(tasks.text("limit")) tasks running, "
                + "\(tasks.text("ready")) ready, \(tasks.text("parked")) waiting for their turn"
            let dependencies = worker["dependencies"]?.arrayValue ?? []
            let header = ["DEPENDENCY", "BREAKER", "SINCE", "IN USE", "LIMIT", "WAITING"]
            return [summary, ""] + Table.columns([header] + dependencies.map(row))
        }
    }

    private func row(_ dependency: JSONValue) -> [String] {
        let (breaker, permits) = (dependency["breaker"] ?? [:], dependency["permits"] ?? [:])
        return [dependency.text("name"), breaker.text("state"), breaker.text("since")]
            + ["used", "limit", "waiting"].map { permits.text($0) }
    }
}
