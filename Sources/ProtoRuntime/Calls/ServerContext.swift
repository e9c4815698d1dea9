import EventLoops

/// What a handler may know of the call that it answers, and say besides its response.
///
/// A context is a small value that may be kept and passed to other tasks; it stays valid after the call has ended.
public struct ServerContext: Sendable {
    let call: any ServerCallInformation

    /// The call that the current task answers, if any. Calls that a handler makes through a `Channel` inherit its deadline and trace.
    @TaskLocal public static var current: ServerContext?

    /// The method that was called.
    public var method: MethodDescriptor { call.method }
    /// The metadata of the request, `user-agent` included.
    public var metadata: Metadata { call.metadata }
    /// When the caller stops waiting; `nil` when it did not say.
    public var deadline: MonotonicTime? { call.deadline }
    /// The caller's address, such as `127.0.0.1:51234`, or `in-process`.
    public var peer: String { call.peer }
    /// How the connection of the call is secured, and the caller's verified certificate; `nil` without TLS.
    public var tlsPeer: TLSPeer? { call.tlsPeer }

    /// Whether the request message that was taken last came compressed.
    public var isMessageCompressed: Bool { call.isMessageCompressed }

    /// Adds metadata that is sent before the first response message. Has no effect once that or `sendInitialMetadata` was.
    public func addInitialMetadata(_ metadata: Metadata) { call.add(metadata, isTrailing: false) }

    /// Adds metadata that is sent with the status. Has no effect once the status is sent.
    public func addTrailingMetadata(_ metadata: Metadata) { call.add(metadata, isTrailing: true) }

    /// Sends the initial metadata now instead of with the first message: for callers that wait for it before they say more.
    public func sendInitialMetadata() { call.sendInitialMetadata() }

    /// Chooses how the messages of the response are compressed, in place of the server's setting. What the caller does not accept counts
    /// as `identity`. Has no effect once the initial metadata is sent.
    public func setResponseCompression(_ algorithm: CompressionAlgorithm) { call.setResponseCompression(algorithm) }
}

/// What a handler has said about its response besides the messages.
struct ResponseMetadata: Sendable {
    var initial = Metadata()
    var trailing = Metadata()
    /// The compression that the handler has chosen, if it has.
    var compression: CompressionAlgorithm?

    mutating func add(_ metadata: Metadata, isTrailing: Bool) {
        if isTrailing { trailing.add(metadata) } else { initial.add(metadata) }
    }
}

/// The call behind a context. Implementations are safe to use from any thread.
protocol ServerCallInformation: AnyObject, Sendable {
    var method: MethodDescriptor { get }
    var metadata: Metadata { get }
    var deadline: MonotonicTime? { get }
    var peer: String { get }
    var tlsPeer: TLSPeer? { get }
    var isMessageCompressed: Bool { get }
    func add(_ metadata: Metadata, isTrailing: Bool)
    func sendInitialMetadata()
    func setResponseCompression(_ algorithm: CompressionAlgorithm)
}
