import Environments

/// How often a call is tried and how long the pauses are: each twice as long as the one before, up to a maximum, ±10 %.
struct RetryPolicy: Sendable, Hashable {
    var attempts: Int
    var initialPause: Duration
    var maximumPause: Duration

    /// The pause after attempt number `attempt` (from 1).
    ///
    /// - Parameter asked: what the other side asked for; a longer pause than ours is honoured.
    func pause(after attempt: Int, asked: Duration?, environment: Environment) -> Duration {
        let doubled = initialPause * (1 << min(attempt - 1, 20))
        let jitter = 0.9 + 0.2 * Double(environment.uuid(for: "retry-jitter").low % 1000) / 1000
        return max(min(doubled * jitter, maximumPause), asked ?? .zero)
    }
}

extension Duration {
    static func * (duration: Duration, factor: Double) -> Duration {
        let (seconds, attoseconds) = duration.components
        return .seconds((Double(seconds) + Double(attoseconds) * 1e-18) * factor)
    }
}
