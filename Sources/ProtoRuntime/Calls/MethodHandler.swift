/// A method with the code that answers it. Generated code makes these from a service's implementation.
public struct MethodHandler: Sendable {
    /// The type-erased form in which interceptors and the in-process channel call a handler.
    typealias Invocation = @Sendable (_ request: CallMessages, _ context: ServerContext) async throws -> CallMessages

    /// The method.
    public let method: MethodDescriptor

    /// Answers a call that came over HTTP/2: decodes, runs the handler, encodes. Specialised for the method's messages, so that the
    /// way of a call has no boxes on it.
    let serve: @Sendable (ServerCall) async -> Void

    /// Decodes a request message of the method.
    let decode: @Sendable ([UInt8]) throws(DecodingError) -> any Message

    /// Answers a call with messages that are values already.
    let invoke: Invocation

    @usableFromInline
    init(
        method: MethodDescriptor, serve: @escaping @Sendable (ServerCall) async -> Void,
        decode: @escaping @Sendable ([UInt8]) throws(DecodingError) -> any Message,
        invoke: @escaping @Sendable (_ request: CallMessages, _ context: ServerContext) async throws -> CallMessages
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
                guard let request = call.decodeRequest(as: Request.self) else { return }
                do {
                    call.succeed(with: try await body(request, call.context).encoded(headroom: 5))
                } catch {
                    call.fail(with: error)
                }
            },
            decode: { bytes throws(DecodingError) in try Request(decoding: bytes) },
            invoke: { messages, context in
                CallMessages(try await body(try messages.single(as: Request.self), context))
            })
    }

    /// A handler of a method that takes a stream of messages and answers with one.
    /// - Parameters:
    ///   - method: the method; its kind must be `clientStreaming`.
    ///   - body: answers one call; it may answer before the requests have ended. It runs on the event loop of the caller's connection.
    @inlinable
    public static func clientStreaming<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ body: @escaping @Sendable (MessageStream<Request>, ServerContext) async throws -> Response
    ) -> MethodHandler {
        MethodHandler(
            method: method,
            serve: { call in
                do {
                    call.succeed(with: try await body(MessageStream(call.messages), call.context).encoded(headroom: 5))
                } catch {
                    call.fail(with: error)
                }
            },
            decode: { bytes throws(DecodingError) in try Request(decoding: bytes) },
            invoke: { messages, context in
                CallMessages(try await body(try messages.stream(of: Request.self), context))
            })
    }

    /// A handler of a method that takes one message and answers with a stream.
    /// - Parameters:
    ///   - method: the method; its kind must be `serverStreaming`.
    ///   - body: answers one call; the call ends with OK when it returns. It runs on the event loop of the caller's connection.
    @inlinable
    public static func serverStreaming<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ body: @escaping @Sendable (Request, MessageWriter<Response>, ServerContext) async throws -> Void
    ) -> MethodHandler {
        MethodHandler(
            method: method,
            serve: { call in
                guard let request = call.decodeRequest(as: Request.self) else { return }
                do {
                    try await body(request, MessageWriter(call.messages), call.context)
                    call.finish()
                } catch {
                    call.fail(with: error)
                }
            },
            decode: { bytes throws(DecodingError) in try Request(decoding: bytes) },
            invoke: { messages, context in
                try await body(try messages.single(as: Request.self), try messages.responses(of: Response.self), context)
                return .streamed
            })
    }

    /// A handler of a method that takes and gives streams of messages.
    /// - Parameters:
    ///   - method: the method; its kind must be `bidirectionalStreaming`.
    ///   - body: answers one call; the call ends with OK when it returns. It runs on the event loop of the caller's connection.
    @inlinable
    public static func bidirectionalStreaming<Request: Message, Response: Message>(
        _ method: MethodDescriptor,
        _ body: @escaping @Sendable (MessageStream<Request>, MessageWriter<Response>, ServerContext) async throws -> Void
    ) -> MethodHandler {
        MethodHandler(
            method: method,
            serve: { call in
                do {
                    try await body(MessageStream(call.messages), MessageWriter(call.messages), call.context)
                    call.finish()
                } catch {
                    call.fail(with: error)
                }
            },
            decode: { bytes throws(DecodingError) in try Request(decoding: bytes) },
            invoke: { messages, context in
                try await body(try messages.stream(of: Request.self), try messages.responses(of: Response.self), context)
                return .streamed
            })
    }
}

extension ServerCall {
    /// The one request, decoded; `nil` when it is malformed, with which the call has ended.
    @inlinable
    func decodeRequest<Request: Message>(as type: Request.Type) -> Request? {
        do throws(RPCError) {
            let bytes = try takeRequest()
            do throws(DecodingError) { return try Request(decoding: bytes) } catch { throw .undecodableRequest(error) }
        } catch {
            fail(with: error)
            return nil
        }
    }
}

extension CallMessages {
    /// What comes back from a handler that has sent its responses already.
    @usableFromInline static let streamed = CallMessages()

    @usableFromInline
    func single<Element: Message>(as type: Element.Type) throws(RPCError) -> Element {
        guard let message else { throw RPCError(.internal, "the method takes one \(Element.fullName), got a stream") }
        guard let element = message as? Element else { throw .wrongType(message, wanted: Element.fullName) }
        return element
    }

    @usableFromInline
    func stream<Element: Message>(of type: Element.Type) throws(RPCError) -> MessageStream<Element> {
        guard let requests else { throw RPCError(.internal, "the method takes a stream of \(Element.fullName), got one message") }
        return MessageStream(values: requests)
    }

    @usableFromInline
    func responses<Element: Message>(of type: Element.Type) throws(RPCError) -> MessageWriter<Element> {
        guard let responses else { throw RPCError(.internal, "the method answers with a stream of \(Element.fullName)") }
        return MessageWriter(values: responses)
    }
}
