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
