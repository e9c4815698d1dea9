/// Limits and hooks of a server.
public struct ServerConfiguration: Sendable {
    /// The largest request message, in bytes (platform contract, section 5.2).
    public var maximumRequestSize = 4 << 20
    /// Streams that one connection may have open; `nil` means no limit is announced.
    public var maximumConcurrentStreams: UInt32?
    /// The largest header list of a request: the sum of names, values and 32 for each field.
    public var maximumHeaderListSize: UInt32 = 16 << 20
    /// How long a new connection may take to speak HTTP/2, the TLS handshake included, before it is closed.
    public var handshakeTimeout = Duration.seconds(10)
    /// The certificates with which connections are secured; `nil` means cleartext.
    public var tls: TLSServerContext?
    /// How responses are compressed for callers that accept it; handlers may choose otherwise. `identity` by default.
    public var compression = CompressionAlgorithm.identity
    /// Code around every call, the first one outermost.
    public var interceptors: [any ServerInterceptor] = []
    /// Who is told of every call that has ended.
    public var observers: [any ServerObserver] = []

    /// The defaults.
    public init() {}

    var http2: HTTP2Configuration {
        var http2 = HTTP2Configuration()
        http2.maximumConcurrentStreams = maximumConcurrentStreams
        http2.maximumHeaderListSize = maximumHeaderListSize
        return http2
    }
}
