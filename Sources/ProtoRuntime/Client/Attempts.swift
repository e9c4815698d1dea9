/// The attempts of one call: which are running, how many there were, and whether another one follows (gRFC A6).
struct Attempts {
    /// What follows the end of an attempt.
    enum Next: Equatable {
        /// Another attempt at once: the server has not processed this one.
        case now
        /// Another attempt after a pause.
        case later(Duration)
        /// Nothing: hedged attempts are still running.
        case waitForOthers
        /// The end of the attempt is the end of the call.
        case give
    }

    private(set) var active: [ClientAttempt] = []
    /// Attempts that were sent, those that a server did not process excepted.
    private(set) var made = 0
    private let policy: MethodConfig.Repetition?
    private let maximum: Int
    private var backoff: RetryBackoff?
    private var unprocessed = 0

    init(configuration: ChannelConfiguration, method: MethodDescriptor) {
        policy = configuration.serviceConfig.methodConfig(for: method)?.repetition
        switch policy {
        case .retry(let policy):
            maximum = min(policy.maximumAttempts, configuration.maximumAttempts)
            backoff = RetryBackoff(policy)
        case .hedge(let policy):
            maximum = min(policy.maximumAttempts, configuration.maximumAttempts)
        case nil:
            maximum = 1
        }
    }

    var isEmpty: Bool { active.isEmpty }
    /// Whether the policy allows another attempt; timers of hedged ones may fire when others have taken their place.
    var mayStart: Bool { made < maximum }

    mutating func add(_ attempt: ClientAttempt, isNew: Bool = true) {
        active.append(attempt)
        if isNew { made += 1 }
    }

    mutating func remove(_ attempt: ClientAttempt) { active.removeAll { $0 === attempt } }

    mutating func removeAll() -> [ClientAttempt] {
        defer { active = [] }
        return active
    }

    /// How long after the last attempt a hedged call sends the next one; `nil` when it does not.
    var hedgingDelay: Duration? {
        guard case .hedge(let policy) = policy, mayStart else { return nil }
        return policy.delay
    }

    /// Decides what follows the end of an attempt, which is no longer active.
    /// - Parameters:
    ///   - end: how it has ended.
    ///   - mayRepeat: whether the request can still be repeated.
    ///   - throttle: the channel's tokens.
    mutating func next(after end: ClientAttempt.End, mayRepeat: Bool, throttle: inout RetryThrottle) -> Next {
        guard let status = end.status else {
            throttle.didSucceed()
            return .give
        }
        if end.isUnprocessed, mayRepeat, unprocessed == 0 {
            // Such an attempt does not count, but a server that refuses again and again is not asked without end.
            unprocessed += 1
            made -= 1
            return .now
        }
        let pushback = end.pushback.map { RetryPushback(text: $0) } ?? .none
        let isRepeatable: Bool
        switch policy {
        case .retry(let policy): isRepeatable = policy.retryableStatusCodes.contains(status.code)
        case .hedge(let policy): isRepeatable = policy.nonFatalStatusCodes.contains(status.code)
        case nil: return .give
        }
        if isRepeatable || pushback == .stop { throttle.didFail() } else { throttle.didSucceed() }
        guard isRepeatable, mayRepeat, end.isTrailersOnly, pushback != .stop, throttle.canRetry, mayStart else {
            return isRepeatable && !active.isEmpty ? .waitForOthers : .give
        }
        if case .hedge = policy {
            // The next attempt is on its way already; with a pushback, or when none runs, it is now or then.
            if case .after(let pause) = pushback { return .later(pause) }
            return active.isEmpty ? .later(.zero) : .waitForOthers
        }
        if case .after(let pause) = pushback {
            backoff?.reset()
            return .later(pause)
        }
        return .later(backoff?.next() ?? .zero)
    }
}
