/// All calls go to the first address that can be connected to (gRFC A62).
///
/// There is one subchannel with all addresses. When its connection is lost the channel is idle until the next call; when connecting fails
/// it goes on trying, and stays in transient failure until it has succeeded.
struct PickFirst: LoadBalancer {
    private(set) var state = ConnectivityState.idle
    private(set) var ready: [SubchannelID] = []
    private(set) var failure = Self.noAddress
    private let isShuffled: Bool
    private var current: SubchannelID?
    private var last = 0
    private var known: [Sockets.Address] = []

    init(isShuffled: Bool) {
        self.isShuffled = isShuffled
    }

    mutating func update(_ addresses: [Sockets.Address]) -> [BalancerAction] {
        guard addresses != known || current == nil else { return [] }
        known = addresses
        guard !addresses.isEmpty else {
            state = .transientFailure
            failure = Self.noAddress
            ready = []
            return current.take().map { [.remove($0)] } ?? []
        }
        let order = isShuffled ? addresses.shuffled() : addresses
        if let current { return [.move(current, order)] }
        last += 1
        let id = SubchannelID(number: last)
        current = id
        return [.add(id, order), .connect(id)]
    }

    mutating func subchannel(_ id: SubchannelID, didBecome new: SubchannelState) -> [BalancerAction] {
        guard id == current else { return [] }
        ready = []
        switch new {
        case .idle:
            if state == .transientFailure { return [.connect(id)] }
            state = .idle
            return [.resolve]
        case .connecting:
            if state != .transientFailure { state = .connecting }
            return []
        case .ready:
            state = .ready
            ready = [id]
            return []
        case .failed(let error):
            state = .transientFailure
            failure = error
            return [.resolve]
        }
    }

    mutating func connect() -> [BalancerAction] { current.map { [.connect($0)] } ?? [] }
}
