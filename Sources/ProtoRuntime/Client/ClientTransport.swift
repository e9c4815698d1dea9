import EventLoops
import Glibc

/// The connection of a channel: when it is made, which calls wait for it, what follows when it is lost.
///
/// `@unchecked Sendable`: everything but the immutable part is touched on the loop only.
final class ClientTransport: HTTP2ConnectionDelegate, @unchecked Sendable {
    private enum State {
        case idle
        case connecting
        case ready(HTTP2Connection)
        /// Connecting has failed; calls that do not want to wait fail with the reason until the pause is over.
        case pausing(RPCError)
        case closed
    }

    let configuration: ChannelConfiguration
    let userAgent: String
    private let host: String
    private let port: Int
    private let authority: String
    let loop: EventLoop
    private lazy var buffers = LoopBuffers()
    private lazy var resolver = BlockingPool(threads: 1, name: "resolver")
    private var state = State.idle
    private var waiting: [any PendingCall] = []
    private var pause: Duration
    /// The channel's tokens for repetitions; on the loop.
    var throttle: RetryThrottle

    init(host: String, port: Int, loop: EventLoop, configuration: ChannelConfiguration) {
        self.configuration = configuration
        userAgent = configuration.userAgent
        pause = configuration.backoff.initial
        throttle = RetryThrottle(configuration.serviceConfig.retryThrottling)
        self.host = host
        self.port = port
        self.loop = loop
        authority = configuration.authority ?? (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
    }

    /// Sends a call now or when there is a connection, or fails it; see `PendingCall`.
    func submit(_ call: any PendingCall) {
        guard !call.isFinished else { return }
        switch state {
        case .ready(let connection):
            if !call.send(on: connection, authority: authority) {
                // The connection takes no more streams: it is going away.
                state = .idle
                submit(call)
            }
        case .idle:
            waiting.append(call)
            connect()
        case .connecting:
            waiting.append(call)
        case .pausing(let reason):
            if call.waitForReady { waiting.append(call) } else { call.fail(reason) }
        case .closed:
            call.fail(RPCError(.unavailable, "the channel is closed"))
        }
    }

    func close() {
        let last = state
        state = .closed
        if case .ready(let connection) = last { connection.close(.abandoned("the channel is closed")) }
        failWaiting(RPCError(.unavailable, "the channel is closed"), evenIfPatient: true)
    }

    // MARK: Connecting

    private func connect() {
        state = .connecting
        let (host, port) = (host, port)
        if host.utf8.allSatisfy({ "0123456789abcdefABCDEF.:".utf8.contains($0) }) {
            // A numeric address is resolved without asking anybody.
            tryAddresses(Result { () throws(SocketError) in try Sockets.resolve(.host(host, port: port)) })
        } else {
            resolver.execute { [loop] in
                let addresses = Result { () throws(SocketError) in try Sockets.resolve(.host(host, port: port)) }
                loop.execute { self.tryAddresses(addresses) }
            }
        }
    }

    private func tryAddresses(_ addresses: Result<[Sockets.Address], SocketError>) {
        switch addresses {
        case .success(let addresses): tryNext(addresses[...], last: .unknownHost(host, reason: "no address"))
        case .failure(let error): didFail(error)
        }
    }

    private func tryNext(_ addresses: ArraySlice<Sockets.Address>, last: SocketError) {
        guard case .connecting = state else { return }
        guard let address = addresses.first else {
            didFail(last)
            return
        }
        do throws(SocketError) {
            let descriptor = try Sockets.connect(address)
            try watch(descriptor, to: address, rest: addresses.dropFirst())
        } catch {
            tryNext(addresses.dropFirst(), last: error)
        }
    }

    private func watch(_ descriptor: Int32, to address: Sockets.Address, rest: ArraySlice<Sockets.Address>) throws(SocketError) {
        do throws(EventLoopError) {
            try loop.watch(descriptor, for: .writable) { [self] _ in
                loop.unwatch(descriptor)
                let number = Sockets.pendingError(descriptor)
                if number == 0 {
                    didConnect(descriptor)
                } else {
                    Glibc.close(descriptor)
                    tryNext(rest, last: .system(call: "connect", address: "\(address)", errno: number))
                }
            }
        } catch {
            Glibc.close(descriptor)
            throw .system(call: error.call, address: "\(address)", errno: error.errno)
        }
    }

    private func didConnect(_ descriptor: Int32) {
        guard case .connecting = state else {
            Glibc.close(descriptor)
            return
        }
        pause = configuration.backoff.initial
        let connection = HTTP2Connection(
            role: .client, descriptor: descriptor, peer: authority, loop: loop, buffers: buffers, configuration: HTTP2Configuration(),
            delegate: self)
        state = .ready(connection)
        connection.start()
        submitWaiting()
    }

    private func submitWaiting() {
        let calls = waiting
        waiting = []
        for call in calls { submit(call) }
    }

    private func didFail(_ error: SocketError) {
        guard case .connecting = state else { return }
        let reason = RPCError(.unavailable, "cannot connect: \(error)")
        state = .pausing(reason)
        failWaiting(reason, evenIfPatient: false)
        let wait = pause * Double.random(in: 0.8...1.2)
        pause = min(pause * configuration.backoff.multiplier, configuration.backoff.maximum)
        loop.scheduleLocally(after: wait) { [weak self] in self?.pauseIsOver() }
    }

    private func pauseIsOver() {
        guard case .pausing = state else { return }
        state = .idle
        submitWaiting()
    }

    private func failWaiting(_ error: RPCError, evenIfPatient: Bool) {
        let failing = waiting.filter { evenIfPatient || !$0.waitForReady }
        waiting.removeAll { evenIfPatient || !$0.waitForReady }
        for call in failing { call.fail(error) }
    }

    // MARK: Connection

    func connectionWillOpenStream(_ connection: HTTP2Connection) -> HTTP2Stream? { nil }
    func connectionDidProcessInput(_ connection: HTTP2Connection) {}
    func connectionIsReady(_ connection: HTTP2Connection) {}
    func connectionDidReceivePingAcknowledgement(_ connection: HTTP2Connection) {}

    func connection(_ connection: HTTP2Connection, didReceiveGoAway code: UInt32, lastStreamID: Int32, debugData: String) {
        // The connection finishes what it has; new calls, and those the server has not seen, go elsewhere. nghttp2 closes the latter with
        // REFUSED_STREAM, which repeats them.
        if case .ready(let current) = state, current === connection { state = .idle }
    }

    func connectionDidClose(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason) {
        if case .ready(let current) = state, current === connection { state = .idle }
    }
}
