import EventLoops

extension HTTP2Channel {
    /// Makes a unary call; see `Channel`.
    public func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        let options = transport.configuration.options(options, for: method)
        let limits = try CallLimits(checking: options)
        let call = ClientCall(
            method: method, options: options, deadline: limits.deadline, loop: loop, transport: transport,
            onlyFrame: try options.frame(request))
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                call.onLoop { call.start(continuation) }
            }
        } onCancel: {
            loop.execute { call.abort(.cancelledByCaller) }
        }
        let response = try outcome.get()
        let bytes = try call.plain(response.message)
        do throws(DecodingError) {
            return ClientResponse(
                message: try Response(decoding: bytes), initialMetadata: response.initialMetadata,
                trailingMetadata: response.trailingMetadata)
        } catch {
            throw .undecodable(error)
        }
    }

    /// Makes a call of any kind; see `Channel`.
    public func stream<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions, _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result {
        let options = transport.configuration.options(options, for: method)
        let limits = try CallLimits(checking: options)
        let call = ClientCall(method: method, options: options, deadline: limits.deadline, loop: loop, transport: transport)
        call.onLoop { call.start() }
        defer { call.cancel() }
        let messages = EncodedMessages(call: call)
        return try await withTaskCancellationHandler {
            try await body(ClientStream(requests: MessageWriter(messages), responses: MessageStream(messages), control: call))
        } onCancel: {
            call.cancel()
        }
    }
}

extension CallOptions {
    /// A request in its frame.
    /// - Throws: RESOURCE_EXHAUSTED when it is too large to be sent.
    fileprivate func frame(_ request: some Message) throws(RPCError) -> [UInt8] {
        let frame = request.encoded(headroom: MessageFrame.prefixSize)
        try checkSize(ofFrame: frame)
        return try MessageFrame.complete(frame, with: compression)
    }

    /// - Throws: RESOURCE_EXHAUSTED when the message in a frame is too large to be sent.
    func checkSize(ofFrame frame: [UInt8]) throws(RPCError) {
        let size = frame.count - MessageFrame.prefixSize
        guard let limit = maximumRequestSize, size > limit else { return }
        throw RPCError(.resourceExhausted, "trying to send message larger than max (\(size) vs. \(limit))")
    }
}
