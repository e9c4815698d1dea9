/// The pauses between attempts to connect (gRPC "Connection Backoff Protocol").
public struct ConnectionBackoff: Sendable, Hashable {
    /// The pause after the first failure, counted from the beginning of the attempt.
    public var initial: Duration
    /// By how much each pause is longer than the one before.
    public var multiplier: Double
    /// The longest pause.
    public var maximum: Duration
    /// The part of a pause by which it is randomly shorter or longer, so that clients which lost the same server do not return together.
    public var jitter: Double
    /// The time that an attempt has at least; it has as long as the next pause lasts when that is longer.
    public var minimumConnectTimeout: Duration

    /// The defaults are those of the protocol: 1 s, × 1.6, at most 120 s, ±20 %, at least 20 s for an attempt.
    public init(
        initial: Duration = .seconds(1), multiplier: Double = 1.6, maximum: Duration = .seconds(120), jitter: Double = 0.2,
        minimumConnectTimeout: Duration = .seconds(20)
    ) {
        self.initial = initial
        self.multiplier = multiplier
        self.maximum = maximum
        self.jitter = jitter
        self.minimumConnectTimeout = minimumConnectTimeout
    }
}

/// The successive pauses of one backoff.
struct BackoffSequence {
    private let configuration: ConnectionBackoff
    private var pause: Duration

    init(_ configuration: ConnectionBackoff) {
        self.configuration = configuration
        pause = configuration.initial
    }

    /// The next pause.
    /// - Parameter share: the share of the jitter to apply, from -1 to 1.
    mutating func next(share: Double = .random(in: -1...1)) -> Duration {
        defer { pause = min(pause * configuration.multiplier, configuration.maximum) }
        return pause * (1 + share * configuration.jitter)
    }

    /// Begins anew, after a success.
    mutating func reset() { pause = configuration.initial }
}
