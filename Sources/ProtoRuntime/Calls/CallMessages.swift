/// What travels in one direction of a call, as interceptors see it.
public struct CallMessages: Sendable {
    /// What an interceptor does to one message.
    public typealias Transform = @Sendable (any Message) async throws(RPCError) -> any Message

    /// The one message of a direction that has exactly one, as both directions of a unary call have; `nil` for a direction that streams.
    public private(set) var message: (any Message)?
    /// The metadata of a response that a client has got, before and after the messages. Empty everywhere else.
    public internal(set) var initialMetadata = Metadata()
    /// The metadata that came with the status of such a response.
    public internal(set) var trailingMetadata = Metadata()

    /// The messages of a request that a server takes as a stream.
    private var source: (any MessageSource)?
    /// Where a server's streamed responses go.
    private var sink: (any MessageSink)?
    /// What to do to the messages of streams, the outermost interceptor's first.
    private(set) var requestTransforms: [Transform] = []
    private(set) var responseTransforms: [Transform] = []

    /// One message.
    public init(_ message: any Message) {
        self.init(message: message)
    }

    init(message: (any Message)? = nil, source: (any MessageSource)? = nil, sink: (any MessageSink)? = nil) {
        self.message = message
        self.source = source
        self.sink = sink
    }

    /// The same with `transform` applied to each message of this direction: at once to a single one, to those of a streamed request as they
    /// pass.
    public func mapping(_ transform: @escaping Transform) async throws(RPCError) -> CallMessages {
        var changed = self
        if let message {
            changed.message = try await transform(message)
        } else {
            changed.requestTransforms.append(transform)
        }
        return changed
    }

    /// A request to whose streamed responses `transform` is applied. A method with one response ignores it: that is what `next` returns.
    public func mappingResponses(_ transform: @escaping Transform) -> CallMessages {
        var changed = self
        changed.responseTransforms.append(transform)
        return changed
    }

    /// The streamed request as the handler shall see it.
    var requests: (any MessageSource)? {
        guard let source, !requestTransforms.isEmpty else { return source }
        return MappedSource(source: source, transforms: requestTransforms)
    }

    /// Where the handler's responses go.
    var responses: (any MessageSink)? {
        guard let sink, !responseTransforms.isEmpty else { return sink }
        return MappedSink(sink: sink, transforms: responseTransforms.reversed())
    }
}

/// A source whose messages are changed on their way.
struct MappedSource: MessageSource {
    let source: any MessageSource
    let transforms: [CallMessages.Transform]

    func next() async throws(RPCError) -> (any Message)? {
        guard var message = try await source.next() else { return nil }
        for transform in transforms { message = try await transform(message) }
        return message
    }
}

/// A sink whose messages are changed on their way.
struct MappedSink: MessageSink {
    let sink: any MessageSink
    let transforms: [CallMessages.Transform]

    func write(_ message: any Message) async throws(RPCError) {
        var message = message
        for transform in transforms { message = try await transform(message) }
        try await sink.write(message)
    }
}
