import Telemetry

/// What the engine measures.
struct EngineMeters: Sendable {
    private let completions: [TaskType: Counter]
    private let failures: [TaskType: Counter]
    private let durations: [TaskType: Histogram]
    private let runs: [TaskType: Counter]

    init(_ metrics: Metrics, queue: ReadyQueue) {
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
                "generia_worker_task_duration_seconds", help: "Time of the successful run of a task.", labels: ["type": $0.rawValue],
                bounds: DependencyMeters.durations)
        }
        runs = each {
            metrics.counter(
                "generia_worker_task_runs_total", help: "Runs of tasks, whatever became of them.", labels: ["type": $0.rawValue])
        }
        func show(_ state: String, _ count: @escaping @Sendable (WorkerSnapshot.Tasks) -> Int) {
            metrics.gauge("generia_worker_tasks", help: "Tasks that this worker knows of.", labels: ["state": state]) {
                Double(count(queue.load))
            }
        }
        show("running") { $0.running }
        show("ready") { $0.ready }
        show("parked") { $0.parked }
    }

    func started(_ type: TaskType) { runs[type]?.increment() }

    func completed(_ type: TaskType, after duration: Duration) {
        completions[type]?.increment()
        durations[type]?.observe(duration)
    }

    func failed(_ type: TaskType) { failures[type]?.increment() }
}
