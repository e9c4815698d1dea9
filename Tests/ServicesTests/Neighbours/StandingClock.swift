import Environments
import Synchronization

/// A clock that moves when it is told to.
final class StandingClock: WallClock {
    private let time = Mutex(Timestamp(seconds: 1_790_000_000))

    func now() -> Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 += duration } }
}
