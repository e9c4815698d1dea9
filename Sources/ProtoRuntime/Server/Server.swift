import EventLoops
import Glibc
import Synchronization

/// A gRPC server over cleartext HTTP/2 ("prior knowledge").
///
/// One loop accepts; connections are dealt out to all loops of the group and belong to theirs for life.
public final class Server: Sendable {
    private struct State {
        var listener: ListeningSocket?
        var isStopping = false
        var connections = 0
        /// Those of them that were one too many and are on their way out.
        var refused = 0
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    /// Where the server listens, with the port that the system has chosen if it was asked to.
    public let address: SocketAddress
    /// The port that the server listens on; 0 for Unix domain sockets.
    public var port: Int { if case .host(_, let port) = address { port } else { 0 } }

    private let maximumConnections: Int?
    private let acceptor: EventLoop
    private let workers: [ServerLoop]
    private let channelz: ChannelzServer?
    private let turn = Atomic<Int>(0)
    private let state: Mutex<State>

    /// Binds, listens and serves.
    /// - Parameters:
    ///   - host: the address to bind, such as `127.0.0.1`, or `0.0.0.0` for all.
    ///   - port: the port; 0 lets the system choose.
    ///   - services: what to offer.
    ///   - loops: the loops that serve connections.
    ///   - configuration: limits and hooks.
    /// - Throws: `SocketError` when the address cannot be bound.
    public static func start(
        host: String, port: Int, services: [ServiceDefinition], loops: EventLoopGroup,
        configuration: ServerConfiguration = ServerConfiguration()
    ) throws(SocketError) -> Server {
        try start(at: .host(host, port: port), services: services, loops: loops, configuration: configuration)
    }

    /// Binds, listens and serves.
    ///
    /// The file of a Unix domain socket is made with the permissions that the process's umask leaves, and removed by `shutdown`; one that
    /// was left behind by a process that is gone is replaced.
    /// - Parameters:
    ///   - address: where to listen.
    ///   - services: what to offer.
    ///   - loops: the loops that serve connections.
    ///   - configuration: limits and hooks.
    /// - Throws: `SocketError` when the address cannot be bound.
    public static func start(
        at address: SocketAddress, services: [ServiceDefinition], loops: EventLoopGroup,
        configuration: ServerConfiguration = ServerConfiguration()
    ) throws(SocketError) -> Server {
        let listener = try ListeningSocket(address)
        let server = Server(
            listener: listener, router: ServiceRouter(services, interceptors: configuration.interceptors), loops: loops,
            configuration: configuration)
        server.listen(listener)
        return server
    }

    private init(listener: ListeningSocket, router: ServiceRouter, loops: EventLoopGroup, configuration: ServerConfiguration) {
        address = listener.address
        maximumConnections = configuration.maximumConnections
        acceptor = loops.next()
        let channelz = configuration.channelz.map { ChannelzServer(listener, in: $0) }
        let workers = loops.loops.map { ServerLoop(loop: $0, router: router, configuration: configuration, channelz: channelz) }
        channelz?.list {
            var counts = CallCounts()
            for worker in workers { counts = counts + (await worker.counts()) }
            return counts
        }
        self.channelz = channelz
        self.workers = workers
        state = Mutex(State(listener: listener))
    }

    // MARK: Accepting

    private func listen(_ listener: ListeningSocket) {
        acceptor.execute { [self] in
            // The loop's registration holds the server until it is stopped.
            try? acceptor.watch(listener.descriptor, for: .readable) { [self] _ in acceptAll(listener) }
        }
    }

    private func acceptAll(_ listener: ListeningSocket) {
        while let (descriptor, peer) = Sockets.accept(listener.descriptor) {
            let isOneTooMany = state.withLock { state in
                state.connections += 1
                guard let maximumConnections, state.connections - state.refused > maximumConnections else { return false }
                state.refused += 1
                return true
            }
            let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
            let worker = workers[Int(UInt(bitPattern: index) % UInt(workers.count))]
            worker.serve(descriptor, peer: "\(peer)", isOneTooMany: isOneTooMany) { [self] in connectionDidClose(wasRefused: isOneTooMany) }
        }
        // Out of descriptors or memory: the connection stays in the backlog and would wake the loop again at once.
        if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS { pause(listener) }
    }

    private func pause(_ listener: ListeningSocket) {
        acceptor.unwatch(listener.descriptor)
        acceptor.schedule(after: .milliseconds(100)) { [self] in
            if state.withLock({ $0.listener }) != nil { listen(listener) }
        }
    }

    private func connectionDidClose(wasRefused: Bool) {
        let waiters = state.withLock { state in
            state.connections -= 1
            if wasRefused { state.refused -= 1 }
            guard state.connections == 0 else { return [UnsafeContinuation<Void, Never>]() }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: Stopping

    /// Stops accepting, lets running calls finish, closes the connections, and returns when all are gone.
    /// - Parameter grace: how long calls may take to finish before they are cut off; `nil` means as long as they need.
    public func shutdown(grace: Duration? = nil) async {
        stopListening()
        for worker in workers { worker.drain() }
        let timer = grace.map { grace in
            acceptor.schedule(after: grace) { [self] in
                for worker in workers { worker.close() }
            }
        }
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isDone = state.withLock { state in
                if state.connections > 0 { state.waiters.append(continuation) }
                return state.connections == 0
            }
            if isDone { continuation.resume() }
        }
        timer?.cancel()
        channelz?.remove()
    }

    private func stopListening() {
        guard let listener = state.withLock({ $0.listener.take() }) else { return }
        acceptor.execute { [self] in
            acceptor.unwatch(listener.descriptor)
            listener.close()
        }
    }
}

/// A server's part on one loop: the connections that live there.
///
/// `@unchecked Sendable`: `connections`, `isDraining`, `buffers` and `meter` are touched on the loop's thread only; the rest is immutable.
private final class ServerLoop: @unchecked Sendable {
    private let loop: EventLoop
    private let router: ServiceRouter
    private let configuration: ServerConfiguration
    private let channelz: ChannelzServer?
    private let meter = CallMeter()
    private lazy var buffers = LoopBuffers()
    private var connections: [ObjectIdentifier: ServerConnection] = [:]
    private var isDraining = false

    init(loop: EventLoop, router: ServiceRouter, configuration: ServerConfiguration, channelz: ChannelzServer?) {
        self.loop = loop
        self.router = router
        self.configuration = configuration
        self.channelz = channelz
    }

    /// The calls that this loop has served.
    func counts() async -> CallCounts { await loop.answer { self.meter.counts } }

    func serve(_ descriptor: Int32, peer: String, isOneTooMany: Bool, didClose: @escaping @Sendable () -> Void) {
        loop.execute { [self] in
            let connection = ServerConnection(
                descriptor: descriptor, peer: peer, loop: loop, buffers: buffers, configuration: configuration, router: router,
                meter: meter, channelzServer: channelz
            ) { [self] connection in
                connections[ObjectIdentifier(connection)] = nil
                didClose()
            }
            connections[ObjectIdentifier(connection)] = connection
            connection.start()
            if isOneTooMany { connection.refuse() }
            if isDraining { connection.drain() }
        }
    }

    func drain() {
        loop.execute { [self] in
            // A connection that was accepted while the listener was being closed comes after this.
            isDraining = true
            for connection in connections.values { connection.drain() }
        }
    }

    func close() {
        loop.execute { [self] in
            for connection in connections.values { connection.close() }
        }
    }
}
