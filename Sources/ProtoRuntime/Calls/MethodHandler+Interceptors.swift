extension MethodHandler {
    /// The same handler behind interceptors, the first one outermost.
    func intercepted(by interceptors: [any ServerInterceptor]) -> MethodHandler {
        guard !interceptors.isEmpty else { return self }
        let chain = chain(through: interceptors)
        let (kind, decode) = (method.kind, decode)
        return MethodHandler(
            method: method,
            serve: { call in
                let request: CallMessages
                do throws(RPCError) {
                    request = try call.messages(of: kind, decode)
                } catch {
                    call.fail(with: error)
                    return
                }
                do {
                    if let response = try await chain(request, call.context).message {
                        call.succeed(with: response.encoded(headroom: 5))
                    } else {
                        call.finish()
                    }
                } catch {
                    call.fail(with: error)
                }
            }, decode: decode, invoke: chain)
    }

    private func chain(through interceptors: [any ServerInterceptor]) -> Invocation {
        let chain = interceptors.reversed().reduce(invoke) { next, interceptor in
            { request, context in try await interceptor.intercept(request, context: context, next: next) }
        }
        let method = method
        return { request, context in
            let response = try await chain(request, context)
            guard (response.message == nil) == method.kind.streamsResponses else {
                throw RPCError(.internal, "an interceptor of \(method) has answered with the wrong number of messages")
            }
            return response
        }
    }
}

extension ServerCall {
    /// The call's messages in erased form.
    fileprivate func messages(
        of kind: MethodKind, _ decode: @escaping @Sendable ([UInt8]) throws(DecodingError) -> any Message
    ) throws(RPCError) -> CallMessages {
        let sink = kind.streamsResponses ? EncodingSink(messages: messages) : nil
        if kind.streamsRequests { return CallMessages(source: DecodingSource(messages: messages, decode: decode), sink: sink) }
        let bytes = try takeRequest()
        do throws(DecodingError) { return CallMessages(message: try decode(bytes), sink: sink) } catch { throw .undecodableRequest(error) }
    }
}

extension MethodKind {
    /// Whether the client sends a stream of messages.
    var streamsRequests: Bool { self == .clientStreaming || self == .bidirectionalStreaming }
    /// Whether the server sends a stream of messages.
    var streamsResponses: Bool { self == .serverStreaming || self == .bidirectionalStreaming }
}
