import Telemetry

/// What was spent, over all worlds.
struct CostMeters: Sendable {
    private let llm: Counter
    private let images: Counter

    init(_ metrics: Metrics) {
        func counter(_ kind: String) -> Counter {
            metrics.counter(
                "generia_worker_cost_microdollars_total", help: "What providers have charged, in millionths of a dollar.",
                labels: ["kind": kind])
        }
        llm = counter("llm")
        images = counter("images")
    }

    func spent(_ microdollars: Int64, on kind: PaidCall) {
        switch kind {
        case .llm: llm.increment(by: Int(microdollars))
        case .images: images.increment(by: Int(microdollars))
        }
    }
}
