import CNghttp2
import EventLoops
import Glibc

/// What a client's connection tells its owner. All calls come on the channel's loop.
protocol ClientConnectionOwner: AnyObject {
    /// The server's SETTINGS have come: calls can be sent.
    func connectionDidBecomeReady(_ connection: ClientConnection)
    /// A call is over, or the server allows more of them: there may be room for another one.
    func connectionHasRoom(_ connection: ClientConnection)
    /// The connection takes no more calls; those that it has go on.
    func connectionDidBeginToDrain(_ connection: ClientConnection)
    /// The connection is closed, or could not be made. Told once; it is the last that the owner hears.
    func connectionDidClose(_ connection: ClientConnection, reason: String)
}

/// One connection of a client to one address, from the first SYN on.
///
/// Not `Sendable`: it lives on the channel's loop.
final class ClientConnection: HTTP2ConnectionDelegate {
    private enum Phase {
        case new
        case connecting(Int32)
        /// Connected; the server's SETTINGS are not there yet.
        case negotiating
        case ready
        case draining
        case closed
    }

    let address: Sockets.Address
    /// Who is told; holds the connection, too, and is let go when that is closed.
    var owner: (any ClientConnectionOwner)?
    private(set) var http2: HTTP2Connection?
    private(set) var channelzSocket: ChannelzSocket?
    /// What has happened on the connection, also after its end.
    var traffic: ConnectionTraffic { http2?.traffic ?? pastTraffic }
    private var pastTraffic = ConnectionTraffic()
    private let context: ConnectionContext
    private var phase = Phase.new

    init(_ address: Sockets.Address, context: ConnectionContext, owner: any ClientConnectionOwner) {
        self.address = address
        self.context = context
        self.owner = owner
    }

    /// Whether a call can be sent now: servers limit the streams that are open at a time.
    var hasRoom: Bool {
        guard case .ready = phase, let http2 else { return false }
        return http2.hasRoomForStream
    }

    // MARK: Connecting

    /// Begins to connect.
    func start() {
        guard case .new = phase else { return }
        do throws(SocketError) {
            let descriptor = try Sockets.connect(address)
            phase = .connecting(descriptor)
            try watch(descriptor)
        } catch {
            didFail("\(error)")
        }
    }

    private func watch(_ descriptor: Int32) throws(SocketError) {
        do throws(EventLoopError) {
            // The loop's registration holds the connection until the socket is connected.
            try context.loop.watch(descriptor, for: .writable) { [self] _ in didConnect(descriptor) }
        } catch {
            throw .system(call: error.call, address: "\(address)", errno: error.errno)
        }
    }

    private func didConnect(_ descriptor: Int32) {
        guard case .connecting = phase else { return }
        let number = Sockets.pendingError(descriptor)
        guard number == 0 else {
            didFail("\(SocketError.system(call: "connect", address: "\(address)", errno: number))")
            return
        }
        context.loop.unwatch(descriptor)
        phase = .negotiating
        let connection = HTTP2Connection(
            role: .client, descriptor: descriptor, security: context.security, peer: "\(address)", loop: context.loop,
            buffers: context.buffers, configuration: context.http2, delegate: self)
        http2 = connection
        channelzSocket = context.channelz.map { ChannelzSocket(connection, in: $0) }
        connection.start()
    }

    private func didFail(_ reason: String) {
        if case .connecting(let descriptor) = phase {
            context.loop.unwatch(descriptor)
            Glibc.close(descriptor)
        }
        phase = .closed
        pastTraffic = traffic
        http2 = nil
        channelzSocket?.remove()
        owner.take()?.connectionDidClose(self, reason: reason)
    }

    // MARK: Ending

    /// Takes no more calls and closes when those that are running are over.
    func retire() {
        switch phase {
        case .ready:
            phase = .draining
            owner?.connectionDidBeginToDrain(self)
            http2?.finishStreamsAndClose()
        case .draining, .closed: break
        case .new, .connecting, .negotiating: close("not needed any more")
        }
    }

    /// Closes the connection; calls that are running are cut off.
    func close(_ reason: String) {
        switch phase {
        case .new, .connecting: didFail(reason)
        case .negotiating, .ready, .draining:
            phase = .draining
            http2?.close(.abandoned(reason))
        case .closed: break
        }
    }

    // MARK: HTTP/2

    func connectionWillOpenStream(_ connection: HTTP2Connection) -> HTTP2Stream? { nil }

    func connectionDidProcessInput(_ connection: HTTP2Connection) {}

    func connectionIsReady(_ connection: HTTP2Connection) {
        guard case .negotiating = phase else { return }
        phase = .ready
        owner?.connectionDidBecomeReady(self)
    }

    func connectionMayHaveRoom(_ connection: HTTP2Connection) {
        if case .ready = phase { owner?.connectionHasRoom(self) }
    }

    func connection(_ connection: HTTP2Connection, didReceiveGoAway code: UInt32, lastStreamID: Int32, debugData: String) {
        if code == NGHTTP2_ENHANCE_YOUR_CALM.rawValue, debugData == "too_many_pings" {
            context.http2.keepalive = context.http2.keepalive?.afterTooManyPings
        }
        // The connection finishes what it has. What the server has not seen and will not see is closed by nghttp2 with REFUSED_STREAM and
        // can be repeated elsewhere.
        guard case .ready = phase else { return }
        phase = .draining
        owner?.connectionDidBeginToDrain(self)
    }

    func connectionDidEnd(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason) {}

    func connectionDidClose(_ connection: HTTP2Connection, reason: HTTP2Connection.CloseReason) {
        didFail("\(address): \(reason)")
    }
}
