/// Every address is connected to and stays so; calls go to those that are connected, in turn.
struct RoundRobin: LoadBalancer {
    private struct Entry {
        let id: SubchannelID
        let address: Sockets.Address
        var isReady = false
        /// Whether the last attempt has failed; remembered until one succeeds.
        var isFailing = false
    }

    private(set) var ready: [SubchannelID] = []
    private(set) var failure = Self.noAddress
    private var entries: [Entry] = []
    private var last = 0
    private var hasAddresses = false

    var state: ConnectivityState {
        if !ready.isEmpty { return .ready }
        if !hasAddresses { return .idle }
        return entries.allSatisfy(\.isFailing) ? .transientFailure : .connecting
    }

    mutating func update(_ addresses: [Sockets.Address]) -> [BalancerAction] {
        hasAddresses = true
        var actions: [BalancerAction] = []
        var wanted = Set(addresses)
        if wanted.isEmpty { failure = Self.noAddress }
        entries.removeAll { entry in
            // What remains in the set afterwards is new.
            if wanted.remove(entry.address) != nil { return false }
            actions.append(.remove(entry.id))
            return true
        }
        for address in addresses where wanted.remove(address) != nil {
            last += 1
            let id = SubchannelID(number: last)
            entries.append(Entry(id: id, address: address))
            actions += [.add(id, [address]), .connect(id)]
        }
        ready = entries.filter(\.isReady).map(\.id)
        return actions
    }

    mutating func subchannel(_ id: SubchannelID, didBecome new: SubchannelState) -> [BalancerAction] {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return [] }
        let wasReady = entries[index].isReady
        entries[index].isReady = new == .ready
        defer { ready = entries.filter(\.isReady).map(\.id) }
        switch new {
        case .idle: return wasReady ? [.resolve, .connect(id)] : [.connect(id)]
        case .connecting: return []
        case .ready:
            entries[index].isFailing = false
            return []
        case .failed(let error):
            entries[index].isFailing = true
            failure = error
            return [.resolve]
        }
    }

    /// There is nothing to do: what is not connected is being connected to anyway.
    mutating func connect() -> [BalancerAction] { [] }
}
