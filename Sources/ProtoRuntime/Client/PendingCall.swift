/// A call, or a further attempt of one, that wants a connection: all that connections and load balancing know about calls.
///
/// `ClientTransport.submit` takes it and answers with exactly one `send` that returns `true`, or one `fail`; a call that has finished by
/// then (cancelled, past its deadline) gets neither. All on the channel's loop.
protocol PendingCall: AnyObject {
    /// Whether nobody waits for the call any more.
    var isFinished: Bool { get }
    /// Whether the call waits while connecting fails, instead of failing with UNAVAILABLE.
    var waitForReady: Bool { get }

    /// Opens a stream for the call.
    /// - Parameters:
    ///   - connection: an open connection.
    ///   - authority: the value of `:authority`.
    /// - Returns: `false` when the connection takes no more streams; the call is then offered elsewhere.
    func send(on connection: HTTP2Connection, authority: String) -> Bool

    /// No connection will be had.
    func fail(_ error: RPCError)
}
