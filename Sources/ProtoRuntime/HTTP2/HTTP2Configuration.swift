/// Settings of one HTTP/2 connection (RFC 9113, section 6.5.2) and the limits that the runtime enforces on it.
struct HTTP2Configuration: Sendable {
    /// Bytes that the peer may send on a stream before the application takes them.
    var initialStreamWindow: Int32 = 1 << 20
    /// Bytes that the peer may send on the whole connection before they are received.
    var connectionWindow: Int32 = 16 << 20
    /// Bytes that streams may leave unread before the connection's window is no longer given back on receipt.
    var maximumUnreadBytes = 8 << 20
    /// Streams that the peer may have open; `nil` means no limit is announced.
    var maximumConcurrentStreams: UInt32?
    /// The largest header list that is accepted: the sum of names, values and 32 for each field.
    var maximumHeaderListSize: UInt32 = 16 << 20
    /// SETTINGS entries accepted in one frame.
    var maximumSettingsPerFrame = 32
}
