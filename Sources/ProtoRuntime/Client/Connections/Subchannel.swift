import EventLoops

/// What a subchannel tells its channel.
protocol SubchannelOwner: AnyObject {
    func subchannel(_ id: SubchannelID, didBecome state: SubchannelState)
    /// There may be room for another call.
    func subchannelHasRoom()
}

/// One server as a channel sees it: at most one connection that takes calls, made anew with growing pauses, and those before it that
/// finish theirs.
///
/// Not `Sendable`: it lives on the channel's loop.
final class Subchannel: ClientConnectionOwner {
    let id: SubchannelID
    /// The connection that takes calls.
    private(set) var connection: ClientConnection?
    private(set) var state = SubchannelState.idle
    /// The channel; let go when the subchannel ends.
    private var owner: (any SubchannelOwner)?
    private let context: ConnectionContext
    private var addresses: [Sockets.Address]
    private var backoff: BackoffSequence
    /// No attempt to connect begins before this time.
    private var earliest: MonotonicTime?
    private var race: ConnectionRace?
    private var timer: LoopTimer?
    private var draining: [ClientConnection] = []
    let channelz: ChannelzChannel?
    private var channelzLink: LoopConfined<Subchannel>?
    /// The calls of connections that are closed.
    private var pastCalls = CallCounts()

    /// - Parameters:
    ///   - id: the channel's name for it.
    ///   - addresses: where the server is, best first.
    ///   - context: what the channel's connections share.
    ///   - owner: the channel.
    init(
        _ id: SubchannelID, addresses: [Sockets.Address], context: ConnectionContext, owner: any SubchannelOwner
    ) {
        self.id = id
        self.addresses = addresses
        self.context = context
        self.owner = owner
        backoff = BackoffSequence(context.backoff)
        channelz = context.channelz.map { ChannelzChannel(addresses.map(\.description).joined(separator: ","), in: $0) }
        list()
    }

    private func become(_ new: SubchannelState) {
        state = new
        if let channelz {
            let failure: RPCError? = if case .failed(let error) = new { error } else { nil }
            channelz.didChange(to: .init(new), failure: failure)
        }
        owner?.subchannel(id, didBecome: new)
    }

    // MARK: Connecting

    /// Leaves the idle state.
    func connect() {
        guard case .idle = state else { return }
        become(.connecting)
        let wait = earliest.map { $0 - .now() } ?? .zero
        if wait > .zero { wake(after: wait) { $0.attempt() } } else { attempt() }
    }

    private func attempt() {
        let begin = MonotonicTime.now()
        let pause = backoff.next()
        earliest = begin.advanced(by: pause)
        let race = ConnectionRace(addresses, context: context) { [unowned self] result in
            self.race = nil
            switch result {
            case .success(let connection): didConnect(connection, since: begin)
            case .failure(let error): didFail(error)
            }
        }
        self.race = race
        race.start(timeout: max(pause, context.backoff.minimumConnectTimeout))
    }

    private func didConnect(_ connection: ClientConnection, since begin: MonotonicTime) {
        backoff.reset()
        // A server that lets everybody in and out again is not visited more often than one that is down.
        earliest = begin.advanced(by: context.backoff.initial)
        self.connection = connection
        connection.owner = self
        become(.ready)
    }

    private func didFail(_ error: RPCError) {
        let wait = earliest.map { $0 - .now() } ?? .zero
        wake(after: wait) { $0.become(.idle) }
        become(.failed(error))
    }

    private func wake(after wait: Duration, _ work: @escaping (Subchannel) -> Void) {
        timer?.cancel()
        timer = context.loop.scheduleLocally(after: wait) { [weak self] in
            guard let self else { return }
            timer = nil
            work(self)
        }
    }

    /// Says where the server is now. A connection to an address that is no longer listed takes no more calls; a pause ends.
    func move(to addresses: [Sockets.Address]) {
        guard addresses != self.addresses else { return }
        self.addresses = addresses
        if let connection, !addresses.contains(connection.address) { connection.retire() }
        if case .failed = state {
            timer?.cancel()
            backoff.reset()
            earliest = nil
            become(.idle)
        }
    }

    // MARK: Ending

    /// Takes no more calls; its connections close when theirs are over. The owner hears nothing more.
    func retire() {
        stop()
        connection.take()?.leave { $0.retire() }
        for connection in draining { connection.leave { $0.retire() } }
        draining = []
    }

    /// Closes all connections; calls that are running are cut off. The owner hears nothing more.
    func close(_ reason: String) {
        stop()
        connection.take()?.leave { $0.close(reason) }
        for connection in draining { connection.leave { $0.close(reason) } }
        draining = []
    }

    private func stop() {
        unlist()
        owner = nil
        timer?.cancel()
        race?.cancel()
        race = nil
        state = .idle
    }

    // MARK: Connections

    func connectionDidBecomeReady(_ connection: ClientConnection) {}

    func connectionHasRoom(_ connection: ClientConnection) { owner?.subchannelHasRoom() }

    func connectionDidBeginToDrain(_ connection: ClientConnection) {
        guard connection === self.connection else { return }
        self.connection = nil
        draining.append(connection)
        become(.idle)
    }

    func connectionDidClose(_ connection: ClientConnection, reason: String) {
        pastCalls = pastCalls + connection.traffic.calls
        draining.removeAll { $0 === connection }
        guard connection === self.connection else { return }
        self.connection = nil
        become(.idle)
    }
}

// MARK: - Channelz

extension Subchannel {
    private func list() {
        guard let channelz else { return }
        let link = LoopConfined(self, on: context.loop)
        channelzLink = link
        channelz.registry.set(\.subchannels, channelz.id) { (await link.read(\.channelzMessage)).flatMap(\.self) }
    }

    private func unlist() {
        guard let channelz else { return }
        channelzLink?.clear()
        channelz.registry.set(\.subchannels, channelz.id, nil)
    }

    private var channelzMessage: ChannelzAPI.Subchannel? {
        guard let channelz else { return nil }
        let connections = draining + (connection.map { [$0] } ?? [])
        let calls = connections.reduce(pastCalls) { $0 + $1.traffic.calls }
        return ChannelzAPI.Subchannel(
            ref: channelz.subchannelReference, data: channelz.data(calls), socketRef: connections.compactMap(\.channelzSocket?.reference))
    }
}

extension ClientConnection {
    /// Lets go of the owner, then ends the connection.
    fileprivate func leave(_ end: (ClientConnection) -> Void) {
        owner = nil
        end(self)
    }
}
