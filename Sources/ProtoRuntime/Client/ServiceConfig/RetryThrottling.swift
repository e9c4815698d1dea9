/// When a channel stops to retry and hedge because too many calls fail (gRFC A6, "Throttling Retry Attempts and Hedged RPCs").
///
/// A channel has a number of tokens: a failure takes one, a success gives a part of one back. While half of them or less are left, failed
/// calls are not repeated.
public struct RetryThrottling: Sendable, Hashable {
    /// The number of tokens at the beginning and at most.
    public let maximumTokens: Int
    /// The part of a token that a success gives back.
    public let tokenRatio: Double

    /// - Parameters:
    ///   - maximumTokens: the number of tokens, from 1 to 1000.
    ///   - tokenRatio: the part of a token that a success gives back; at least 0.001, further decimals are dropped.
    /// - Throws: `ServiceConfigError` when a value is out of its range.
    public init(maximumTokens: Int, tokenRatio: Double) throws(ServiceConfigError) {
        guard (1...1000).contains(maximumTokens) else {
            throw ServiceConfigError("maxTokens", "must be a whole number from 1 to 1000, got \(maximumTokens)")
        }
        guard tokenRatio >= 0.001, tokenRatio.isFinite else {
            throw ServiceConfigError("tokenRatio", "must be a number of at least 0.001, got \(tokenRatio)")
        }
        self.maximumTokens = maximumTokens
        self.tokenRatio = tokenRatio
    }
}

/// The tokens of one channel.
struct RetryThrottle {
    /// Counted in thousandths, so that sums are exact.
    private let maximum: Int
    private let gain: Int
    private var tokens: Int

    /// - Parameter throttling: the channel's setting; with `nil` nothing is ever throttled.
    init(_ throttling: RetryThrottling?) {
        maximum = (throttling?.maximumTokens ?? 0) * 1000
        // More than all tokens cannot be given back; the bound keeps the conversion from overflowing.
        gain = throttling.map { Int(min($0.tokenRatio * 1000, 1_000_000)) } ?? 0
        tokens = maximum
    }

    /// Whether calls may be repeated now.
    var canRetry: Bool { maximum == 0 || tokens > maximum / 2 }

    /// Counts a failure: an attempt whose status the policy calls retryable or non-fatal, or whose server asked not to retry.
    mutating func didFail() { tokens = max(0, tokens - 1000) }

    /// Counts a success.
    mutating func didSucceed() { tokens = min(maximum, tokens + gain) }
}
