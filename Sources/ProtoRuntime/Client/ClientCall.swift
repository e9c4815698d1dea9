import CNghttp2
import EventLoops

/// The client's side of a unary call over HTTP/2.
///
/// `@unchecked Sendable`: the immutable part aside, a call is touched on its channel's loop only.
final class ClientCall: HTTP2Stream, PendingCall, @unchecked Sendable {
    /// A response that has not been decoded yet.
    struct RawResponse: Sendable {
        var message: [UInt8]
        var initialMetadata: Metadata
        var trailingMetadata: Metadata
    }

    typealias Outcome = Result<RawResponse, RPCError>

    let waitForReady: Bool
    private let method: MethodDescriptor
    private let frame: [UInt8]
    private let metadata: Metadata
    private let deadline: MonotonicTime?
    private let transport: ClientTransport
    private var reader: MessageReader
    private var headers = ResponseHeaders()
    private var message: [UInt8]?
    private var continuation: UnsafeContinuation<Outcome, Never>?
    private var outcome: Outcome?
    private var timer: LoopTimer?
    /// How often the call was sent: one that the server says it did not process is repeated once without asking.
    private var attempts = 0

    init(method: MethodDescriptor, frame: [UInt8], options: CallOptions, deadline: MonotonicTime?, transport: ClientTransport) {
        self.method = method
        self.frame = frame
        self.deadline = deadline
        self.transport = transport
        metadata = options.metadata
        waitForReady = options.waitForReady ?? false
        reader = MessageReader(maximumSize: options.maximumResponseSize ?? .max)
    }

    var isFinished: Bool { outcome != nil }

    /// Asks for a connection and begins to wait for the outcome; on the loop.
    func begin(_ continuation: UnsafeContinuation<Outcome, Never>) {
        if let outcome {
            continuation.resume(returning: outcome)
            return
        }
        self.continuation = continuation
        if let deadline {
            timer = transport.loop.scheduleLocally(after: deadline - .now()) { [weak self] in self?.abort(.deadlineExceeded) }
        }
        transport.submit(self)
    }

    /// Sends the request on a connection; `false` when the connection takes no more streams.
    func send(on connection: HTTP2Connection, authority: String) -> Bool {
        attempts += 1
        headers = ResponseHeaders()
        message = nil
        var list = HeaderList()
        list.append(":method", "POST")
        list.append(":scheme", "http")
        list.append(":path", method.path)
        list.append(":authority", authority)
        list.append("te", "trailers")
        if let deadline { list.append("grpc-timeout", TimeoutHeader.text(for: deadline - .now())) }
        list.append("content-type", "application/grpc")
        list.append("user-agent", transport.userAgent)
        metadata.append(to: &list)
        write(frame)
        end()
        return connection.submitRequest(self, headers: .list(list))
    }

    func fail(_ error: RPCError) { finish(.failure(error)) }

    /// Ends the call from this side and tells the server so.
    func abort(_ error: RPCError) {
        guard !isFinished else { return }
        connection?.reset(self, code: NGHTTP2_CANCEL)
        finish(.failure(error))
    }

    func finish(_ outcome: Outcome) {
        guard !isFinished else { return }
        self.outcome = outcome
        timer?.cancel()
        timer = nil
        continuation.take()?.resume(returning: outcome)
    }

    // MARK: Response

    override func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
        headers.take(name: name, value: value)
    }

    override func didReceiveHeaders(isEnd: Bool) {
        headers.finishBlock(isEnd: isEnd)
        if !isEnd, headers.hasFinalHeaders, let refusal = headers.refusal { abort(refusal) }
    }

    override func didReceiveData(_ bytes: UnsafeBufferPointer<UInt8>) {
        connection?.received(bytes.count, on: self)
        connection?.consume(bytes.count, on: self)
        guard !isFinished else { return }
        var rest = bytes
        do throws(RPCError) {
            while !rest.isEmpty {
                guard let next = try reader.next(&rest) else { return }
                guard message == nil else { throw RPCError(.unimplemented, "a unary method answers with one message, got more") }
                message = next
            }
        } catch {
            abort(error)
        }
    }

    override func didReceiveEnd() {
        if let status = headers.status {
            finish(.failure(status))
        } else if reader.isInsideMessage {
            finish(.failure(RPCError(.internal, "unexpected EOF: the response ended inside a message")))
        } else if let message {
            finish(
                .success(
                    RawResponse(
                        message: message, initialMetadata: headers.initialMetadata, trailingMetadata: headers.trailingMetadata)))
        } else {
            finish(.failure(RPCError(.unimplemented, "a unary method answers with one message, got none")))
        }
    }

    override func didClose(code: UInt32?) {
        guard !isFinished else { return }
        if code == NGHTTP2_REFUSED_STREAM.rawValue, attempts == 1 {
            // Not at once: this stream is still being closed.
            transport.loop.execute { [self] in transport.submit(self) }
            return
        }
        if let code {
            let isLate = deadline.map { $0 <= .now() } ?? false
            finish(.failure(code == NGHTTP2_CANCEL.rawValue && isLate ? .deadlineExceeded : ResponseHeaders.status(ofReset: code)))
        } else {
            finish(.failure(RPCError(.unavailable, "the connection was lost")))
        }
    }
}
