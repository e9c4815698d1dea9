import EventLoops
import Synchronization

/// A channel to services in the same process: messages are passed as values, without HTTP/2 and without encoding, with the semantics of a
/// call over the network: metadata, deadlines, cancellation, back pressure, interceptors, statuses.
///
/// The channel exists before its services do, because services call each other in circles; until `serve` it answers UNAVAILABLE.
public final class InProcessChannel: Channel {
    private let loop: EventLoop
    private let router = Mutex<ServiceRouter?>(nil)

    /// - Parameter loop: the loop that keeps the timers of calls with a timeout and runs their handlers.
    public init(loop: EventLoop) {
        self.loop = loop
    }

    /// Sets what the channel leads to.
    /// - Parameters:
    ///   - services: the services to offer.
    ///   - interceptors: code around every call, the first one outermost.
    public func serve(_ services: [ServiceDefinition], interceptors: [any ServerInterceptor] = []) {
        let new = ServiceRouter(services, interceptors: interceptors)
        router.withLock { $0 = new }
    }

    private func handler(of method: MethodDescriptor) throws(RPCError) -> MethodHandler {
        guard let router = router.withLock({ $0 }) else { throw RPCError(.unavailable, "\(method.service) is not running") }
        guard let handler = router.method(for: method.path)?.handler else { throw router.error(for: method.path) }
        return handler
    }

    /// Makes a unary call; see `Channel`.
    public func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        let handler = try handler(of: method)
        let limits = try CallLimits(checking: options)
        let call = InProcessCall(method: method, metadata: options.metadata, deadline: limits.deadline)
        let response: any Message
        if limits.ownTimeout == nil {
            // Without a timeout of its own the call needs no task of its own: the caller's cancellation and deadline are the handler's.
            response = try await call.answer(request, handler)
        } else {
            let stream: ClientStream<Request, Response> = call.clientStream()
            response = try await call.whileRunning(handler, on: loop) { () throws(RPCError) in
                try await stream.send(last: request)
                return try await stream.singleResponse()
            }
        }
        guard let message = response as? Response else { throw RPCError.wrongType(response, wanted: Response.fullName) }
        let metadata = call.responseMetadata
        return ClientResponse(message: message, initialMetadata: metadata.initial, trailingMetadata: metadata.trailing)
    }

    /// Makes a call of any kind; see `Channel`.
    public func stream<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions, _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result {
        let handler = try handler(of: method)
        let limits = try CallLimits(checking: options)
        let call = InProcessCall(method: method, metadata: options.metadata, deadline: limits.deadline)
        return try await call.whileRunning(handler, on: loop) { try await body(call.clientStream()) }
    }
}
