import Environments
import Synchronization

/// Gives each post a creation time of its own, later than that of every post before it, so that paging by time skips none
/// (platform contract 3.3, P-D5).
final class PostClock: Sendable {
    private let environment: Environment
    private let newest = Mutex(Timestamp(microseconds: .min))

    init(environment: Environment) {
        self.environment = environment
    }

    /// Makes all following times later than `time`, that of the newest stored post.
    func start(after time: Timestamp) {
        newest.withLock { $0 = max($0, time) }
    }

    /// The creation time of a new post.
    func next() -> Timestamp {
        newest.withLock { newest in
            newest = max(environment.strictlyIncreasingNow(), newest + .microseconds(1))
            return newest
        }
    }
}
