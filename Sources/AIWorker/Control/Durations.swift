import Persistence

/// How long things took: enough of each to tell the usual from the rare.
struct Durations: Sendable {
    private var milliseconds: [Int] = []

    /// - Parameter duration: in milliseconds; a negative one, of a clock that was set back, counts as zero.
    mutating func add(_ duration: Int) { milliseconds.append(min(max(duration, 0), Self.longest)) }

    /// Longer ones are a mistake of somebody, and sums must not overflow.
    private static let longest = 1_000_000_000_000

    /// Number, mean, median, 95th percentile and maximum, in milliseconds; the last four are null when there is none.
    var document: Document {
        let sorted = milliseconds.sorted()
        func percentile(_ share: Int) -> DocumentValue {
            // The nearest rank: the least value that is not exceeded by so many of a hundred.
            sorted.isEmpty ? .null : .int(sorted[max((sorted.count * share + 99) / 100, 1) - 1])
        }
        return [
            "n": .int(sorted.count),
            "mean_ms": sorted.isEmpty ? .null : .double(Double(sorted.reduce(0, +)) / Double(sorted.count)),
            "p50_ms": percentile(50), "p95_ms": percentile(95), "max_ms": sorted.last.map { .int($0) } ?? .null,
        ]
    }
}
