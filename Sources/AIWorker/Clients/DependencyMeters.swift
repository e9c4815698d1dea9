import Semaphores
import Telemetry

/// What is measured of the calls to one dependency: attempts by how they ended, and how long they took.
struct DependencyMeters: Sendable {
    /// How an attempt ended.
    private enum Outcome: String, CaseIterable {
        case success, retryable, permanent, moderation, interrupted
        case circuitOpen = "circuit_open"
        case worldStopped = "world_stopped"

        init(_ failure: CallFailure) {
            self =
                switch failure.kind {
                case .retryable: .retryable
                case .permanent: .permanent
                case .moderation: .moderation
                case .circuitOpen: .circuitOpen
                case .interrupted: .interrupted
                case .worldStopped, .worldPaused: .worldStopped
                }
        }
    }

    /// Bounds in seconds that tell a quick RPC from a slow model.
    static let durations: [Double] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]

    private let outcomes: [Outcome: Counter]
    private let duration: Histogram

    init(_ name: String, _ metrics: Metrics) {
        outcomes = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map { outcome in
                let counter = metrics.counter(
                    "generia_worker_dependency_calls_total",
                    help: "Attempts at calls by how they ended; circuit_open and world_stopped ones were not made.",
                    labels: ["dependency": name, "outcome": outcome.rawValue])
                return (outcome, counter)
            })
        duration = metrics.histogram(
            "generia_worker_dependency_call_duration_seconds", help: "Time of one attempt, waiting for a permit not included.",
            labels: ["dependency": name], bounds: Self.durations)
    }

    /// An attempt that was made and ended.
    func ended(_ failure: CallFailure?, after duration: Duration) {
        outcomes[failure.map(Outcome.init) ?? .success]?.increment()
        switch failure?.kind {
        case .circuitOpen, .worldStopped, .worldPaused: break
        default: self.duration.observe(duration)
        }
    }

    /// Shows a breaker and a limiter as they are whenever the metrics are read.
    static func show(_ dependency: Dependency, in metrics: Metrics) {
        let (breaker, limiter) = (dependency.breaker, dependency.limiter)
        metrics.gauge(
            "generia_worker_breaker_state", help: "Whether calls pass: 0 closed, 1 half-open, 2 open.",
            labels: ["dependency": dependency.name]
        ) {
            switch breaker.snapshot.position {
            case .closed: 0
            case .halfOpen: 1
            case .open: 2
            }
        }
        guard let limiter else { return }
        func show(_ name: String, _ help: String, _ value: @escaping @Sendable (SemaphoreLoad) -> Int) {
            metrics.gauge(name, help: help, labels: ["dependency": dependency.name]) { Double(value(limiter.load)) }
        }
        show("generia_worker_permits", "Calls that may be made at a time.") { $0.limit }
        show("generia_worker_permits_used", "Calls that are being made.") { $0.used }
        show("generia_worker_permits_waiting", "Calls that wait for a permit.") { $0.waiting }
    }
}
