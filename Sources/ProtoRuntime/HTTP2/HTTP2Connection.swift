import CNghttp2
import EventLoops

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
    /// A stream is gone, which leaves room for another one.
    func connectionDidReleaseStream(_ connection: HTTP2Connection)
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
    enum CloseReason: Sendable, Hashable, CustomStringConvertible {
        /// Both sides had finished.
        case finished
        /// The peer closed the socket, or it broke.
        case lost(String)
        /// The peer did not speak HTTP/2.
        case protocolError(String)
        /// The connection could not be secured, or TLS broke.
        case tls(TLSError)
        /// This side had no more use for it.
        case abandoned(String)

        /// What a person should read.
        var description: String {
            switch self {
            case .finished: "finished"
            case .lost(let text), .protocolError(let text), .abandoned(let text): text
            case .tls(let error): error.description
            }
        }
    }

    let role: Role
    let loop: EventLoop
    let peer: String
    let descriptor: Int32
    let buffers: LoopBuffers
    let configuration: HTTP2Configuration
    /// The owner, which holds the connection too: let go when the connection closes. Not weak, because a weak reference would put the
    /// owner's reference count, which every call changes, on the slow path.
    var delegate: (any HTTP2ConnectionDelegate)?

    var session: OpaquePointer?
    private let security: TransportSecurity
    var transport: ByteTransport
    var isFlushScheduled = false
    var isWatchingWrites = false
    /// Whether nghttp2 is running: it must not be entered again.
    var isInLibrary = false
    var closeWhenPossible: CloseReason?
    var hasReceivedInput = false
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
        role: Role, descriptor: Int32, security: TransportSecurity = .none, peer: String, loop: EventLoop, buffers: LoopBuffers,
        configuration: HTTP2Configuration, delegate: any HTTP2ConnectionDelegate
    ) {
        self.role = role
        self.descriptor = descriptor
        self.security = security
        transport = ByteTransport(descriptor: descriptor, buffers: buffers)
        self.peer = peer
        self.loop = loop
        self.buffers = buffers
        self.configuration = configuration
        receiveWindow = ReceiveWindow(limit: configuration.maximumUnreadBytes)
        self.delegate = delegate
    }

    /// Whether new streams can be submitted.
    var isOpen: Bool { session != nil }
    /// The scheme of requests (RFC 9110, section 4.2).
    var scheme: String { transport.isSecured ? "https" : "http" }
    /// How the connection is secured and who is at the other end; `nil` in cleartext and while the handshake is going on.
    var tlsPeer: TLSPeer? { transport.tlsPeer }

    /// Starts the session: the socket is watched, a TLS handshake begins if there shall be one, then our SETTINGS go out.
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
        if let error = transport.start(security, peer: peer) {
            close(.tls(error))
            return
        }
        // A server speaks second: until the peer has shown that it speaks HTTP/2, a person with curl can still be told so in HTTP/1.
        if role == .client { scheduleFlush() }
    }

    // MARK: Closing

    /// Closes the socket and ends all streams. While nghttp2 is running it is put off until it has returned.
    /// - Parameters:
    ///   - reason: what the owner is told.
    ///   - lastWords: what to send instead of frames to a peer that does not speak HTTP/2.
    func close(_ reason: CloseReason, lastWords: [UInt8]? = nil) {
        if isInLibrary {
            closeWhenPossible = closeWhenPossible ?? reason
            return
        }
        guard let session else { return }
        // A last word (GOAWAY, a refusal) if the socket takes it at once.
        if let lastWords {
            _ = lastWords.withUnsafeBytes { transport.send($0) }
        } else if transport.sendUnsent() == nil {
            _ = writeFrames()
        }
        self.session = nil
        loop.unwatch(descriptor)
        transport.close()
        while let stream = firstStream { release(stream, code: nil) }
        nghttp2_session_del(session)
        let owner = delegate
        delegate = nil
        owner?.connectionDidClose(self, reason: reason)
    }

    // MARK: Streams

    /// Whether a stream can be opened without exceeding what the peer allows at a time.
    var hasRoomForStream: Bool {
        session != nil && openStreams < Int(nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
    }

    /// Opens a stream for a request; `false` when the session takes no more.
    func submitRequest(_ stream: HTTP2Stream, headers: HeaderBlock) -> Bool {
        guard session != nil else { return false }
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
        if session != nil { delegate?.connectionDidReleaseStream(self) }
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
