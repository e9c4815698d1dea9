import EventLoops

/// When to ask the peer whether it is still there (gRFC A8 for clients, A9 for servers).
public struct KeepaliveConfiguration: Sendable, Hashable {
    /// How long nothing may come from the peer before a PING is sent.
    public let interval: Duration
    /// How long nothing may come after the PING before the connection counts as dead.
    public let timeout: Duration
    /// Whether PINGs are sent while no call is running.
    public let permitWithoutCalls: Bool

    init(interval: Duration, timeout: Duration, permitWithoutCalls: Bool) {
        self.interval = interval
        self.timeout = timeout
        self.permitWithoutCalls = permitWithoutCalls
    }

    /// What a server asks of its clients, whether they have calls or not.
    /// - Parameters:
    ///   - interval: at least 1 second, less counts as that; two hours by default.
    ///   - timeout: at least 100 milliseconds, less counts as that; 20 seconds by default.
    public static func server(interval: Duration = .seconds(2 * 60 * 60), timeout: Duration = .seconds(20)) -> KeepaliveConfiguration {
        KeepaliveConfiguration(interval: max(interval, .seconds(1)), timeout: max(timeout, .milliseconds(100)), permitWithoutCalls: true)
    }

    /// What a client asks of its server. Servers may count it as abuse: by default those of other implementations take one PING in five
    /// minutes, and with no calls one in two hours.
    /// - Parameters:
    ///   - interval: at least 10 seconds, less counts as that.
    ///   - timeout: at least 100 milliseconds, less counts as that; 20 seconds by default.
    ///   - permitWithoutCalls: whether PINGs are sent while no call is running.
    public static func client(
        interval: Duration, timeout: Duration = .seconds(20), permitWithoutCalls: Bool = false
    ) -> KeepaliveConfiguration {
        KeepaliveConfiguration(
            interval: max(interval, .seconds(10)), timeout: max(timeout, .milliseconds(100)), permitWithoutCalls: permitWithoutCalls)
    }

    /// What to use for new connections after a server has ended one with `too_many_pings`: twice the interval (gRFC A8).
    public var afterTooManyPings: KeepaliveConfiguration {
        KeepaliveConfiguration(interval: interval * 2, timeout: timeout, permitWithoutCalls: permitWithoutCalls)
    }
}

/// The keepalive of one connection: a state machine that is told what happens and asked what to do.
struct KeepAlive {
    enum Action: Hashable {
        case sendPing
        /// Nothing has come since the PING.
        case giveUp
    }

    let configuration: KeepaliveConfiguration
    private var lastRead: MonotonicTime
    private var pingSent: MonotonicTime?

    init(_ configuration: KeepaliveConfiguration, now: MonotonicTime) {
        self.configuration = configuration
        lastRead = now
    }

    /// Bytes have come: the peer lives.
    mutating func didRead(at now: MonotonicTime) {
        lastRead = now
        pingSent = nil
    }

    /// When to call `tick`; `nil` while there is nothing to wait for. The interval runs while a connection without calls is left alone,
    /// so that a dead one is noticed soon after the first call.
    func deadline(hasCalls: Bool) -> MonotonicTime? {
        if let pingSent { return pingSent.advanced(by: configuration.timeout) }
        return hasCalls || configuration.permitWithoutCalls ? lastRead.advanced(by: configuration.interval) : nil
    }

    /// Time has passed.
    mutating func tick(at now: MonotonicTime, hasCalls: Bool) -> Action? {
        guard let deadline = deadline(hasCalls: hasCalls), deadline <= now else { return nil }
        if pingSent != nil { return .giveUp }
        pingSent = now
        return .sendPing
    }
}
