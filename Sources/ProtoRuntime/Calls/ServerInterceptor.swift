/// Code around every call of a server: authentication, fault injection, journals.
///
/// An interceptor may look at or replace the request, answer without calling `next`, call it and look at or replace the response, or throw
/// an `RPCError`. The first interceptor of a server is the outermost. Messages are values: casting them to their type is free of copies.
public protocol ServerInterceptor: Sendable {
    /// Answers one call.
    /// - Parameters:
    ///   - request: the request message.
    ///   - context: the call's metadata, deadline and peer.
    ///   - next: the rest of the chain, ending with the handler.
    /// - Throws: what the caller shall see, or what `next` has thrown.
    func intercept(_ request: any Message, context: ServerContext, next: MethodHandler.Invocation) async throws -> any Message
}

/// Is told of every call that has ended; for metrics and access logs. Called on event loops: it must not block.
public protocol ServerObserver: Sendable {
    /// A call has ended.
    /// - Parameters:
    ///   - method: the method that was called.
    ///   - code: the status that was sent.
    ///   - duration: the time from the complete request to the status.
    func callDidEnd(_ method: MethodDescriptor, code: StatusCode, duration: Duration)

    /// A handler threw something that is no `RPCErrorConvertible`; the caller sees UNKNOWN with a fixed message.
    func handlerDidFail(_ method: MethodDescriptor, error: any Error)
}
