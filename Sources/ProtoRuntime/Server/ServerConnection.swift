import CNghttp2
import EventLoops
import Synchronization

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
    private var isRestartScheduled = false
    /// The calls of all connections on this loop.
    let meter: CallMeter
    private let channelzServer: ChannelzServer?
    private var channelzSocket: ChannelzSocket?
    private let runner: CallRunner

    /// The last path and its handler: clients call few methods over and over, and comparing bytes is cheaper than hashing a string.
    private var lastPath: [UInt8] = []
    private var lastMethod: RoutedMethod?
    private var pathError: RPCError?
    /// The metadata of the last request: most clients send the same with every call, which then share one buffer.
    private var gatheredFields = HeaderList()
    private var lastFields = ReceivedMetadata(HeaderList())

    /// Calls of this connection that exist: those with a stream, and those whose handlers still run though their callers are gone.
    private let liveCalls = Atomic(0)

    let peer: String
    /// Who is at the other end; the peer's SETTINGS, after which this is known, come before its first call.
    private(set) var tlsPeer: TLSPeer?

    init(
        descriptor: Int32, peer: String, loop: EventLoop, buffers: LoopBuffers, configuration: ServerConfiguration, router: ServiceRouter,
        meter: CallMeter, channelzServer: ChannelzServer?, didClose: @escaping (ServerConnection) -> Void
    ) {
        self.peer = peer
        self.loop = loop
        runner = CallRunner(loop: loop)
        self.configuration = configuration
        self.router = router
        self.meter = meter
        self.channelzServer = channelzServer
        self.didClose = didClose
        connection = HTTP2Connection(
            role: .server, descriptor: descriptor, security: configuration.tls.map { .server($0) } ?? .none, peer: peer, loop: loop,
            buffers: buffers, configuration: configuration.http2,
            policy: ConnectionPolicy(
                lifetime: configuration.lifetime, jitter: .random(in: -0.1...0.1), pings: configuration.pingPolicy), delegate: self)
        runner.connection = connection
    }

    func start() {
        if let channelzServer, let connection {
            channelzSocket = ChannelzSocket(connection, in: channelzServer.registry, server: channelzServer.id)
        }
        connection?.start()
    }

    /// Tells the client that the server has all the connections that it wants.
    func refuse() { connection?.fail(NGHTTP2_ENHANCE_YOUR_CALM, "too_many_connections") }

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

    func takeGatheredFields() -> ReceivedMetadata {
        defer { gatheredFields.removeAll() }
        // Large ones are not kept for a request that may never come.
        guard gatheredFields.byteCount <= HeaderList.usualSize else { return ReceivedMetadata(gatheredFields) }
        if gatheredFields != lastFields.fields { lastFields = ReceivedMetadata(gatheredFields) }
        return lastFields
    }

    /// A call is no more, its handler included. Called on any thread.
    func callDidVanish() { liveCalls.subtract(1, ordering: .relaxed) }

    func isReady(_ call: ServerCall) { runner.add(call) }

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
        let abandoned = liveCalls.load(ordering: .relaxed) - connection.openStreams
        guard abandoned < configuration.maximumAbandonedCalls else { return nil }
        liveCalls.add(1, ordering: .relaxed)
        return ServerCall(owner: self, loop: loop, maximumRequestSize: configuration.maximumRequestSize)
    }

    func connectionDidProcessInput(_ connection: HTTP2Connection) { runner.run() }

    func connectionIsReady(_ connection: HTTP2Connection) { tlsPeer = connection.tlsPeer }

    func connectionMayHaveRoom(_ connection: HTTP2Connection) {
        guard runner.isHeldBack, !isRestartScheduled else { return }
        // Not at once: this is told in the middle of closing a stream.
        isRestartScheduled = true
        loop.atEndOfTurn { [self] in
            isRestartScheduled = false
            runner.run()
        }
    }

    func connection(_ connection: HTTP2Connection, didReceiveGoAway code: UInt32, lastStreamID: Int32, debugData: String) {}

    func connectionDidEnd(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason) {
        // Calls that input made ready before it broke the protocol: they hold this object.
        runner.removeAll()
        runner.connection = nil
        switch reason {
        case .tls, .protocolError:
            for observer in configuration.observers { observer.connectionDidFail(peer: peer, reason: "\(reason)") }
        case .finished, .lost, .abandoned:
            break
        }
    }

    func connectionDidClose(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason) {
        self.connection = nil
        channelzSocket?.remove()
        didClose(self)
    }

    // MARK: Winding down

    /// Ends the connection gracefully; see `HTTP2Connection.drain`.
    func drain() { connection?.drain() }

    func close() { connection?.close(.abandoned("the server is stopping")) }
}
