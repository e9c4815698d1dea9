/// When and how often a failed call is repeated (gRFC A6, "Retry Policy").
public struct RetryPolicy: Sendable, Hashable {
    /// How often the call is sent at most, the first time included; a channel has an upper limit of its own.
    public let maximumAttempts: Int
    /// The pause before the first repetition, ±20 %.
    public let initialBackoff: Duration
    /// The longest pause, ±20 %.
    public let maximumBackoff: Duration
    /// By how much each pause is longer than the one before.
    public let backoffMultiplier: Double
    /// The statuses after which the call is repeated.
    public let retryableStatusCodes: Set<StatusCode>

    /// - Parameters:
    ///   - maximumAttempts: how often the call is sent at most; at least 2.
    ///   - initialBackoff: the pause before the first repetition; more than 0.
    ///   - maximumBackoff: the longest pause; more than 0.
    ///   - backoffMultiplier: by how much each pause is longer than the one before; finite and more than 0.
    ///   - retryableStatusCodes: the statuses after which the call is repeated; at least one, none of them OK.
    /// - Throws: `ServiceConfigError` when a value is out of its range.
    public init(
        maximumAttempts: Int, initialBackoff: Duration, maximumBackoff: Duration, backoffMultiplier: Double,
        retryableStatusCodes: Set<StatusCode>
    ) throws(ServiceConfigError) {
        try Self.check(attempts: maximumAttempts)
        guard initialBackoff > .zero else { throw ServiceConfigError("initialBackoff", "must be more than 0 s, got \(initialBackoff)") }
        guard maximumBackoff > .zero else { throw ServiceConfigError("maxBackoff", "must be more than 0 s, got \(maximumBackoff)") }
        guard backoffMultiplier > 0, backoffMultiplier.isFinite else {
            throw ServiceConfigError("backoffMultiplier", "must be a number greater than 0, got \(backoffMultiplier)")
        }
        guard !retryableStatusCodes.isEmpty else {
            throw ServiceConfigError("retryableStatusCodes", "must name at least one status, such as \"UNAVAILABLE\"")
        }
        try Self.check(failures: retryableStatusCodes, "retryableStatusCodes")
        self.maximumAttempts = maximumAttempts
        self.initialBackoff = initialBackoff
        self.maximumBackoff = maximumBackoff
        self.backoffMultiplier = backoffMultiplier
        self.retryableStatusCodes = retryableStatusCodes
    }

    fileprivate static func check(attempts: Int) throws(ServiceConfigError) {
        guard attempts >= 2 else { throw ServiceConfigError("maxAttempts", "must be a whole number of at least 2, got \(attempts)") }
    }

    fileprivate static func check(failures codes: Set<StatusCode>, _ field: String) throws(ServiceConfigError) {
        guard !codes.contains(.ok) else { throw ServiceConfigError(field, "must name failures, got OK") }
    }
}

/// How a call is sent several times without waiting for a failure; only for methods that may run more than once (gRFC A6, "Hedging
/// Policy").
public struct HedgingPolicy: Sendable, Hashable {
    /// How often the call is sent at most; a channel has an upper limit of its own.
    public let maximumAttempts: Int
    /// The time between two sends; 0 sends all at once.
    public let delay: Duration
    /// The statuses that do not end the call, but send the next attempt at once.
    public let nonFatalStatusCodes: Set<StatusCode>

    /// - Parameters:
    ///   - maximumAttempts: how often the call is sent at most; at least 2.
    ///   - delay: the time between two sends; not negative.
    ///   - nonFatalStatusCodes: the statuses that do not end the call; none of them OK.
    /// - Throws: `ServiceConfigError` when a value is out of its range.
    public init(
        maximumAttempts: Int, delay: Duration = .zero, nonFatalStatusCodes: Set<StatusCode> = []
    ) throws(ServiceConfigError) {
        try RetryPolicy.check(attempts: maximumAttempts)
        guard delay >= .zero else { throw ServiceConfigError("hedgingDelay", "must not be negative, got \(delay)") }
        try RetryPolicy.check(failures: nonFatalStatusCodes, "nonFatalStatusCodes")
        self.maximumAttempts = maximumAttempts
        self.delay = delay
        self.nonFatalStatusCodes = nonFatalStatusCodes
    }
}
