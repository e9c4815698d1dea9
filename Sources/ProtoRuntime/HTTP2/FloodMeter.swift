import EventLoops

/// How many events of one kind a peer may cause: so many at once, and so many a second in the long run.
public struct FloodLimit: Sendable, Hashable {
    /// Events that may come at once.
    public var burst: Int
    /// Events a second that may come for ever.
    public var perSecond: Int

    /// - Parameters:
    ///   - burst: events that may come at once; less than 0 counts as 0.
    ///   - perSecond: events a second that may come for ever; less than 0 counts as 0.
    public init(burst: Int, perSecond: Int) {
        self.burst = max(0, burst)
        self.perSecond = max(0, perSecond)
    }

    /// No limit.
    public static let unlimited = FloodLimit(burst: .max, perSecond: 0)
}

/// Measures events of one kind against a limit: a level that events raise, that time lowers to nothing, and that useful work lowers further,
/// so that a busy peer is not mistaken for a hostile one.
struct FloodMeter {
    /// Credit that a peer can gather; far more than anyone uses, and far from overflow.
    private static let largestCredit = 1 << 40

    let limit: FloodLimit
    private var level = 0
    private var drainedUntil: MonotonicTime

    init(_ limit: FloodLimit, now: MonotonicTime) {
        self.limit = limit
        drainedUntil = now
    }

    /// An event has happened.
    /// - Returns: whether it is one too many.
    mutating func count(at now: MonotonicTime) -> Bool {
        drain(until: now)
        level += 1
        return level > limit.burst
    }

    /// The peer has caused work of use that explains `events` events.
    mutating func credit(_ events: Int) {
        level = max(level - events, -Self.largestCredit)
    }

    /// The peer has caused work of use: what has come before is explained.
    mutating func clear() {
        level = min(level, 0)
    }

    private mutating func drain(until now: MonotonicTime) {
        let seconds = (now - drainedUntil).components.seconds
        guard seconds > 0 else { return }
        drainedUntil = drainedUntil.advanced(by: .seconds(seconds))
        guard level > 0 else { return }
        let (drained, overflow) = Int(seconds).multipliedReportingOverflow(by: limit.perSecond)
        level = overflow ? 0 : max(0, level - drained)
    }
}
