import Synchronization

/// The metrics of a process: named families of series told apart by labels.
///
/// Asking for a series takes a lock and a dictionary look-up, so ask once and keep the instrument. A name belongs to the
/// kind that used it first; asking for it as another kind yields an instrument that works and is not exported.
public final class Metrics: Sendable {
    enum Instrument: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case reading(@Sendable () -> Double)
        case histogram(Histogram)

        /// The word of the `# TYPE` line.
        var kind: String {
            switch self {
            case .counter: "counter"
            case .gauge, .reading: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    struct Family: Sendable {
        let kind: String
        var help: String
        /// By the label set as it is exported, braces left out.
        var series: [String: Instrument] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    /// An empty registry.
    public init() {}

    /// The counter `name` with `labels`. By convention such names end in `_total`.
    public func counter(_ name: String, help: String = "", labels: KeyValuePairs<String, String> = [:]) -> Counter {
        let made = Counter()
        if case .counter(let counter) = resolve(name, help, labels, .counter(made)) { return counter }
        return made
    }

    /// The gauge `name` with `labels`.
    public func gauge(_ name: String, help: String = "", labels: KeyValuePairs<String, String> = [:]) -> Gauge {
        let made = Gauge()
        if case .gauge(let gauge) = resolve(name, help, labels, .gauge(made)) { return gauge }
        return made
    }

    /// A gauge whose value is read by `reading` each time the metrics are exported.
    public func gauge(
        _ name: String, help: String = "", labels: KeyValuePairs<String, String> = [:], reading: @escaping @Sendable () -> Double
    ) {
        _ = resolve(name, help, labels, .reading(reading))
    }

    /// The histogram `name` with `labels` and the upper limits `bounds`, of which the first caller's hold.
    public func histogram(
        _ name: String, help: String = "", labels: KeyValuePairs<String, String> = [:], bounds: [Double] = Histogram.callDurations
    ) -> Histogram {
        let made = Histogram(bounds: bounds)
        if case .histogram(let histogram) = resolve(name, help, labels, .histogram(made)) { return histogram }
        return made
    }

    /// All series in the Prometheus text exposition format, version 0.0.4, ordered by name and labels.
    public func prometheusText() -> String {
        PrometheusText.render(families.withLock { $0 })
    }

    private func resolve(
        _ name: String, _ help: String, _ labels: KeyValuePairs<String, String>, _ made: Instrument
    ) -> Instrument {
        let key = PrometheusText.labelText(labels)
        return families.withLock { families in
            var family = families[name] ?? Family(kind: made.kind, help: help)
            guard family.kind == made.kind else { return made }
            if let existing = family.series[key] { return existing }
            if family.help.isEmpty { family.help = help }
            family.series[key] = made
            families[name] = family
            return made
        }
    }
}
