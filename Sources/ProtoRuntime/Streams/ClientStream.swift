/// A running call as its client sees it: requests go out, responses come in, each in its own time.
public struct ClientStream<Request: Message, Response: Message>: Sendable {
    /// Sends requests. Nothing can be sent after `finishRequests`, or when the server has ended the call.
    public let requests: MessageWriter<Request>
    /// The responses. The stream ends with `nil` when the status is OK and throws the status otherwise.
    public let responses: MessageStream<Response>

    private let control: any ClientStreamControl

    init(requests: MessageWriter<Request>, responses: MessageStream<Response>, control: any ClientStreamControl) {
        self.requests = requests
        self.responses = responses
        self.control = control
    }

    /// Tells the server that there are no more requests ("half-close"). Idempotent.
    public func finishRequests() async { control.finishRequests() }

    /// Waits for the metadata that comes before the first response.
    /// - Throws: the status of the call when it fails before.
    public func initialMetadata() async throws(RPCError) -> Metadata { try await control.initialMetadata() }

    /// The metadata that came with the status; empty before the call is over. That of a call which has failed is in its `RPCError`, too.
    public var trailingMetadata: Metadata { control.trailingMetadata }

    /// Whether the call has ended, whatever its status.
    public var isOver: Bool { control.isOver }

    /// Cancels the call: the server is told, everything that waits for the call throws CANCELLED.
    public func cancel() { control.cancel() }

    /// The same call with the transforms of interceptors on its messages.
    func mapped(by messages: CallMessages) -> ClientStream {
        var (requests, responses) = (requests, responses)
        if !messages.requestTransforms.isEmpty {
            requests = MessageWriter(values: MappedSink(sink: requests.erased, transforms: messages.requestTransforms))
        }
        if !messages.responseTransforms.isEmpty {
            responses = MessageStream(
                values: MappedSource(source: ErasedSource(stream: responses), transforms: messages.responseTransforms.reversed()))
        }
        return ClientStream(requests: requests, responses: responses, control: control)
    }

    /// Sends the only request.
    func send(last request: Request) async throws(RPCError) {
        do throws(RPCError) {
            try await requests.write(request)
        } catch {
            // The server's answer counts, also when it came before the request was taken: it is found in the responses.
            guard isOver else { throw error }
        }
        control.finishRequests()
    }

    /// Takes the only response.
    func singleResponse() async throws(RPCError) -> Response {
        guard let response = try await responses.next() else { throw .responseCount("none") }
        guard try await responses.next() == nil else { throw .responseCount("more") }
        return response
    }
}

/// The call behind a `ClientStream`. Implementations are safe to use from any thread.
protocol ClientStreamControl: Sendable {
    var isOver: Bool { get }
    var trailingMetadata: Metadata { get }
    func finishRequests()
    func initialMetadata() async throws(RPCError) -> Metadata
    func cancel()
}

extension RPCError {
    /// The cardinality of the method is violated (gRPC "Status codes and their use in gRPC": UNIMPLEMENTED).
    static func responseCount(_ count: String) -> RPCError {
        RPCError(.unimplemented, "the method answers with one message, got \(count)")
    }
}

/// The messages of a typed stream in erased form.
private struct ErasedSource<Element: Message>: MessageSource {
    let stream: MessageStream<Element>

    func next() async throws(RPCError) -> (any Message)? { try await stream.next() }
}
