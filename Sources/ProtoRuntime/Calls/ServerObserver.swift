/// Is told of every call that starts and ends; for metrics and access logs. Called on event loops: it must not block.
public protocol ServerObserver: Sendable {
    /// A handler is about to run.
    func callDidStart(_ method: MethodDescriptor)

    /// A call has ended.
    /// - Parameters:
    ///   - method: the method that was called.
    ///   - code: the status that was sent; `cancelled` when the caller went away before.
    ///   - duration: the time from the start of the handler to the status.
    func callDidEnd(_ method: MethodDescriptor, code: StatusCode, duration: Duration)

    /// A handler threw something that is no `RPCErrorConvertible`; the caller sees UNKNOWN with a fixed message.
    func handlerDidFail(_ method: MethodDescriptor, error: any Error)

    /// A connection could not be secured, or its peer does not speak HTTP/2.
    /// - Parameters:
    ///   - peer: the address of the peer.
    ///   - reason: what was wrong, for people.
    func connectionDidFail(peer: String, reason: String)
}

extension ServerObserver {
    /// Does nothing.
    public func callDidStart(_ method: MethodDescriptor) {}

    /// Does nothing.
    public func handlerDidFail(_ method: MethodDescriptor, error: any Error) {}

    /// Does nothing.
    public func connectionDidFail(peer: String, reason: String) {}
}
