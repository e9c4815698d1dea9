/// What a caller may set for one call.
public struct CallOptions: Sendable, Hashable {
    /// How long the whole call may take; `nil` means no limit of its own. Within a handler the handler's deadline holds in any case.
    public var timeout: Duration?
    /// Metadata sent with the request.
    public var metadata: Metadata
    /// Whether the call waits for a connection (up to its deadline) instead of failing with UNAVAILABLE when connecting fails; `nil` means
    /// as the channel's service config says, by default not.
    public var waitForReady: Bool?
    /// The largest request message that is sent, in bytes; a larger one fails the call with RESOURCE_EXHAUSTED. `nil` means as the channel
    /// says, by default any.
    public var maximumRequestSize: Int?
    /// The largest response message that is accepted, in bytes; a larger one fails the call with RESOURCE_EXHAUSTED. `nil` means as the
    /// channel says, by default 4 MiB.
    public var maximumResponseSize: Int?
    /// How request messages are compressed. `identity` by default; a server that does not know the algorithm answers UNIMPLEMENTED.
    public var compression = CompressionAlgorithm.identity

    /// The defaults: no timeout, no metadata, all else as the channel says.
    public static let `default` = CallOptions()

    /// - Parameters:
    ///   - timeout: how long the call may take.
    ///   - metadata: metadata sent with the request.
    ///   - waitForReady: whether to wait for a connection.
    ///   - maximumRequestSize: the largest request message that is sent, in bytes.
    ///   - maximumResponseSize: the largest response message that is accepted, in bytes.
    public init(
        timeout: Duration? = nil, metadata: Metadata = Metadata(), waitForReady: Bool? = nil, maximumRequestSize: Int? = nil,
        maximumResponseSize: Int? = nil
    ) {
        self.timeout = timeout
        self.metadata = metadata
        self.waitForReady = waitForReady
        self.maximumRequestSize = maximumRequestSize
        self.maximumResponseSize = maximumResponseSize
    }

    /// The same options with one more text pair of metadata.
    public func adding(_ key: String, _ value: String) -> CallOptions {
        var options = self
        options.metadata.add(key, value)
        return options
    }
}
