/// What a server decides about each of its connections, beside the configuration that holds for both sides.
struct ConnectionPolicy: Sendable {
    /// How long the connection may last.
    var lifetime = ConnectionLifetime()
    /// The share of the maximum age to add, -0.1…0.1.
    var jitter = 0.0
    /// How many PINGs are taken.
    var pings = PingPolicy.permissive
}

/// What the peer of a connection has announced in its SETTINGS.
struct PeerLimits {
    /// Streams that it takes at a time.
    var concurrentStreams: UInt32 = 100
    /// The largest header list that it reads: the sum of names, values and 32 for each field.
    var headerListSize = UInt32.max
}
