import CNghttp2
import EventLoops

/// One attempt of a call: a stream on one connection. Calls that a server did not process, or whose retry policy says so, have several.
///
/// `@unchecked Sendable`: touched on its channel's loop only.
final class ClientAttempt: HTTP2Stream, PendingCall, @unchecked Sendable {
    /// How an attempt has ended.
    struct End {
        /// The status; `nil` is OK.
        var status: RPCError?
        /// Whether the server certainly did not process the call (REFUSED_STREAM, or a GOAWAY that excludes it).
        var isUnprocessed = false
        /// Whether the server has sent nothing but the status.
        var isTrailersOnly = false
        var trailingMetadata = Metadata()
        var pushback: String?
    }

    /// The call, until the attempt is over.
    private var call: ClientCall?
    /// Attempts of the call before this one.
    private let previousAttempts: Int
    private(set) var headers = ResponseHeaders()
    private var reader: MessageReader
    let waitForReady: Bool

    init(call: ClientCall, previousAttempts: Int) {
        self.call = call
        self.previousAttempts = previousAttempts
        waitForReady = call.options.waitForReady ?? false
        reader = MessageReader(maximumSize: call.options.maximumResponseSize ?? .max)
    }

    // MARK: For the channel

    var isFinished: Bool { call == nil }

    func send(on connection: HTTP2Connection, authority: String) -> Bool {
        guard let call else { return true }
        let headers = HeaderBlock.list(
            call.requestHeaders(scheme: connection.scheme, authority: authority, previousAttempts: previousAttempts))
        guard connection.peerReads(headers) else {
            fail(RPCError(.resourceExhausted, "the request's header list of \(headers.listSize) bytes is larger than the server takes"))
            return true
        }
        for frame in call.replay.frames { write(frame) }
        if call.replay.isComplete { end() }
        guard connection.submitRequest(self, headers: headers) else {
            discardOutput()
            return false
        }
        return true
    }

    func fail(_ error: RPCError) { end(End(status: error, isTrailersOnly: true)) }

    // MARK: For the call

    /// Ends the attempt from this side; the call is not told.
    func abandon() {
        guard call != nil else { return }
        call = nil
        connection?.reset(self, code: NGHTTP2_CANCEL)
    }

    // MARK: Response

    override func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
        headers.take(name: name, value: value)
    }

    override func didReceiveHeaders(isEnd: Bool) {
        headers.finishBlock(isEnd: isEnd)
        guard !isEnd, headers.hasFinalHeaders, let call else { return }
        if let refusal = headers.refusal {
            reject(refusal)
        } else {
            reader.isCompressionKnown = headers.encoding != .identity
            call.didReceiveHeaders(self)
        }
    }

    override func didReceiveTooLargeHeaders(limit: Int) {
        reject(RPCError(.resourceExhausted, "the response's header list is larger than \(limit) bytes"))
    }

    override func didReceiveData(_ bytes: UnsafeBufferPointer<UInt8>) {
        connection?.received(bytes.count, on: self)
        var rest = bytes
        do throws(RPCError) {
            while !rest.isEmpty, let call, let message = try reader.next(&rest) {
                messagesReceived += 1
                call.didReceive(message)
            }
        } catch {
            reject(error)
        }
        giveWindowBack(if: call?.wantsMessages ?? true)
    }

    /// The response breaks the protocol or a limit.
    private func reject(_ error: RPCError) {
        connection?.reset(self, code: NGHTTP2_CANCEL)
        end(End(status: error))
    }

    override func didReceiveEnd() {
        guard let call else { return }
        let isTrailersOnly = !headers.hasFinalHeaders
        var status = headers.status
        if status == nil, reader.isInsideMessage {
            status = RPCError(.internal, "unexpected EOF: the response ended inside a message")
        }
        if !call.replay.isComplete || pendingOutput > 0 {
            // The server has ended the call without reading all of it.
            connection?.reset(self, code: NGHTTP2_NO_ERROR)
        }
        end(
            End(
                status: status, isTrailersOnly: isTrailersOnly, trailingMetadata: headers.trailingMetadata, pushback: headers.pushback))
    }

    override func didClose(code: UInt32?) {
        guard let call else { return }
        guard let code else {
            end(End(status: RPCError(.unavailable, "the connection was lost"), isTrailersOnly: !headers.hasFinalHeaders))
            return
        }
        let isLate = code == NGHTTP2_CANCEL.rawValue && call.isPastDeadline
        end(
            End(
                status: isLate ? .deadlineExceeded : ResponseHeaders.status(ofReset: code),
                isUnprocessed: code == NGHTTP2_REFUSED_STREAM.rawValue && !headers.hasFinalHeaders,
                isTrailersOnly: !headers.hasFinalHeaders))
    }

    override func didDrainOutput() { call?.didDrainOutput(self) }

    private func end(_ end: End) {
        if end.status == nil { connection?.traffic.callsSucceeded += 1 }
        call.take()?.attemptDidEnd(self, end)
    }
}
