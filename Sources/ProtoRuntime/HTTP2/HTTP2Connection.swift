import CNghttp2
import EventLoops
import Glibc

/// What a connection tells its owner. All calls come on the connection's loop.
protocol HTTP2ConnectionDelegate: AnyObject {
    /// The peer opens a stream; servers return its call, clients (to whom nobody opens streams) `nil`, which resets it.
    func connectionWillOpenStream(_ connection: HTTP2Connection) -> HTTP2Stream?
    /// A batch of input was processed: time to start what it has made ready. Output is flushed at the end of the loop's turn.
    func connectionDidProcessInput(_ connection: HTTP2Connection)
    /// The peer's first SETTINGS arrived.
    func connectionIsReady(_ connection: HTTP2Connection)
    /// The peer acknowledged a PING of ours.
    func connectionDidReceivePingAcknowledgement(_ connection: HTTP2Connection)
    /// The peer will take no streams above `lastStreamID`.
    func connection(_ connection: HTTP2Connection, didReceiveGoAway code: UInt32, lastStreamID: Int32, debugData: String)
    /// The connection is closed; called once, after all its streams were told.
    func connectionDidClose(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason)
}

/// One HTTP/2 connection over a socket: nghttp2 does the protocol, this class moves the bytes.
///
/// nghttp2's rules that shape it: its receive and send functions must not be re-entered from callbacks, therefore output is only
/// *submitted* while input is processed and everything is sent at the end of the turn; a stream's user data is the stream object, retained
/// from its opening to `on_stream_close`; closing is put off while a callback is running.
///
/// Not `Sendable`: a connection belongs to one loop and is touched on its thread only.
final class HTTP2Connection {
    enum Role: Sendable { case server, client }

    /// Why a connection ended.
    enum CloseReason: Sendable, Hashable {
        /// Both sides had finished.
        case finished
        /// The peer closed the socket, or it broke.
        case lost(String)
        /// The peer did not speak HTTP/2.
        case protocolError(String)
        /// This side had no more use for it.
        case abandoned(String)
    }

    let role: Role
    let loop: EventLoop
    let peer: String
    private let descriptor: Int32
    private let buffers: LoopBuffers
    let configuration: HTTP2Configuration
    /// The owner, which holds the connection too: let go when the connection closes. Not weak, because a weak reference would put the
    /// owner's reference count, which every call changes, on the slow path.
    var delegate: (any HTTP2ConnectionDelegate)?

    var session: OpaquePointer?
    private var pendingOutput: ArraySlice<UInt8> = []
    private var isFlushScheduled = false
    private var isWatchingWrites = false
    private var isInLibrary = false
    private var closeWhenPossible: CloseReason?
    private var hasReceivedInput = false
    var hasReceivedSettings = false

    private var firstStream: HTTP2Stream?
    private(set) var openStreams = 0
    private var receiveWindow: ReceiveWindow
    /// Body bytes that were received and not taken, of all streams.
    var unreadBytes: Int { receiveWindow.unread }
    /// The stream whose header block is being received: blocks never interleave, so that it need not be looked up for each field.
    var headerStream: HTTP2Stream?
    var headerListSize = 0

    init(
        role: Role, descriptor: Int32, peer: String, loop: EventLoop, buffers: LoopBuffers, configuration: HTTP2Configuration,
        delegate: any HTTP2ConnectionDelegate
    ) {
        self.role = role
        self.descriptor = descriptor
        self.peer = peer
        self.loop = loop
        self.buffers = buffers
        self.configuration = configuration
        receiveWindow = ReceiveWindow(limit: configuration.maximumUnreadBytes)
        self.delegate = delegate
    }

    /// Whether new streams can be submitted.
    var isOpen: Bool { session != nil }

    /// Starts the session: our SETTINGS go out, the socket is watched.
    func start() {
        session = HTTP2Session.make(role: role, configuration: configuration, connection: self)
        guard session != nil else {
            close(.abandoned("out of memory"))
            return
        }
        do throws(EventLoopError) {
            // The loop's registration holds the connection until it is closed.
            try loop.watch(descriptor, for: .readable) { [self] readiness in didBecomeReady(readiness) }
        } catch {
            close(.abandoned("\(error)"))
            return
        }
        // A server speaks second: until the peer has shown that it speaks HTTP/2, a person with curl can still be told so in HTTP/1.
        if role == .client { scheduleFlush() }
    }

    // MARK: Socket

    private func didBecomeReady(_ readiness: IOReadiness) {
        if readiness.intersects(.writable) { flush() }
        if session != nil, readiness.intersects([.readable, .error, .hangup]) { receive() }
    }

