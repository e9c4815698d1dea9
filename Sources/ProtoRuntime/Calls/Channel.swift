/// Where a client sends its calls: a connection to a server, or a server in the same process.
public protocol Channel: Sendable {
    /// Makes a unary call.
    /// - Parameters:
    ///   - method: the method to call.
    ///   - request: the request message.
    ///   - options: timeout, metadata and limits.
    /// - Throws: the status of the call when it is not OK.
    func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response>

    /// Makes a call of any kind, message by message.
    ///
    /// The call lives as long as `body` runs: when that returns or throws before the server has ended the call, and when the task is
    /// cancelled, the call is cancelled.
    /// - Parameters:
    ///   - method: the method to call.
    ///   - options: timeout, metadata and limits.
    ///   - body: sends requests and takes responses, one after the other or in concurrent tasks.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    func stream<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions, _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result
}

/// The answer to a unary call.
public struct ClientResponse<Response: Message>: Sendable {
    /// The response message.
    public var message: Response
    /// Metadata that came before the message.
    public var initialMetadata: Metadata
    /// Metadata that came with the status.
    public var trailingMetadata: Metadata

    init(message: Response, initialMetadata: Metadata = Metadata(), trailingMetadata: Metadata = Metadata()) {
        self.message = message
        self.initialMetadata = initialMetadata
        self.trailingMetadata = trailingMetadata
    }
}

extension Channel {
    /// Makes a unary call and returns only the message.
    /// - Throws: the status of the call when it is not OK.
    public func unary<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions = .default
    ) async throws(RPCError) -> Response {
        let response: ClientResponse<Response> = try await call(method, request, options: options)
        return response.message
    }
}

extension Channel {
    /// Sends one request and hands the responses to `body`.
    /// - Throws: what `body` throws; taking responses throws the status of the call when it is not OK.
    public func serverStreaming<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions = .default,
        _ body: (MessageStream<Response>) async throws -> Result
    ) async throws -> Result {
        try await stream(method, options: options) { (call: ClientStream<Request, Response>) in
            try await call.send(last: request)
            return try await body(call.responses)
        }
    }

    /// Sends the requests that `body` writes and returns the one response, which may come before all of them are written.
    /// - Throws: the status of the call when it is not OK, or what `body` throws while the call is running.
    public func clientStreaming<Request: Message, Response: Message>(
        _ method: MethodDescriptor, options: CallOptions = .default, _ body: (MessageWriter<Request>) async throws -> Void
    ) async throws -> Response {
        try await stream(method, options: options) { (call: ClientStream<Request, Response>) in
            do {
                try await body(call.requests)
            } catch {
                // A server may end a call without reading all of it: then its answer counts, not that writing has become impossible.
                guard call.isOver else { throw error }
            }
            await call.finishRequests()
            return try await call.singleResponse()
        }
    }

    /// Makes a call with streams in both directions.
    /// - Throws: what `body` throws; taking responses throws the status of the call when it is not OK.
    public func bidirectionalStreaming<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions = .default,
        _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result {
        try await stream(method, options: options, body)
    }
}
