import EventLoops
import Glibc

/// A connection as channelz sees it. Lives on the connection's loop, from the first byte to the last.
final class ChannelzSocket {
    let id: Int64
    let name: String
    private let registry: ChannelzRegistry
    private let link: LoopConfined<HTTP2Connection>

    /// Makes a connection known.
    /// - Parameters:
    ///   - connection: the connection.
    ///   - registry: who tells of it.
    ///   - server: the server whose connection it is, if it is one.
    init(_ connection: HTTP2Connection, in registry: ChannelzRegistry, server: Int64? = nil) {
        let id = registry.makeID()
        let name = connection.peer
        let link = LoopConfined(connection, on: connection.loop)
        self.id = id
        self.name = name
        self.registry = registry
        self.link = link
        connection.isTraced = true
        registry.setSocket(
            id,
            ChannelzRegistry.SocketEntry(name: name, server: server) { isSummary in
                await link.read { $0.channelzSocket(ChannelzAPI.SocketRef(socketID: id, name: name), isSummary: isSummary) }
            })
    }

    var reference: ChannelzAPI.SocketRef { ChannelzAPI.SocketRef(socketID: id, name: name) }

    /// The connection is closed.
    func remove() {
        link.clear()
        registry.setSocket(id, nil)
    }

    /// Makes a socket known that takes connections.
    static func add(_ listener: ListeningSocket, to registry: ChannelzRegistry) -> ChannelzAPI.SocketRef {
        let reference = ChannelzAPI.SocketRef(socketID: registry.makeID(), name: "\(listener.address)")
        let socket = ChannelzAPI.Socket(
            ref: reference, data: ChannelzAPI.SocketData(),
            local: Sockets.address { getsockname(listener.descriptor, $0, $1) }.map { ChannelzAPI.Address($0.1) })
        registry.setSocket(reference.socketID, ChannelzRegistry.SocketEntry(name: reference.name, server: nil) { _ in socket })
        return reference
    }
}
