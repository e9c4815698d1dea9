/// A method with the code that answers it. Generated code makes these from a service's implementation.
public struct MethodHandler: Sendable {
    /// The type-erased form in which interceptors and the in-process channel call a handler.
    public typealias Invocation = @Sendable (_ request: any Message, _ context: ServerContext) async throws -> any Message

    /// The method.
    public let method: MethodDescriptor

    /// Answers a call that came over HTTP/2: decodes, runs the handler, encodes. Specialised for the method's messages, so that the
    /// way of a call has no boxes on it.
    @usableFromInline let serve: @Sendable (ServerCall) -> Void

    /// Decodes a request of the method.
    @usableFromInline let decode: @Sendable ([UInt8]) throws(DecodingError) -> any Message

    /// Answers a call with messages that are values already.
    @usableFromInline let invoke: Invocation

    @usableFromInline
    init(
        method: MethodDescriptor, serve: @escaping @Sendable (ServerCall) -> Void,
        decode: @escaping @Sendable ([UInt8]) throws(DecodingError) -> any Message, invoke: @escaping Invocation
    ) {
        self.method = method
        self.serve = serve
        self.decode = decode
        self.invoke = invoke
    }

    /// A handler of a unary method.
    /// - Parameters:
    ///   - method: the method; its kind must be `unary`.
    ///   - body: answers one call. It runs on the event loop of the caller's connection: what blocks belongs on a `BlockingPool`.
    @inlinable
    public static func unary<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ body: @escaping @Sendable (Request, ServerContext) async throws -> Response
    ) -> MethodHandler {
        MethodHandler(
            method: method,
            serve: { call in
                let request: Request
                do throws(DecodingError) {
                    request = try Request(decoding: call.takeRequest())
                } catch {
                    call.fail(with: RPCError.undecodable(error))
                    return
                }
                let context = call.context
                call.run {
                    do {
                        call.succeed(with: try await body(request, context).encoded(headroom: 5))
                    } catch {
                        call.fail(with: error)
                    }
                }
            },
            decode: { bytes throws(DecodingError) in try Request(decoding: bytes) },
            invoke: { request, context in
                guard let request = request as? Request else { throw RPCError.wrongType(request, wanted: Request.fullName) }
                return try await body(request, context)
            })
    }

    /// The same handler behind interceptors, the first one outermost.
    func intercepted(by interceptors: [any ServerInterceptor]) -> MethodHandler {
        guard !interceptors.isEmpty else { return self }
        let chain = chain(through: interceptors)
        let decode = decode
        return MethodHandler(
            method: method,
            serve: { call in
                let request: any Message
                do throws(DecodingError) {
                    request = try decode(call.takeRequest())
                } catch {
                    call.fail(with: RPCError.undecodable(error))
                    return
                }
                let context = call.context
                call.run {
                    do {
                        call.succeed(with: try await chain(request, context).encoded(headroom: 5))
                    } catch {
                        call.fail(with: error)
                    }
                }
            }, decode: decode, invoke: chain)
    }

    private func chain(through interceptors: [any ServerInterceptor]) -> Invocation {
        let (method, invoke) = (method, invoke)
        let handler: (any ServerInterceptor).Next = { request, context in
            guard let message = request.message else { throw RPCError.notOneMessage(method) }
            return CallMessages(try await invoke(message, context))
        }
        let chain = interceptors.reversed().reduce(handler) { next, interceptor in
            { request, context in try await interceptor.intercept(request, context: context, next: next) }
        }
        return { request, context in
            guard let message = try await chain(CallMessages(request), context).message else { throw RPCError.notOneMessage(method) }
            return message
        }
    }
}

extension RPCError {
    /// An interceptor has put something else in the place of the one message of a unary call.
    fileprivate static func notOneMessage(_ method: MethodDescriptor) -> RPCError {
        RPCError(.internal, "\(method) takes and gives one message")
    }

    @usableFromInline
    static func undecodable(_ error: DecodingError) -> RPCError {
        RPCError(.internal, "grpc: error unmarshalling request: \(error.message)")
    }

    @usableFromInline
    static func wrongType(_ message: any Message, wanted: String) -> RPCError {
        RPCError(.internal, "the method takes \(wanted), got \(type(of: message).fullName)")
    }
}
