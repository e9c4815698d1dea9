import EventLoops

/// How many PINGs a server takes from a client (gRFC A8, "Server Enforcement").
public enum PingPolicy: Sendable, Hashable {
    /// Any number that is no flood (`AbuseLimits.pings`).
    case permissive
    /// PINGs must be `minimumInterval` apart, and two hours without calls unless those are permitted. The third one that comes too soon
    /// ends the connection with GOAWAY ENHANCE_YOUR_CALM `too_many_pings`. HEADERS or DATA that the server sends clear the account,
    /// because clients measure the bandwidth with PINGs then.
    case strict(minimumInterval: Duration = .seconds(300), permitWithoutCalls: Bool = false)
}

/// The account of a client under `PingPolicy.strict`.
struct PingStrikes {
    private static let maximum = 2
    private static let intervalWithoutCalls = Duration.seconds(2 * 60 * 60)

    let minimumInterval: Duration
    let permitWithoutCalls: Bool
    private var lastValid: MonotonicTime?
    private var strikes = 0

    /// `nil` when the policy keeps no account.
    init?(_ policy: PingPolicy) {
        guard case .strict(let minimumInterval, let permitWithoutCalls) = policy else { return nil }
        self.minimumInterval = minimumInterval
        self.permitWithoutCalls = permitWithoutCalls
    }

    /// A PING that is no acknowledgement has come.
    /// - Returns: whether the client misbehaves.
    mutating func didReceivePing(at now: MonotonicTime, hasCalls: Bool) -> Bool {
        let interval = hasCalls || permitWithoutCalls ? minimumInterval : Self.intervalWithoutCalls
        if let lastValid, now < lastValid.advanced(by: interval) {
            strikes += 1
            return strikes > Self.maximum
        }
        lastValid = now
        return false
    }

    /// HEADERS or DATA were sent.
    mutating func didSendHeadersOrData() {
        lastValid = nil
        strikes = 0
    }
}
