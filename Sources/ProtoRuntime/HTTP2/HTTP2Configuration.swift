/// What holds for one HTTP/2 connection: the settings that are announced to the peer (RFC 9113, section 6.5.2), what may be kept for it,
/// how long it may take, and when it counts as dead or hostile.
public struct HTTP2Configuration: Sendable {
    // MARK: Announced

    /// Bytes that the peer may send on a stream before the application takes them; 1 MiB.
    public var initialStreamWindow: Int32 = 1 << 20
    /// Bytes that the peer may send on the whole connection before they are received; 16 MiB.
    public var connectionWindow: Int32 = 16 << 20
    /// Streams that the peer may have open; more are refused with REFUSED_STREAM. `nil` means that no limit is announced.
    public var maximumConcurrentStreams: UInt32?
    /// The largest header list that is accepted: the sum of names, values and 32 for each field; 16 MiB.
    public var maximumHeaderListSize: UInt32 = 16 << 20
    /// SETTINGS entries accepted in one frame.
    public var maximumSettingsPerFrame = 32

    // MARK: Memory

    /// Bytes that streams may leave unread before the connection's window is no longer given back on receipt; 8 MiB. A connection holds at
    /// most this and one connection window unread.
    public var maximumUnreadBytes = 8 << 20
    /// Bytes of output that may wait for a peer that does not read from its socket before nothing is read from it either; 4 MiB. For
    /// servers.
    public var maximumUnsentBytes = 4 << 20
    /// Bytes that a connection may hold for its streams, in header lists, in messages that are not complete or not taken, and in output that
    /// waits for the peer's windows; 128 MiB. Beyond it new streams are refused with REFUSED_STREAM, calls that have come wait for their
    /// handlers, and a server ends those that receive more with RESOURCE_EXHAUSTED.
    public var maximumHeldBytes = 128 << 20

    // MARK: Time

    /// How long a new connection may take until the peer's SETTINGS have come; 10 seconds.
    public var handshakeTimeout = Duration.seconds(10)
    /// How long the peer may take to acknowledge our SETTINGS; 10 seconds. Then the connection ends with SETTINGS_TIMEOUT (RFC 9113,
    /// section 6.5.3).
    public var settingsTimeout = Duration.seconds(10)
    /// How long a header block may take from its first frame to its last; 10 seconds.
    public var headerTimeout = Duration.seconds(10)
    /// How long output may wait for the peer's socket to take a single byte; 60 seconds. Output that waits for the peer's windows does not
    /// count.
    public var writeTimeout = Duration.seconds(60)
    /// How long a connection that is closed waits for the peer to close too, so that the peer can read what was sent last; 1 second. For
    /// servers.
    public var lingerTimeout = Duration.seconds(1)
    /// How long a connection that winds down waits for the peer to acknowledge that it knows, before it takes no more streams; 5 seconds.
    public var drainTimeout = Duration.seconds(5)
    /// When to ask the peer whether it is still there; `nil` means never.
    public var keepalive: KeepaliveConfiguration?

    // MARK: Trust

    /// What the peer may do before it counts as hostile.
    public var abuseLimits = AbuseLimits()

    /// The defaults.
    public init() {}
}
