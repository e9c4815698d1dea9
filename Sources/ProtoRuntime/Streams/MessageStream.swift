/// The messages that one side of a call receives, in order, for one consumer.
///
/// Messages wait in the HTTP/2 flow-control window until they are taken: a consumer that is slow slows its peer down, and nothing piles up.
/// The stream ends with `nil` when the peer has sent its last message; on a client only when the status of the call is OK.
public struct MessageStream<Element: Message>: AsyncSequence, Sendable {
    /// Every failure of a call is an `RPCError`.
    public typealias Failure = RPCError

    @usableFromInline
    enum Source: Sendable {
        case encoded(EncodedMessages)
        case values(any MessageSource)
    }

    @usableFromInline let source: Source

    @usableFromInline
    init(_ messages: EncodedMessages) { source = .encoded(messages) }

    @usableFromInline
    init(values source: any MessageSource) { self.source = .values(source) }

    /// Waits for the next message.
    /// - Returns: the message; `nil` after the last one.
    /// - Throws: the status of the call when it has failed; INTERNAL when the bytes of a message are malformed; CANCELLED when the task is
    ///   cancelled.
    @inlinable
    public func next() async throws(RPCError) -> Element? {
        switch source {
        case .encoded(let messages):
            guard let bytes = try await messages.next() else { return nil }
            do throws(DecodingError) { return try Element(decoding: bytes) } catch { throw .undecodable(error) }
        case .values(let source):
            guard let message = try await source.next() else { return nil }
            guard let element = message as? Element else { throw .wrongType(message, wanted: Element.fullName) }
            return element
        }
    }

    /// Iterates over the messages that have not been taken yet.
    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// Takes one message after the other.
    public struct Iterator: AsyncIteratorProtocol {
        @usableFromInline let stream: MessageStream

        init(stream: MessageStream) { self.stream = stream }

        /// Waits for the next message; see `MessageStream.next`.
        @inlinable
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError) -> Element? {
            try await stream.next()
        }

        /// Waits for the next message; see `MessageStream.next`.
        @inlinable
        public mutating func next() async throws(RPCError) -> Element? { try await stream.next() }
    }
}

/// A source of messages that are values: a call in the same process, or one behind interceptors.
@usableFromInline
protocol MessageSource: Sendable {
    /// The next message; `nil` after the last one.
    func next() async throws(RPCError) -> (any Message)?
}

extension RPCError {
    @usableFromInline
    static func undecodable(_ error: DecodingError) -> RPCError {
        RPCError(.internal, "grpc: failed to unmarshal the received message: \(error.message)")
    }

    /// The one request of a call is malformed.
    @usableFromInline
    static func undecodableRequest(_ error: DecodingError) -> RPCError {
        RPCError(.internal, "grpc: error unmarshalling request: \(error.message)")
    }

    @usableFromInline
    static func wrongType(_ message: any Message, wanted: String) -> RPCError {
        RPCError(.internal, "the method takes \(wanted), got \(type(of: message).fullName)")
    }
}
