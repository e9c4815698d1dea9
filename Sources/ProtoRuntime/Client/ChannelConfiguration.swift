/// How a channel connects and what holds for its calls.
public struct ChannelConfiguration: Sendable {
    /// Settings of methods, load balancing and retries.
    public var serviceConfig = ServiceConfig.empty
    /// How often a retried or hedged call is sent at most, whatever its policy says.
    public var maximumAttempts = 5
    /// The largest request message that is sent, in bytes, unless a call says otherwise; `nil` means any.
    public var maximumRequestSize: Int?
    /// The largest response message that is accepted, in bytes, unless a call says otherwise; `nil` means 4 MiB.
    public var maximumResponseSize: Int?
    /// The certificates with which connections are secured; `nil` means cleartext. The server's certificate must stand for the host of the
    /// authority unless the context names another server.
    public var tls: TLSClientContext?
    /// The value of `:authority`; `nil` means the server's name in `tls` if that has one, otherwise what the target says.
    public var authority: String?
    /// What stands before the runtime's own name in `user-agent`, such as `my-app/1.2`.
    public var userAgentPrefix: String?
    /// The pauses between attempts to connect.
    public var backoff = ConnectionBackoff()
    /// The shortest time between two resolutions of the target that connections which fail give rise to.
    public var minimumResolutionInterval = Duration.seconds(5)
    /// After how long without calls the connections are closed until the next call; `nil` means never.
    public var idleTimeout: Duration? = .seconds(30 * 60)
    /// What holds for each connection, such as its windows, its limits and its keepalive, which is off by default.
    public var http2 = HTTP2Configuration()

    /// Where the channel, its subchannels and its connections are listed for channelz; `nil` means nowhere.
    public var channelz: ChannelzRegistry?

    /// The defaults.
    public init() {}
}

extension ChannelConfiguration {
    private static let defaultMaximumResponseSize = 4 << 20

    /// What holds for a call: its own options, where they are silent those of its method, and where these are silent the channel's. Of two
    /// limits the smaller one counts (gRPC "Service Config").
    func options(_ options: CallOptions, for method: MethodDescriptor) -> CallOptions {
        var result = options
        result.maximumRequestSize = options.maximumRequestSize ?? maximumRequestSize
        result.maximumResponseSize = options.maximumResponseSize ?? maximumResponseSize
        if let config = serviceConfig.methodConfig(for: method) {
            result.waitForReady = options.waitForReady ?? config.waitForReady
            result.timeout = Self.smaller(options.timeout, config.timeout)
            result.maximumRequestSize = Self.smaller(result.maximumRequestSize, config.maximumRequestSize)
            result.maximumResponseSize = Self.smaller(result.maximumResponseSize, config.maximumResponseSize)
        }
        result.maximumResponseSize = result.maximumResponseSize ?? Self.defaultMaximumResponseSize
        return result
    }

    private static func smaller<Value: Comparable>(_ left: Value?, _ right: Value?) -> Value? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    /// The value of `user-agent`.
    var userAgent: String {
        let own = "grpc-swift-nghttp2/1.0.0"
        return userAgentPrefix.map { "\($0) \(own)" } ?? own
    }
}
