import Telemetry

/// What the engine measures.
struct EngineMeters: Sendable {
    private let completions: [TaskType: Counter]
    private let failures: [TaskType: Counter]
    private let durations: [TaskType: Histogram]

    init(_ metrics: Metrics) {
        func each<Instrument>(_ make: (TaskType) -> Instrument) -> [TaskType: Instrument] {
            Dictionary(uniqueKeysWithValues: TaskType.allCases.map { ($0, make($0)) })
        }
        completions = each {
            metrics.counter(
                "generia_worker_tasks_completed_total", help: "Tasks that ended successfully.", labels: ["type": $0.rawValue])
        }
        failures = each {
            metrics.counter("generia_worker_tasks_failed_total", help: "Tasks that failed for good.", labels: ["type": $0.rawValue])
        }
        durations = each {
            metrics.histogram(
                "generia_worker_task_duration_seconds", help: "Time of the successful run of a task.", labels: ["type": $0.rawValue])
        }
    }

    func completed(_ type: TaskType, after duration: Duration) {
        completions[type]?.increment()
        durations[type]?.observe(duration)
    }

    func failed(_ type: TaskType) { failures[type]?.increment() }
}
