import Glibc
// `timespec` belongs to this part of the toolchain's C overlay.
import SwiftOverlayShims
import Synchronization

/// A source of the current time of day.
public protocol WallClock: Sendable {
    /// The current time.
    func now() -> Timestamp
}

/// The machine's clock. It follows corrections of the system time, so it may step backwards.
public struct SystemClock: WallClock {
    /// A handle on the machine's clock.
    public init() {}

    /// The machine's time of day.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}

/// A clock that stands still until it is moved, for tests and reproducible runs.
public final class FixedClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that shows `time`.
    public init(_ time: Timestamp) {
        self.time = Mutex(time)
    }

    /// The time that the clock was set to.
    public func now() -> Timestamp {
        time.withLock { $0 }
    }

    /// Moves the clock forward (backward when negative) by `duration`.
    public func advance(by duration: Duration) {
        time.withLock { $0 += duration }
    }
}
