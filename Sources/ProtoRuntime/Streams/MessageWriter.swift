/// Sends messages of one side of a call.
///
/// Writing is bounded: `write` returns once the message is accepted, and suspends while more than 64 KiB wait for the peer's flow-control
/// window. Several tasks may write; their messages never mix.
public struct MessageWriter<Element: Message>: Sendable {
    @usableFromInline
    enum Sink: Sendable {
        case encoded(EncodedMessages)
        case values(any MessageSink)
    }

    @usableFromInline let sink: Sink

    @usableFromInline
    init(_ messages: EncodedMessages) { sink = .encoded(messages) }

    @usableFromInline
    init(values sink: any MessageSink) { self.sink = .values(sink) }

    /// Sends one message.
    /// - Parameters:
    ///   - message: the message.
    ///   - compressed: whether to compress it, when the call has a compression; `nil` means yes. Over an in-process channel nothing is
    ///     compressed.
    /// - Throws: the status of the call when it has failed, CANCELLED when it is over or the task is cancelled.
    @inlinable
    public func write(_ message: Element, compressed: Bool? = nil) async throws(RPCError) {
        switch sink {
        case .encoded(let messages): try await messages.write(message.encoded(headroom: 5), compressed: compressed ?? true)
        case .values(let sink): try await sink.write(message)
        }
    }

    /// The same for messages of any type.
    var erased: any MessageSink {
        switch sink {
        case .encoded(let messages): EncodingSink(messages: messages)
        case .values(let sink): sink
        }
    }
}

/// What takes messages that are values: a call in the same process, or one behind interceptors.
@usableFromInline
protocol MessageSink: Sendable {
    /// Sends a message and waits until there is room for the next one.
    func write(_ message: any Message) async throws(RPCError)
}

/// Gives the messages of an erased sink to an encoded one.
struct EncodingSink: MessageSink {
    let messages: EncodedMessages

    func write(_ message: any Message) async throws(RPCError) {
        try await messages.write(message.encoded(headroom: 5), compressed: true)
    }
}

/// Reads the messages of an encoded source as values.
struct DecodingSource: MessageSource {
    let messages: EncodedMessages
    let decode: @Sendable ([UInt8]) throws(DecodingError) -> any Message

    func next() async throws(RPCError) -> (any Message)? {
        guard let bytes = try await messages.next() else { return nil }
        do throws(DecodingError) { return try decode(bytes) } catch { throw .undecodable(error) }
    }
}
