import EventLoops

/// One client connection of a server.
///
/// Not `Sendable`: it lives on its connection's loop.
final class ServerConnection: HTTP2ConnectionDelegate {
    static let unknownMethod = MethodDescriptor(service: "", name: "", kind: .unary)

    private let configuration: ServerConfiguration
    private let router: ServiceRouter
    private let didClose: (ServerConnection) -> Void
    private let loop: EventLoop
    private var connection: HTTP2Connection?
    private var ready: [ServerCall] = []
    private var handshakeTimer: LoopTimer?
    private var drainTimer: LoopTimer?
    private var isDraining = false

    /// The last path and its handler: clients call few methods over and over, and comparing bytes is cheaper than hashing a string.
    private var lastPath: [UInt8] = []
    private var lastMethod: RoutedMethod?
    private var pathError: RPCError?
    /// The metadata of the last request: most clients send the same with every call, which then share one buffer.
    private var gatheredFields = HeaderList()
    private var lastFields = HeaderList()

    let peer: String
    /// Who is at the other end; the peer's SETTINGS, after which this is known, come before its first call.
    private(set) var tlsPeer: TLSPeer?

    init(
        descriptor: Int32, peer: String, loop: EventLoop, buffers: LoopBuffers, configuration: ServerConfiguration, router: ServiceRouter,
        didClose: @escaping (ServerConnection) -> Void
    ) {
        self.peer = peer
        self.loop = loop
        self.configuration = configuration
        self.router = router
        self.didClose = didClose
        connection = HTTP2Connection(
            role: .server, descriptor: descriptor, security: configuration.tls.map { .server($0) } ?? .none, peer: peer, loop: loop,
            buffers: buffers, configuration: configuration.http2, delegate: self)
    }

    func start() {
        handshakeTimer = loop.scheduleLocally(after: configuration.handshakeTimeout) { [self] in
            connection?.close(.abandoned("no HTTP/2 preface in time"))
        }
        connection?.start()
    }

    // MARK: For calls

    var isObserved: Bool { !configuration.observers.isEmpty }

    func method(forPath path: UnsafeBufferPointer<UInt8>) -> RoutedMethod? {
        if let lastMethod, path.equals(lastPath) { return lastMethod }
        let text = path.text
        guard let method = router.method(for: text) else {
            pathError = router.error(for: text)
            return nil
        }
        lastPath = Array(path)
        lastMethod = method
        return method
    }

    /// Why the last path had no handler.
    func takePathError() -> RPCError {
        pathError.take() ?? RPCError(.unimplemented, "malformed method name: \"\"")
    }

    func gather(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
        gatheredFields.append(name: name, value: value)
    }

    func takeGatheredFields() -> HeaderList {
        if gatheredFields != lastFields { lastFields = gatheredFields }
        gatheredFields.removeAll()
        return lastFields
    }

    func isReady(_ call: ServerCall) { ready.append(call) }

    /// How responses are compressed unless their handlers choose.
    func compression(accepted: CompressionSet) -> CompressionAlgorithm {
        accepted.contains(configuration.compression) ? configuration.compression : .identity
    }

    func callDidStart(_ method: MethodDescriptor) {
        for observer in configuration.observers { observer.callDidStart(method) }
    }

    func callDidEnd(_ method: MethodDescriptor, code: StatusCode, duration: Duration) {
        for observer in configuration.observers { observer.callDidEnd(method, code: code, duration: duration) }
    }

    func handlerDidFail(_ method: MethodDescriptor, error: any Error) {
        for observer in configuration.observers { observer.handlerDidFail(method, error: error) }
    }

    // MARK: Connection

    func connectionWillOpenStream(_ connection: HTTP2Connection) -> HTTP2Stream? {
        ServerCall(owner: self, loop: loop, maximumRequestSize: configuration.maximumRequestSize)
    }

    func connectionDidProcessInput(_ connection: HTTP2Connection) {
        guard !ready.isEmpty else { return }
        var calls: [ServerCall] = []
        swap(&calls, &ready)
        for call in calls { call.start() }
        if ready.isEmpty {
            calls.removeAll(keepingCapacity: true)
            swap(&calls, &ready)
        }
    }

    func connectionIsReady(_ connection: HTTP2Connection) {
        tlsPeer = connection.tlsPeer
        handshakeTimer?.cancel()
        handshakeTimer = nil
    }

    func connectionDidReleaseStream(_ connection: HTTP2Connection) {}

    func connectionDidReceivePingAcknowledgement(_ connection: HTTP2Connection) { finishDrain() }

    func connection(_ connection: HTTP2Connection, didReceiveGoAway code: UInt32, lastStreamID: Int32, debugData: String) {}

    func connectionDidClose(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason) {
        handshakeTimer?.cancel()
        drainTimer?.cancel()
        self.connection = nil
        switch reason {
        case .tls, .protocolError:
            for observer in configuration.observers { observer.connectionDidFail(peer: peer, reason: "\(reason)") }
        case .finished, .lost, .abandoned:
            break
        }
        didClose(self)
    }

    // MARK: Winding down

    /// Begins the graceful end: GOAWAY with the highest number, so that no call on its way is lost, then, when the peer has seen it, GOAWAY
    /// with the last stream; the connection closes when its calls are done.
    func drain() {
        guard !isDraining, let connection else { return }
        isDraining = true
        connection.announceShutdown()
        drainTimer = loop.scheduleLocally(after: .seconds(1)) { [self] in finishDrain() }
    }

    private func finishDrain() {
        guard isDraining, let timer = drainTimer.take() else { return }
        timer.cancel()
        connection?.finishStreamsAndClose()
    }

    func close() { connection?.close(.abandoned("the server is stopping")) }
}
