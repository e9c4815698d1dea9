import Environments
import Persistence

extension WorkerControl {
    /// Figures over all generations, or over one: worlds by status, tasks by type with their durations, attempts and failures, calls by
    /// interface and type of request with their durations, failures and costs. Costs are sums of millionths of a dollar, given in dollars.
    ///
    /// - Throws: `ControlError`.
    public func statistics(of world: Identifier? = nil) async throws(ControlError) -> Document {
        if let world { _ = try await self.world(world) }
        let worldKey = world.map { DocumentValue.string($0.canonical) }
        var worlds = WorldFigures()
        try await store.visit(ProgressBook.collection, worldKey.map { [.equals("_id", $0)] } ?? []) { worlds.add($0) }
        let conditions = worldKey.map { [Filter.equals("world_id", $0)] } ?? []
        var tasks: [String: TaskFigures] = [:]
        try await store.visit(TaskQueue.collection, conditions) { task in
            tasks[task[TaskKey.type]?.string ?? "unknown", default: TaskFigures()].add(task)
        }
        var calls: [CallFigures.Kind: CallFigures] = [:]
        try await store.visit(RequestHistory.collection, conditions) { call in
            calls[CallFigures.Kind(call), default: CallFigures()].add(call)
        }
        let types = TaskType.allCases.map(\.rawValue)
        let order = types + tasks.keys.filter { !types.contains($0) }.sorted()
        return [
            "worlds": .document(worlds.document),
            "tasks": .array(order.compactMap { type in tasks[type].map { .document($0.document(type: type)) } }),
            "calls": .array(calls.sorted { $0.key < $1.key }.map { .document($0.value.document($0.key)) }),
        ]
    }
}

/// Worlds by status, and what they cost.
private struct WorldFigures {
    private var statuses: [String: Int] = [:]
    private var paused = 0
    private var llm = 0
    private var images = 0

    mutating func add(_ world: Document) {
        statuses[world["status"]?.string ?? "unknown", default: 0] += 1
        if world["paused"] == true { paused += 1 }
        llm += world.amount("llm_cost_microdollars")
        images += world.amount("image_cost_microdollars")
    }

    var document: Document {
        var result: Document = ["n": .int(statuses.values.reduce(0, +))]
        for status in ["in_progress", "completed", "failed"] { result[status] = .int(statuses[status, default: 0]) }
        result["paused"] = .int(paused)
        result["llm_cost_total"] = .double(Double(llm) / 1_000_000)
        result["image_cost_total"] = .double(Double(images) / 1_000_000)
        let total = Double(llm + images) / 1_000_000
        result["cost_per_world"] = .double(statuses.isEmpty ? 0 : total / Double(statuses.values.reduce(0, +)))
        return result
    }
}

/// The tasks of one type.
private struct TaskFigures {
    private var statuses: [String: Int] = [:]
    private var attempts = 0
    private var failedAttempts = 0
    private var retries = 0
    /// The time of all attempts at a task together, without the pauses between them.
    private var durations = Durations()

    mutating func add(_ task: Document) {
        statuses[task[TaskKey.status]?.string ?? "unknown", default: 0] += 1
        attempts += task.amount(TaskKey.attemptCount)
        failedAttempts += task.amount(TaskKey.failures)
        retries += task.amount(TaskKey.retries)
        if let worked = AttemptLog(task).worked { durations.add(worked.milliseconds) }
    }

    func document(type: String) -> Document {
        var result: Document = ["type": .string(type)]
        for status in ["pending", "in_progress", "completed", "failed"] { result[status] = .int(statuses[status, default: 0]) }
        result["attempts"] = .int(attempts)
        result["failed_attempts"] = .int(failedAttempts)
        result["retries"] = .int(retries)
        result["durations"] = .document(durations.document)
        return result
    }
}

/// The calls of one kind.
private struct CallFigures {
    struct Kind: Hashable, Comparable {
        let api: String
        let request: String

        init(_ call: Document) {
            api = call["api_type"]?.string ?? "unknown"
            request = call["request_type"]?.string ?? "unknown"
        }

        static func < (left: Kind, right: Kind) -> Bool { (left.api, left.request) < (right.api, right.request) }
    }

    private var errors = 0
    private var microdollars = 0
    private var durations = Durations()

    mutating func add(_ call: Document) {
        if call["error"] != nil { errors += 1 }
        if let dollars = call["response_data"]?.document?["cost"]?.double, (0...1_000_000).contains(dollars) {
            microdollars += Int((dollars * 1_000_000).rounded())
        }
        durations.add(call.amount("duration_ms"))
    }

    func document(_ kind: Kind) -> Document {
        [
            "api_type": .string(kind.api), "request_type": .string(kind.request), "errors": .int(errors),
            "cost": .double(Double(microdollars) / 1_000_000), "durations": .document(durations.document),
        ]
    }
}

extension Document {
    /// A count or a sum, whatever was written there: sums of amounts never overflow.
    fileprivate func amount(_ key: String) -> Int { Swift.min(Swift.max(self[key]?.int ?? 0, 0), 1_000_000_000_000) }
}
