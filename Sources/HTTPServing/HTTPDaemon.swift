import CMicrohttpd
import EventLoops
import Glibc
import Telemetry

/// libmicrohttpd driven by an event loop: its epoll descriptor is watched, its timeouts are one timer of the loop, and it runs at
/// the end of a turn when handlers have something for it.
///
/// `@unchecked Sendable`: all mutable state, and the C daemon itself, is touched on the loop's thread only.
final class HTTPDaemon: @unchecked Sendable {
    let loop: EventLoop
    let limits: HTTPServerLimits
    let logger: Logger
    let handler: HTTPHandler
    private var daemon: OpaquePointer?
    private var descriptor: Int32 = -1
    private var connections: [ObjectIdentifier: HTTPConnection] = [:]
    private var timer: (deadline: MonotonicTime, timer: LoopTimer)?
    private var isRunQueued = false
    /// Called once no request is under way, while the server stops.
    private var onIdle: (() -> Void)?

    init(loop: EventLoop, limits: HTTPServerLimits, logger: Logger, handler: @escaping HTTPHandler) {
        self.loop = loop
        self.limits = limits
        self.logger = logger
        self.handler = handler
    }

    // MARK: Start and stop, on the loop

    /// Takes over `listener` and serves it.
    func start(listener: Int32) throws(HTTPServerError) {
        ignoreBrokenPipes()
        let idleSeconds = UInt32(clamping: max(1, limits.idleTimeout.components.seconds))
        // The daemon's callbacks get `self` unretained: they run within calls of this object only, and `stop` ends the daemon.
        daemon = cmhd_start(
            listener, UInt32(clamping: limits.maximumConnections), limits.connectionMemory, idleSeconds,
            Unmanaged.passUnretained(self).toOpaque(), HTTPDaemonCallbacks.request, HTTPDaemonCallbacks.completed,
            HTTPDaemonCallbacks.connection, HTTPDaemonCallbacks.target)
        guard let daemon else {
            close(listener)
            throw .startFailed("libmicrohttpd refuses the socket")
        }
        descriptor = cmhd_epoll_descriptor(daemon)
        do {
            try loop.watch(descriptor, for: .readable) { [unowned self] _ in run() }
        } catch {
            MHD_stop_daemon(daemon)
            self.daemon = nil
            throw .startFailed("\(error)")
        }
        run()
    }

    /// Stops listening; `whenIdle` runs once no request is under way.
    func quiesce(whenIdle: @escaping () -> Void) {
        guard let daemon else { return whenIdle() }
        let listener = MHD_quiesce_daemon(daemon)
        if listener >= 0 { close(listener) }
        onIdle = whenIdle
        reportIfIdle()
    }

    /// Cancels what is under way and closes all connections.
    func stop() {
        guard let daemon else { return }
        self.daemon = nil
        timer?.timer.cancel()
        loop.unwatch(descriptor)
        // The library must not be stopped with suspended connections.
        for connection in connections.values { connection.abort() }
        MHD_stop_daemon(daemon)
        connections = [:]
        reportIfIdle()
    }

    private func reportIfIdle() {
        guard onIdle != nil, !connections.values.contains(where: \.isBusy) else { return }
        onIdle.take()?()
    }

    /// `sendfile` cannot suppress SIGPIPE by itself; a pending one on this thread stays without effect.
    private func ignoreBrokenPipes() {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    // MARK: Running, on the loop

    /// Lets the library run at the end of the current turn.
    func runSoon() {
        guard !isRunQueued else { return }
        isRunQueued = true
        loop.atEndOfTurn { [self] in
            isRunQueued = false
            run()
        }
    }

    private func run() {
        guard let daemon else { return }
        MHD_run(daemon)
        let milliseconds = cmhd_timeout(daemon)
        if milliseconds == 0 {
            loop.execute { [self] in runSoon() }
        } else if milliseconds > 0 {
            runLater(at: .now().advanced(by: .milliseconds(milliseconds)))
        }
    }

    /// Timeouts move later with every byte, so an earlier timer is left in place: it runs once too often, not once a request.
    private func runLater(at deadline: MonotonicTime) {
        if let timer {
            if timer.deadline <= deadline { return }
            timer.timer.cancel()
        }
        let scheduled = loop.schedule(at: deadline) { [weak self] in
            self?.timer = nil
            self?.run()
        }
        timer = (deadline, scheduled)
    }

    // MARK: Connections, on the loop

    func opened(_ connection: OpaquePointer) -> HTTPConnection {
        let opened = HTTPConnection(connection, daemon: self)
        connections[ObjectIdentifier(opened)] = opened
        return opened
    }

    func closed(_ connection: HTTPConnection) {
        connection.closed()
        connections[ObjectIdentifier(connection)] = nil
    }

    func requestEnded() {
        reportIfIdle()
    }
}
