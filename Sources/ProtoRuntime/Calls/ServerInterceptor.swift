/// What travels in one direction of a call, as interceptors see it.
public struct CallMessages: Sendable {
    /// The one message of a direction that has exactly one, as both directions of a unary call have; `nil` for a direction that streams.
    /// An interceptor that only knows single messages passes the others on.
    public let message: (any Message)?

    /// One message.
    public init(_ message: any Message) {
        self.message = message
    }
}

/// Code around every call of a server: authentication, fault injection, journals. One shape for all kinds of methods.
///
/// An interceptor may look at or replace the request, answer without calling `next`, call it and look at or replace the response, or throw
/// an `RPCError`. The first interceptor of a server is the outermost. Messages are values: casting them to their type is free of copies.
public protocol ServerInterceptor: Sendable {
    /// The rest of a chain of interceptors, ending with the handler.
    typealias Next = @Sendable (_ request: CallMessages, _ context: ServerContext) async throws -> CallMessages

    /// Answers one call.
    /// - Parameters:
    ///   - request: what the caller sends.
    ///   - context: the call's method, metadata, deadline and peer.
    ///   - next: the rest of the chain.
    /// - Throws: what the caller shall see, or what `next` has thrown.
    func intercept(_ request: CallMessages, context: ServerContext, next: Next) async throws -> CallMessages
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
