/// Code around every call of a server: authentication, fault injection, journals. One shape for all kinds of methods.
///
/// An interceptor may look at or replace the messages of both directions, answer without calling `next`, or throw an `RPCError`. The first
/// interceptor of a server is the outermost. Messages are values: casting them to their type is free of copies.
public protocol ServerInterceptor: Sendable {
    /// The rest of a chain of interceptors, ending with the handler.
    typealias Next = @Sendable (_ request: CallMessages, _ context: ServerContext) async throws -> CallMessages

    /// Answers one call.
    /// - Parameters:
    ///   - request: what the caller sends.
    ///   - context: the call's method, metadata, deadline and peer.
    ///   - next: the rest of the chain; it returns when the handler has. The responses of a method that streams them have been sent by then:
    ///     to see or change those, pass on `request.mappingResponses(_:)`.
    /// - Throws: what the caller shall see, or what `next` has thrown.
    func intercept(_ request: CallMessages, context: ServerContext, next: Next) async throws -> CallMessages
}
