import EventLoops

/// What becomes of a connection as time passes: a state machine without I/O and without a clock. The connection tells it what happens, asks
/// it for the next deadline, and does what it says when that has come.
struct ConnectionLife {
    /// What the connection has to do now.
    enum Action: Hashable {
        /// Send a PING, whose acknowledgement needs no looking at: whatever comes shows that the peer lives.
        case ping
        /// Send the first GOAWAY, which refuses nothing yet, and a PING to know when the peer has read it.
        case announceEnd
        /// Send the second GOAWAY, after which new streams are refused; the connection closes with the last one that it has.
        case refuseStreams(debugData: String)
        /// Send GOAWAY with an error and close.
        case fail(Failure)
        /// Close: the peer does not answer, or time is up.
        case close(reason: String)
    }

    /// An error that the peer is told.
    enum Failure: Hashable {
        case settingsTimeout
        case headerTimeout
    }

    private enum Drain {
        case no
        case announced(debugData: String, until: MonotonicTime)
        case refusing(cutOff: MonotonicTime?)
    }

    private let configuration: HTTP2Configuration
    private let grace: Duration?
    private var keepAlive: KeepAlive?
    private var age: ConnectionAge
    private var drain = Drain.no
    private var handshakeDeadline: MonotonicTime?
    private var settingsDeadline: MonotonicTime?
    private var header: (stream: Int32, deadline: MonotonicTime)?
    private var writeDeadline: MonotonicTime?
    private var hasCalls = false
    private var isReading = true

    /// - Parameters:
    ///   - configuration: the connection's times.
    ///   - lifetime: how long the connection may last.
    ///   - jitter: the share of the maximum age to add, -0.1…0.1.
    ///   - now: when the connection was made.
    init(_ configuration: HTTP2Configuration, lifetime: ConnectionLifetime, jitter: Double, now: MonotonicTime) {
        self.configuration = configuration
        grace = lifetime.grace
        keepAlive = configuration.keepalive.map { KeepAlive($0, now: now) }
        age = ConnectionAge(lifetime, jitter: jitter, now: now)
        handshakeDeadline = now.advanced(by: configuration.handshakeTimeout)
    }

    // MARK: What happens

    /// Bytes have come.
    mutating func didRead(at now: MonotonicTime) { keepAlive?.didRead(at: now) }

    mutating func didSendSettings(at now: MonotonicTime) { settingsDeadline = now.advanced(by: configuration.settingsTimeout) }

    mutating func didReceiveSettings() { handshakeDeadline = nil }

    mutating func didReceiveSettingsAcknowledgement() { settingsDeadline = nil }

    /// A batch of input has ended inside the header block of `stream`, or inside none.
    mutating func didStop(inHeadersOf stream: Int32?, at now: MonotonicTime) {
        guard let stream else {
            header = nil
            return
        }
        if header?.stream != stream { header = (stream, now.advanced(by: configuration.headerTimeout)) }
    }

    /// The socket takes no more output.
    /// - Parameter hasProgressed: whether it has taken any since the last time.
    mutating func didBlock(hasProgressed: Bool, at now: MonotonicTime) {
        if hasProgressed || writeDeadline == nil { writeDeadline = now.advanced(by: configuration.writeTimeout) }
    }

    /// The socket has taken all output.
    mutating func didUnblock() { writeDeadline = nil }

    /// Whether the end of the last call must be reported with its time.
    var needsIdleTime: Bool { age.needsIdleTime }

    mutating func didBecomeBusy() {
        hasCalls = true
        age.didBecomeBusy()
    }

    mutating func didBecomeIdle(at now: MonotonicTime?) {
        hasCalls = false
        if let now { age.didBecomeIdle(at: now) }
    }

    /// Nothing is read while output must wait: a peer cannot be blamed for what we do not read.
    mutating func didPauseReading() { isReading = false }

    mutating func didResumeReading(at now: MonotonicTime) {
        isReading = true
        keepAlive?.didRead(at: now)
        if settingsDeadline != nil { didSendSettings(at: now) }
        if let header { self.header = (header.stream, now.advanced(by: configuration.headerTimeout)) }
    }

    // MARK: The end

    var isDraining: Bool { if case .no = drain { false } else { true } }

    /// The connection is to end gracefully.
    mutating func end(debugData: String, at now: MonotonicTime) -> Action? {
        guard !isDraining else { return nil }
        drain = .announced(debugData: debugData, until: now.advanced(by: configuration.drainTimeout))
        return .announceEnd
    }

    /// The peer has acknowledged the PING that follows the first GOAWAY.
    mutating func didAcknowledgeEnd(at now: MonotonicTime) -> Action? {
        guard case .announced(let debugData, _) = drain else { return nil }
        drain = .refusing(cutOff: grace.map { now.advanced(by: $0) })
        return .refuseStreams(debugData: debugData)
    }

    // MARK: Time

    /// When to call `tick`, unless something happens before.
    var deadline: MonotonicTime? {
        var result = MonotonicTime.earlier(handshakeDeadline, writeDeadline)
        switch drain {
        case .no: result = .earlier(result, age.deadline)
        case .announced(_, let until): result = .earlier(result, until)
        case .refusing(let cutOff): result = .earlier(result, cutOff)
        }
        guard isReading else { return result }
        result = .earlier(result, settingsDeadline)
        result = .earlier(result, header?.deadline)
        return .earlier(result, keepAlive?.deadline(hasCalls: hasCalls))
    }

    /// Time has passed. To be called until there is nothing to do.
    mutating func tick(at now: MonotonicTime) -> Action? {
        if isDue(handshakeDeadline, now) { return .close(reason: "no HTTP/2 preface in time") }
        if isDue(writeDeadline, now) { return .close(reason: "the peer has taken no output for \(configuration.writeTimeout)") }
        switch drain {
        case .no:
            if let debugData = age.excess(at: now) { return end(debugData: debugData, at: now) }
        case .announced(_, let until):
            if until <= now { return didAcknowledgeEnd(at: now) }
        case .refusing(let cutOff):
            if isDue(cutOff, now) { return .close(reason: "calls were not over in time") }
        }
        guard isReading else { return nil }
        if isDue(settingsDeadline, now) { return .fail(.settingsTimeout) }
        if isDue(header?.deadline, now) { return .fail(.headerTimeout) }
        switch keepAlive?.tick(at: now, hasCalls: hasCalls) {
        case .sendPing: return .ping
        case .giveUp: return .close(reason: "the peer has not answered a keepalive PING in time")
        case nil: return nil
        }
    }

    private func isDue(_ deadline: MonotonicTime?, _ now: MonotonicTime) -> Bool { deadline.map { $0 <= now } ?? false }
}

extension MonotonicTime {
    /// The earlier of two times, where `nil` means never.
    static func earlier(_ left: MonotonicTime?, _ right: MonotonicTime?) -> MonotonicTime? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }
}
