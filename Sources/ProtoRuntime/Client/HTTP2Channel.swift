import EventLoops

/// A channel to one server over cleartext HTTP/2. It connects with the first call, keeps one connection, and connects anew, with growing
/// pauses, when that is lost.
public final class HTTP2Channel: Channel {
    private let transport: ClientTransport
    private let loop: EventLoop

    /// - Parameters:
    ///   - host: the server's name or address.
    ///   - port: the server's port.
    ///   - loop: the loop on which the connection lives.
    ///   - configuration: how to connect and what holds for calls.
    public init(host: String, port: Int, loop: EventLoop, configuration: ChannelConfiguration = ChannelConfiguration()) {
        self.loop = loop
        transport = ClientTransport(host: host, port: port, loop: loop, configuration: configuration)
    }

    /// Makes a unary call; see `Channel`.
    public func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        let options = transport.configuration.options(options, for: method)
        let limits = CallLimits(options: options)
        if Task.isCancelled { throw RPCError.cancelledByCaller }
        if limits.isPast { throw RPCError.deadlineExceeded }
        var frame = request.encoded(headroom: 5)
        if let limit = options.maximumRequestSize, frame.count - 5 > limit {
            throw RPCError(.resourceExhausted, "trying to send a message of \(frame.count - 5) bytes, at most \(limit) are allowed")
        }
        MessageReader.writePrefix(into: &frame)
        let call = ClientCall(method: method, frame: frame, options: options, deadline: limits.deadline, transport: transport)

        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                onLoop { call.begin(continuation) }
            }
        } onCancel: {
            loop.execute { call.abort(.cancelledByCaller) }
        }

        let response = try outcome.get()
        do throws(DecodingError) {
            return ClientResponse(
                message: try Response(decoding: response.message), initialMetadata: response.initialMetadata,
                trailingMetadata: response.trailingMetadata)
        } catch {
            throw RPCError(.internal, "error unmarshalling response: \(error.message)")
        }
    }

    /// Closes the connection; calls that are running end with UNAVAILABLE, later ones fail at once.
    public func close() {
        onLoop { [transport] in transport.close() }
    }

    private func onLoop(_ work: @escaping @Sendable () -> Void) {
        if loop.isCurrent { work() } else { loop.execute(work) }
    }
}
