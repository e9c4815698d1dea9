/// A server as channelz sees it.
final class ChannelzServer: Sendable {
    let id: Int64
    let registry: ChannelzRegistry
    private let listenSocket: ChannelzAPI.SocketRef

    /// Makes a server known.
    /// - Parameters:
    ///   - listener: where it listens.
    ///   - registry: who tells of it.
    init(_ listener: ListeningSocket, in registry: ChannelzRegistry) {
        self.registry = registry
        id = registry.makeID()
        listenSocket = ChannelzSocket.add(listener, to: registry)
    }

    /// Says how the server's calls are counted, from which time on it is listed.
    func list(_ counts: @escaping @Sendable () async -> CallCounts) {
        let reference = ChannelzAPI.ServerRef(serverID: id, name: listenSocket.name)
        let trace = ChannelzTrace("started")
        registry.set(\.servers, id) { [listenSocket] in
            let (counts, clock) = (await counts(), ClockReading.now())
            let data = ChannelzAPI.ServerData(
                trace: trace.message, callsStarted: Int64(counts.started), callsSucceeded: Int64(counts.succeeded),
                callsFailed: Int64(counts.failed), lastCallStartedTimestamp: counts.lastStarted.map(clock.timestamp))
            return ChannelzAPI.Server(ref: reference, data: data, listenSocket: [listenSocket])
        }
    }

    /// The server has ended.
    func remove() {
        registry.set(\.servers, id, nil)
        registry.setSocket(listenSocket.socketID, nil)
    }
}