    private func receive() {
        let count = recv(descriptor, buffers.input.baseAddress, buffers.input.count, 0)
        if count > 0 {
            process(UnsafeRawBufferPointer(rebasing: buffers.input[0..<count]))
        } else if count == 0 {
            close(.lost("the peer closed the connection"))
        } else if errno != EAGAIN && errno != EINTR {
            close(.lost(systemErrorText(errno)))
        }
    }

    private func process(_ input: UnsafeRawBufferPointer) {
        if !hasReceivedInput {
            hasReceivedInput = true
            if role == .server, HTTP1Refusal.looksLikeHTTP1(input) {
                pendingOutput = HTTP1Refusal.response[...]
                close(.protocolError("an HTTP/1 request"))
                return
            }
        }
        isInLibrary = true
        let taken = nghttp2_session_mem_recv(session, input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count)
        isInLibrary = false
        if taken < 0 {
            let text = String(cString: nghttp2_strerror(Int32(taken)))
            nghttp2_session_terminate_session(session, NGHTTP2_PROTOCOL_ERROR.rawValue)
            close(.protocolError(text))
            return
        }
        delegate?.connectionDidProcessInput(self)
        if let reason = closeWhenPossible { close(reason) } else { scheduleFlush() }
    }

    /// Asks for a flush at the end of the loop's turn, so that everything the turn produces leaves in one write.
    func scheduleFlush() {
        guard !isFlushScheduled, session != nil else { return }
        isFlushScheduled = true
        loop.atEndOfTurn { [self] in
            isFlushScheduled = false
            flush()
        }
    }

    private func flush() {
        guard session != nil else { return }
        if let failure = writePending() ?? writeFrames() {
            close(.lost(failure))
            return
        }
        watchWrites(!pendingOutput.isEmpty)
        if pendingOutput.isEmpty, nghttp2_session_want_read(session) == 0, nghttp2_session_want_write(session) == 0 { close(.finished) }
    }

    /// Sends what an earlier write has left; returns the error's text when the socket is broken.
    private func writePending() -> String? {
        guard !pendingOutput.isEmpty else { return nil }
        let result = pendingOutput.withUnsafeBytes { send($0) }
        switch result {
        case .success(let sent):
            pendingOutput = sent == pendingOutput.count ? [] : pendingOutput.dropFirst(sent)
            return nil
        case .failure(let failure):
            return failure.text
        }
    }

    /// Takes frames from nghttp2 into the loop's buffer and sends them, until there is nothing left or the socket is full.
    private func writeFrames() -> String? {
        var filled = 0
        while pendingOutput.isEmpty {
            var data: UnsafePointer<UInt8>?
            isInLibrary = true
            let count = nghttp2_session_mem_send(session, &data)
            isInLibrary = false
            if count < 0 { return String(cString: nghttp2_strerror(Int32(count))) }
            let frame = UnsafeRawBufferPointer(start: data, count: count)
            if filled > 0, count == 0 || filled + count > buffers.output.count {
                if let failure = writeOrKeep(UnsafeRawBufferPointer(rebasing: buffers.output[0..<filled])) { return failure }
                filled = 0
            }
            if count == 0 { return nil }
            if !pendingOutput.isEmpty {
                pendingOutput.append(contentsOf: frame)
            } else if count > buffers.output.count {
                if let failure = writeOrKeep(frame) { return failure }
            } else {
                UnsafeMutableRawBufferPointer(rebasing: buffers.output[filled...]).copyMemory(from: frame)
                filled += count
            }
        }
        return nil
    }

    private func writeOrKeep(_ bytes: UnsafeRawBufferPointer) -> String? {
        switch send(bytes) {
        case .success(let sent):
            if sent < bytes.count { pendingOutput = ArraySlice(bytes[sent...]) }
            return nil
        case .failure(let failure):
            return failure.text
        }
    }

    private struct SocketFailure: Error { let text: String }

    private func send(_ bytes: UnsafeRawBufferPointer) -> Result<Int, SocketFailure> {
        let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if sent >= 0 { return .success(sent) }
        return errno == EAGAIN || errno == EINTR ? .success(0) : .failure(SocketFailure(text: systemErrorText(errno)))
    }

    private func watchWrites(_ wanted: Bool) {
        guard wanted != isWatchingWrites else { return }
        isWatchingWrites = wanted
        try? loop.update(descriptor, for: wanted ? [.readable, .writable] : .readable)
    }

    // MARK: Closing

