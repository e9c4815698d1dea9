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
    /// The peer will take no streams above `lastStreamID`.
    func connection(_ connection: HTTP2Connection, didReceiveGoAway code: UInt32, lastStreamID: Int32, debugData: String)
    /// A stream is gone, or the peer allows more of them: there may be room for another one.
    func connectionMayHaveRoom(_ connection: HTTP2Connection)
    /// The session is over, and all streams were told; the socket is closed when the peer has read what was sent last.
    func connectionDidEnd(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason)
    /// The socket is closed, too; called once, as the last.
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
        /// The peer did not speak HTTP/2, or abused it.
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
    /// What goes out before the first frame that the session makes.
    var preamble: [UInt8] = []
    private let security: TransportSecurity
    var transport: ByteTransport
    /// Bytes of the loop's output buffer that are used: none but while frames are gathered to be sent together.
    var gathered = 0
    /// What has gone wrong with the socket inside a callback of nghttp2.
    var sendFailure: String?
    var isFlushScheduled = false
    /// What the loop watches the socket for.
    var watched = IOInterest.readable
    /// Whether nghttp2 is running: it must not be entered again.
    var isInLibrary = false
    var closeWhenPossible: CloseReason?
    var hasReceivedInput = false
    var hasReceivedSettings = false

    var firstStream: HTTP2Stream?
    var openStreams = 0
    var receiveWindow: ReceiveWindow
    /// Body bytes that were received and not taken, of all streams.
    var unreadBytes: Int { receiveWindow.unread }
    /// Bytes of header lists that were received, of all open streams.
    var headerBytes = 0
    /// Bytes of messages that streams keep; kept by the streams.
    var inputBytes = 0
    /// Whether the connection kept as much as it may when that was last asked.
    var isFull = false
    /// Bytes of output that streams have not handed to nghttp2 yet; kept by the streams.
    var outputBytes = 0
    var traffic = ConnectionTraffic()
    /// Whether somebody may ask for times, which cost more than counts.
    var isTraced = false
    /// The stream whose header block is being received: blocks never interleave, so that it need not be looked up for each field.
    var headerStream: HTTP2Stream?
    var headerListSize = 0

    /// What the peer has announced; the values before its SETTINGS are those that it can be expected to take.
    var peerLimits = PeerLimits()

    // What happens with time; see HTTP2Connection+Life.swift.
    var life: ConnectionLife
    var abuse: AbuseMeter
    var strikes: PingStrikes?
    /// When input came last: the time of everything that it contains.
    var lastRead: MonotonicTime
    var timer: LoopTimer?
    var timerDeadline = MonotonicTime(nanoseconds: .max)
    var isReadingPaused = false
    var isDrainPingDue = false
    /// What the peer did too much of; set in callbacks, acted upon after them.
    var violation: String?
    /// Why the connection ends, while it waits for the peer to close too.
    var lingering: CloseReason?

    init(
        role: Role, descriptor: Int32, security: TransportSecurity = .none, peer: String, loop: EventLoop, buffers: LoopBuffers,
        configuration: HTTP2Configuration, policy: ConnectionPolicy = ConnectionPolicy(), delegate: any HTTP2ConnectionDelegate
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
        let now = MonotonicTime.now()
        lastRead = now
        life = ConnectionLife(configuration, lifetime: policy.lifetime, jitter: policy.jitter, now: now)
        abuse = AbuseMeter(configuration.abuseLimits, now: now)
        strikes = PingStrikes(policy.pings)
        self.delegate = delegate
    }

    /// Whether new streams can be submitted.
    var isOpen: Bool { session != nil }
    /// The scheme of requests (RFC 9110, section 4.2).
    var scheme: String { transport.isSecured ? "https" : "http" }
    /// How the connection is secured and who is at the other end; `nil` in cleartext and while the handshake is going on.
    var tlsPeer: TLSPeer? { transport.tlsPeer }

    /// How many streams can be opened before the peer's limit is reached. Those beyond it are not lost: nghttp2 keeps them until others
    /// have ended.
    var availableStreams: Int { max(0, Int(peerLimits.concurrentStreams) - openStreams) }

    /// Starts the session: the socket is watched, a TLS handshake begins if there shall be one, then our SETTINGS go out.
    func start() {
        guard let (session, preamble) = HTTP2Session.make(role: role, configuration: configuration, connection: self) else {
            close(.abandoned("out of memory"))
            return
        }
        self.session = session
        self.preamble = preamble
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
        if role == .client { scheduleFlush() } else { scheduleTick() }
    }

    // MARK: Streams

    /// Whether a stream can be opened without exceeding what the peer allows at a time.
    var hasRoomForStream: Bool { session != nil && availableStreams > 0 }

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

    /// Whether the peer reads a header list of this size.
    func peerReads(_ headers: HeaderBlock) -> Bool { headers.listSize <= Int(peerLimits.headerListSize) }

    /// Sends response headers; with `hasBody` false they end the stream. Headers that are larger than the peer reads are replaced by a
    /// status that says so.
    func submitResponse(_ headers: HeaderBlock, on stream: HTTP2Stream, hasBody: Bool) {
        guard session != nil else { return }
        guard peerReads(headers) else {
            submitReduced(headers, on: stream)
            return
        }
        var provider = stream.dataProvider
        _ = headers.withFields { fields, count in
            hasBody
                ? nghttp2_submit_response(session, stream.id, fields, count, &provider)
                : nghttp2_submit_response(session, stream.id, fields, count, nil)
        }
        scheduleFlush()
    }

    private func submitReduced(_ headers: HeaderBlock, on stream: HTTP2Stream) {
        if let reduced = StatusHeaders.reduced(headers, limit: Int(peerLimits.headerListSize)) {
            submitResponse(reduced, on: stream, hasBody: false)
        } else {
            reset(stream, code: NGHTTP2_INTERNAL_ERROR)
        }
    }

    /// Sends trailers, which are reduced to what the peer reads.
    func submitTrailers(_ trailers: HeaderBlock, on stream: HTTP2Stream) {
        guard peerReads(trailers) else {
            if let reduced = StatusHeaders.reduced(trailers, limit: Int(peerLimits.headerListSize)) {
                submitTrailers(reduced, on: stream)
            } else {
                reset(stream, code: NGHTTP2_INTERNAL_ERROR)
            }
            return
        }
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
}
