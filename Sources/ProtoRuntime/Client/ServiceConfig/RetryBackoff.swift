/// The pauses before the repetitions of one call: growing from the first to the longest one, each ±20 % at random, so that clients which
/// failed together do not return together (gRFC A6, "Exponential Backoff").
struct RetryBackoff {
    private let policy: RetryPolicy
    private var pause: Duration

    init(_ policy: RetryPolicy) {
        self.policy = policy
        pause = min(policy.initialBackoff, policy.maximumBackoff)
    }

    /// The next pause.
    /// - Parameter jitter: a factor from 0.8 to 1.2.
    mutating func next(jitter: Double = .random(in: 0.8...1.2)) -> Duration {
        defer { pause = min(pause * policy.backoffMultiplier, policy.maximumBackoff) }
        return pause * jitter
    }

    /// Begins again with the first pause: the server has set the time of a repetition itself.
    mutating func reset() { self = RetryBackoff(policy) }
}
