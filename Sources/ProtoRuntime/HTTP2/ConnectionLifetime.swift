import EventLoops

/// How long a server keeps a connection (gRFC A9). All limits end it gracefully: calls that run are finished.
public struct ConnectionLifetime: Sendable, Hashable {
    /// How long a connection may be without calls, since its last one or since it was made; `nil` means for ever. It ends with the debug
    /// data `max_idle`.
    public var maximumIdle: Duration?
    /// How long a connection may exist, give or take 10 % at random so that connections made together do not end together; `nil` means for
    /// ever. It ends with the debug data `max_age`.
    public var maximumAge: Duration?
    /// How long calls may go on after the connection has reached an age or idle limit and its client was told; then they are cut off. `nil`
    /// means as long as they need.
    public var grace: Duration?

    /// No limits.
    public init() {}
}

/// The lifetime of one connection: when it has been idle too long, and when it is too old.
struct ConnectionAge {
    private let maximumIdle: Duration?
    private let ageDeadline: MonotonicTime?
    private var idleSince: MonotonicTime?

    /// - Parameters:
    ///   - jitter: the share of the age to add, -0.1…0.1.
    ///   - now: when the connection was made.
    init(_ lifetime: ConnectionLifetime, jitter: Double, now: MonotonicTime) {
        maximumIdle = lifetime.maximumIdle
        ageDeadline = lifetime.maximumAge.map { now.advanced(by: $0 * (1 + min(max(jitter, -0.1), 0.1))) }
        idleSince = now
    }

    /// Whether it matters when the last call ends, so that the clock need not be read otherwise.
    var needsIdleTime: Bool { maximumIdle != nil }

    mutating func didBecomeBusy() { idleSince = nil }

    mutating func didBecomeIdle(at now: MonotonicTime) { idleSince = now }

    private var idleDeadline: MonotonicTime? {
        guard let maximumIdle, let idleSince else { return nil }
        return idleSince.advanced(by: maximumIdle)
    }

    /// When to ask for `excess`.
    var deadline: MonotonicTime? { .earlier(ageDeadline, idleDeadline) }

    /// The debug data of the limit that has passed, if one has.
    func excess(at now: MonotonicTime) -> String? {
        if let ageDeadline, ageDeadline <= now { return "max_age" }
        if let idleDeadline, idleDeadline <= now { return "max_idle" }
        return nil
    }
}
