/// Limits and hooks of a server.
public struct ServerConfiguration: Sendable {
    /// The largest request message, in bytes (platform contract, section 5.2).
    public var maximumRequestSize = 4 << 20
    /// What holds for each connection. By default a client from which nothing has come for two hours is asked whether it is still there, and
    /// has 20 seconds to answer (gRFC A9).
    public var http2 = {
        var http2 = HTTP2Configuration()
        http2.keepalive = .server()
        return http2
    }()
    /// How long connections last.
    public var lifetime = ConnectionLifetime()
    /// How many PINGs clients may send. Permissive by default: others' clients are often set to ping every few seconds.
    public var pingPolicy = PingPolicy.permissive
    /// Connections that the server serves at a time; `nil` means any number. A connection too many is told so with GOAWAY
    /// ENHANCE_YOUR_CALM `too_many_connections` and closed, so that its client can go elsewhere at once.
    public var maximumConnections: Int?
    /// The certificates with which connections are secured; `nil` means cleartext.
    public var tls: TLSServerContext?
    /// How responses are compressed for callers that accept it; handlers may choose otherwise. `identity` by default.
    public var compression = CompressionAlgorithm.identity
    /// Handlers of one connection that may run on after their callers have gone away; while there are more, new calls are refused with
    /// REFUSED_STREAM, so that a client that keeps cancelling cannot start handlers without end. 10,000.
    public var maximumAbandonedCalls = 10_000
    /// Code around every call, the first one outermost.
    public var interceptors: [any ServerInterceptor] = []
    /// Who is told of every call that has ended.
    public var observers: [any ServerObserver] = []
    /// Where the server and its connections are listed for channelz; `nil` means nowhere.
    public var channelz: ChannelzRegistry?

    /// The defaults.
    public init() {}
}
