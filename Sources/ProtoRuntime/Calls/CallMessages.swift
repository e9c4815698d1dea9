/// What travels in one direction of a call, as interceptors see it.
public struct CallMessages: Sendable {
    /// What an interceptor does to one message.
    public typealias Transform = @Sendable (any Message) async throws(RPCError) -> any Message

    /// The one message of a direction that has exactly one, as both directions of a unary call have; `nil` for a direction that streams.
    public let message: (any Message)?
    /// The messages of a request that streams.
    let source: (any MessageSource)?
    /// Where the responses go, of a method that streams them.
    let sink: (any MessageSink)?

    /// One message.
    public init(_ message: any Message) {
        self.init(message: message, source: nil, sink: nil)
    }

    init(message: (any Message)? = nil, source: (any MessageSource)? = nil, sink: (any MessageSink)? = nil) {
        self.message = message
        self.source = source
        self.sink = sink
    }

    /// The same with `transform` applied to each message of this direction: at once to a single one, to those of a stream as they are taken.
    public func mapping(_ transform: @escaping Transform) async throws(RPCError) -> CallMessages {
        var changed: (any Message)?
        if let message { changed = try await transform(message) }
        return CallMessages(message: changed, source: source.map { MappedSource(source: $0, transform: transform) }, sink: sink)
    }

    /// A request to whose streamed responses `transform` is applied before they are sent. A method that does not stream its responses
    /// ignores it.
    public func mappingResponses(_ transform: @escaping Transform) -> CallMessages {
        CallMessages(message: message, source: source, sink: sink.map { MappedSink(sink: $0, transform: transform) })
    }
}

private struct MappedSource: MessageSource {
    let source: any MessageSource
    let transform: CallMessages.Transform

    func next() async throws(RPCError) -> (any Message)? {
        guard let message = try await source.next() else { return nil }
        return try await transform(message)
    }
}

private struct MappedSink: MessageSink {
    let sink: any MessageSink
    let transform: CallMessages.Transform

    func write(_ message: any Message) async throws(RPCError) {
        try await sink.write(try await transform(message))
    }
}
