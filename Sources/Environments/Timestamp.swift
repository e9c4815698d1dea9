/// A point in time with the precision of a microsecond, the precision of the platform's databases.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before.
    public var microseconds: Int64

    /// The time `microseconds` after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The time `seconds` after 1970-01-01T00:00:00Z; clamped to what 64 bits of microseconds hold (± 292,000 years).
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// The time `milliseconds` after 1970-01-01T00:00:00Z; clamped to what 64 bits of microseconds hold.
    public init(milliseconds: Int64) {
        let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000)
        microseconds = overflow ? (milliseconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 { microseconds.flooredDivision(by: 1_000_000).quotient }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, rounded down.
    public var milliseconds: Int64 { microseconds.flooredDivision(by: 1_000).quotient }

    /// Chronological order.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The time `duration` later (earlier when negative), cut to whole microseconds and clamped to what a timestamp holds.
    public static func + (time: Timestamp, duration: Duration) -> Timestamp {
        let shifted = Int128(time.microseconds) + duration.attoseconds / 1_000_000_000_000
        return Timestamp(microseconds: Int64(clamping: shifted))
    }

    /// The time `duration` earlier (later when negative), cut to whole microseconds and clamped to what a timestamp holds.
    public static func - (time: Timestamp, duration: Duration) -> Timestamp {
        let shifted = Int128(time.microseconds) - duration.attoseconds / 1_000_000_000_000
        return Timestamp(microseconds: Int64(clamping: shifted))
    }

    /// The time from `right` to `left`; negative when `left` is the earlier one.
    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        Duration(attoseconds: (Int128(left.microseconds) - Int128(right.microseconds)) * 1_000_000_000_000)
    }

    /// Moves the time by `duration`.
    public static func += (time: inout Timestamp, duration: Duration) {
        time = time + duration
    }
}

extension Timestamp: CustomStringConvertible {
    /// The form of ``iso8601``.
    public var description: String { iso8601 }
}