    /// Closes the socket and ends all streams. While nghttp2 is running it is put off until it has returned.
    func close(_ reason: CloseReason) {
        if isInLibrary {
            closeWhenPossible = closeWhenPossible ?? reason
            return
        }
        guard let session else { return }
        // A last word (GOAWAY, a refusal) if the socket takes it at once.
        if writePending() == nil, pendingOutput.isEmpty { _ = writeFrames() }
        self.session = nil
        loop.unwatch(descriptor)
        Glibc.shutdown(descriptor, Int32(SHUT_WR))
        Glibc.close(descriptor)
        while let stream = firstStream { release(stream, code: nil) }
        nghttp2_session_del(session)
        pendingOutput = []
        let owner = delegate
        delegate = nil
        owner?.connectionDidClose(self, reason: reason)
    }

    // MARK: Streams

    /// Opens a stream for a request; `false` when the session takes no more.
    func submitRequest(_ stream: HTTP2Stream, headers: HeaderBlock) -> Bool {
        var provider = stream.dataProvider
        let id = headers.withFields { fields, count in
            nghttp2_submit_request(session, nil, fields, count, &provider, Unmanaged.passUnretained(stream).toOpaque())
        }
        guard id > 0 else { return false }
        stream.id = id
        adopt(stream)
        scheduleFlush()
        return true
    }

    /// Sends response headers; with `hasBody` false they end the stream.
    func submitResponse(_ headers: HeaderBlock, on stream: HTTP2Stream, hasBody: Bool) {
        guard session != nil else { return }
        var provider = stream.dataProvider
        _ = headers.withFields { fields, count in
            hasBody
                ? nghttp2_submit_response(session, stream.id, fields, count, &provider)
                : nghttp2_submit_response(session, stream.id, fields, count, nil)
        }
        scheduleFlush()
    }

    func submitTrailers(_ trailers: HeaderBlock, on stream: HTTP2Stream) {
        _ = trailers.withFields { fields, count in nghttp2_submit_trailer(session, stream.id, fields, count) }
    }

    func resumeData(_ stream: HTTP2Stream) {
        guard session != nil else { return }
        nghttp2_session_resume_data(session, stream.id)
        scheduleFlush()
    }

    /// Resets a stream with an HTTP/2 error code.
    func reset(_ stream: HTTP2Stream, code: nghttp2_error_code) {
        guard session != nil, stream.id > 0 else { return }
        nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, code.rawValue)
        scheduleFlush()
    }

    /// Counts body bytes that a stream has received. They are its caller's to give back with `consume`, also those it throws away.
    func received(_ count: Int, on stream: HTTP2Stream) {
        guard session != nil else { return }
        stream.unreadBytes += count
        giveBack(receiveWindow.received(count))
    }

    /// Gives window back for body bytes that were received and are now taken.
    func consume(_ count: Int, on stream: HTTP2Stream) {
        let taken = min(count, stream.unreadBytes)
        guard session != nil, taken > 0 else { return }
        stream.unreadBytes -= taken
        nghttp2_session_consume_stream(session, stream.id, taken)
        giveBack(receiveWindow.taken(taken))
        scheduleFlush()
    }

    private func giveBack(_ count: Int) {
        if count > 0 { nghttp2_session_consume_connection(session, count) }
    }

    func adopt(_ stream: HTTP2Stream) {
        stream.connection = self
        stream.next = firstStream
        stream.previous = nil
        firstStream?.previous = stream
        firstStream = stream
        openStreams += 1
    }

    func release(_ stream: HTTP2Stream, code: UInt32?) {
        if let previous = stream.previous { previous.next = stream.next } else { firstStream = stream.next }
        stream.next?.previous = stream.previous
        stream.next = nil
        stream.previous = nil
        openStreams -= 1
        // What nobody will read any more must not keep the connection's window shut.
        let unread = receiveWindow.taken(stream.unreadBytes)
        stream.unreadBytes = 0
        if session != nil { giveBack(unread) }
        stream.discardOutput()
        stream.didClose(code: code)
        stream.connection = nil
    }

    // MARK: Winding down

    /// The first GOAWAY of a graceful end: "no new streams soon", with the highest number, followed by a PING whose acknowledgement
    /// tells that the peer has seen it.
    func announceShutdown() {
        guard session != nil else { return }
        nghttp2_submit_shutdown_notice(session)
        nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
        scheduleFlush()
    }

    /// The second GOAWAY: streams up to the last one seen are finished, the connection closes after them.
    func finishStreamsAndClose() {
        guard session != nil else { return }
        nghttp2_submit_goaway(
            session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nghttp2_session_get_last_proc_stream_id(session), NGHTTP2_NO_ERROR.rawValue, nil, 0)
        scheduleFlush()
        closeIfIdle()
    }

    /// Ends the session when no stream is left; used while draining.
    func closeIfIdle() {
        guard session != nil, openStreams == 0, !isInLibrary else { return }
        nghttp2_session_terminate_session(session, NGHTTP2_NO_ERROR.rawValue)
        scheduleFlush()
    }
}
