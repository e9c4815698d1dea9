import EventLoops

/// The calls of a server, channel or subchannel.
struct CallCounts: Sendable, Hashable {
    var started = 0
    /// Calls that have ended with OK.
    var succeeded = 0
    /// Calls that have ended otherwise.
    var failed = 0
    /// When the latest of them was started; kept only while somebody may ask for it.
    var lastStarted: MonotonicTime?

    mutating func didEnd(isOK: Bool) {
        if isOK { succeeded += 1 } else { failed += 1 }
    }

    /// The calls of two parts together.
    static func + (left: CallCounts, right: CallCounts) -> CallCounts {
        CallCounts(
            started: left.started + right.started, succeeded: left.succeeded + right.succeeded, failed: left.failed + right.failed,
            lastStarted: [left.lastStarted, right.lastStarted].compactMap(\.self).max())
    }
}

/// The counts of calls that end on one loop; touched on that loop only.
final class CallMeter {
    var counts = CallCounts()
}
