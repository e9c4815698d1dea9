import CNghttp2

/// One HTTP/2 stream: the end of a call that faces the connection. The two subclasses are the server's and the client's side of a call.
///
/// Not `Sendable`: a stream is touched on its connection's loop only.
@usableFromInline
class HTTP2Stream {
    /// What follows the bytes of `output`.
    private enum Ending {
        case more
        case endStream
        case trailers(HeaderBlock)
    }

    /// The stream's number; 0 while it has none.
    final var id: Int32 = 0
    /// The connection, until the stream is closed.
    final var connection: HTTP2Connection?
    /// Whether the peer has ended its side.
    final var isRemoteEnded = false
    /// Body bytes that were received and not taken yet; kept by the connection.
    final var unreadBytes = 0
    /// The size of the header lists that were received; kept by the connection.
    final var headerBytes = 0
    /// Bytes of messages that the stream keeps because they are not complete or not taken.
    final var inputBytes = 0 {
        didSet { connection?.inputBytes += inputBytes - oldValue }
    }
    /// gRPC messages, for channelz.
    final var messagesSent = 0
    final var messagesReceived = 0

    private final var output = OutputQueue()
    private final var ending = Ending.more
    private final var isDeferred = false

    /// The next in the connection's list of open streams.
    final var next: HTTP2Stream?
    /// The one before, which holds this one. Invariant: the connection clears the link when it takes the other stream out of the list, so
    /// that it never outlives it; both happen on the connection's loop.
    final unowned(unsafe) var previous: HTTP2Stream?

    // MARK: What the connection reports

    /// A field of a header block; `name` and `value` are valid during the call only.
    func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {}
    /// A header block is complete; `isEnd` tells whether it ends the peer's side.
    func didReceiveHeaders(isEnd: Bool) {}
    /// Bytes of the body, valid during the call only.
    func didReceiveData(_ bytes: UnsafeBufferPointer<UInt8>) {}
    /// The peer has ended its side.
    func didReceiveEnd() {}
    /// The stream is gone; `code` is the HTTP/2 error code (RFC 9113, section 7), or `nil` when the connection was lost.
    func didClose(code: UInt32?) {}
    /// A header list was larger than `limit`, which this side has announced; told instead of `didReceiveHeaders`.
    func didReceiveTooLargeHeaders(limit: Int) {}
    /// With what has just come, the connection holds more than `limit` bytes for its streams.
    func didFillConnection(limit: Int) {}
    /// Less than a quarter of `WriteGate.highWater` is waiting to be framed.
    func didDrainOutput() {}

    // MARK: Input

    /// Gives the peer window for everything that was received, if `isWanted`: that is, while few messages wait to be taken. Bytes of a
    /// message that is not complete always get new window, because it could not become complete otherwise.
    final func giveWindowBack(if isWanted: Bool) {
        if isWanted, unreadBytes > 0 { connection?.consume(unreadBytes, on: self) }
    }

    // MARK: Output

    /// Bytes that wait for the peer's window or for the socket.
    final var pendingOutput: Int { output.count }

    /// Adds a message in its frame to the body.
    final func write(_ bytes: consuming [UInt8]) {
        messagesSent += 1
        connection?.outputBytes += bytes.count
        output.append(bytes)
        resume()
    }

    /// Ends the body after what was written.
    final func end() {
        ending = .endStream
        resume()
    }

    /// Ends the body with trailers after what was written.
    final func end(trailers: HeaderBlock) {
        ending = .trailers(trailers)
        resume()
    }

    /// Forgets what was not sent; a call that is repeated on another connection begins anew.
    final func discardOutput() {
        output.removeAll()
        ending = .more
        isDeferred = false
    }

    private final func resume() {
        guard isDeferred, let connection else { return }
        isDeferred = false
        connection.resumeData(self)
    }

    /// Says how much the next DATA frame has of the output, which the frame takes with `moveOutput`. Trailers are submitted here, inside
    /// the read callback, because they must follow the last DATA frame and nothing else tells when that one is built.
    fileprivate final func announce(_ capacity: Int, _ flags: UnsafeMutablePointer<UInt32>) -> Int {
        let amount = min(capacity, pendingOutput)
        if amount > 0 { flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue }
        guard amount == pendingOutput else { return amount }
        switch ending {
        case .more:
            if amount > 0 { return amount }
            isDeferred = true
            return Int(NGHTTP2_ERR_DEFERRED.rawValue)
        case .endStream:
            flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
        case .trailers(let trailers):
            flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
            connection?.submitTrailers(trailers, on: self)
        }
        return amount
    }

    /// Moves output into a frame.
    final func moveOutput(to buffer: UnsafeMutableRawBufferPointer) {
        output.move(to: buffer)
        connection?.didFrame(buffer.count)
        if pendingOutput < WriteGate.highWater / 4 { didDrainOutput() }
    }

    /// The data provider that reads this stream's output.
    final var dataProvider: nghttp2_data_provider {
        var provider = nghttp2_data_provider()
        provider.source.ptr = Unmanaged.passUnretained(self).toOpaque()
        provider.read_callback = { _, _, _, capacity, flags, source, _ in
            guard let stream = source?.pointee.ptr, let flags else { return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue) }
            // The connection holds the stream until nghttp2 has closed it.
            return Unmanaged<HTTP2Stream>.fromOpaque(stream)._withUnsafeGuaranteedRef { $0.announce(capacity, flags) }
        }
        return provider
    }
}
