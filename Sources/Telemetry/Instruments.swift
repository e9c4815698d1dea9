import Synchronization

/// A number that only grows. Resolve it once and keep it: counting is one relaxed atomic addition.
public final class Counter: Sendable {
    private let total = Atomic<UInt64>(0)

    init() {}

    /// Adds `amount`.
    public func increment(by amount: Int = 1) {
        total.add(UInt64(clamping: amount), ordering: .relaxed)
    }

    /// The sum so far.
    public var value: UInt64 { total.load(ordering: .relaxed) }
}

/// A number that goes up and down.
public final class Gauge: Sendable {
    private let current = Atomic<Int>(0)

    init() {}

    /// Replaces the value.
    public func set(_ value: Int) { current.store(value, ordering: .relaxed) }

    /// Adds `amount`, which may be negative.
    public func add(_ amount: Int) { current.add(amount, ordering: .relaxed) }

    /// The value now.
    public var value: Int { current.load(ordering: .relaxed) }
}

/// A distribution over fixed buckets. Observing is two atomic additions and one exchange.
public final class Histogram: Sendable {
    /// How many bounds a histogram can have; further ones are cut off.
    public static let maximumBounds = 23

    /// Bounds in seconds for the time of a call, from 100 µs to 10 s.
    public static let callDurations: [Double] = [
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    let bounds: [Double]
    private let cells = InlineArray<24, Atomic<UInt64>> { _ in Atomic(0) }
    private let sumBits = Atomic<UInt64>(0)

    /// - Parameter bounds: upper limits of the buckets, inclusive; one more bucket takes everything above the last.
    init(bounds: [Double]) {
        self.bounds = Array(bounds.sorted().prefix(Self.maximumBounds))
    }

    /// Records one value.
    public func observe(_ value: Double) {
        cells[bounds.firstIndex { value <= $0 } ?? bounds.count].add(1, ordering: .relaxed)
        var old = sumBits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + value).bitPattern
            let (exchanged, original) = sumBits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = original
        }
    }

    /// Records a duration in seconds.
    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) * 1e-18)
    }

    /// The number of values in each bucket (not cumulative; one more than there are bounds) and the sum of all values.
    func snapshot() -> (counts: [UInt64], sum: Double) {
        let counts = (0...bounds.count).map { cells[$0].load(ordering: .relaxed) }
        return (counts, Double(bitPattern: sumBits.load(ordering: .relaxed)))
    }
}
