/// The channel's name for a subchannel; numbers are not used again.
struct SubchannelID: Hashable {
    let number: Int
}

/// What a subchannel is doing.
enum SubchannelState: Hashable {
    /// Nothing; not yet, not any more, or not until it is asked again after a failure.
    case idle
    case connecting
    case ready
    /// Connecting has failed; after a pause it becomes idle.
    case failed(RPCError)
}

/// What a load balancer wants its channel to do.
enum BalancerAction: Hashable {
    case add(SubchannelID, [Sockets.Address])
    case connect(SubchannelID)
    /// The server of a subchannel is elsewhere now.
    case move(SubchannelID, [Sockets.Address])
    case remove(SubchannelID)
    /// The addresses may be out of date.
    case resolve
}

/// Decides which addresses are connected to and which connections take calls: a state machine without I/O.
protocol LoadBalancer {
    /// What the channel is doing.
    var state: ConnectivityState { get }
    /// The subchannels that take calls, which are dealt out in turn.
    var ready: [SubchannelID] { get }
    /// Why calls fail in transient failure.
    var failure: RPCError { get }

    /// The addresses of the target, best first.
    mutating func update(_ addresses: [Sockets.Address]) -> [BalancerAction]
    /// A subchannel has changed.
    mutating func subchannel(_ id: SubchannelID, didBecome state: SubchannelState) -> [BalancerAction]
    /// The idle channel is wanted again.
    mutating func connect() -> [BalancerAction]
}

extension LoadBalancer {
    static var noAddress: RPCError { RPCError(.unavailable, "the target has no address") }
}

extension LoadBalancingPolicy {
    /// A balancer that knows no addresses yet.
    func makeBalancer() -> any LoadBalancer {
        switch self {
        case .pickFirst(let isShuffled): PickFirst(isShuffled: isShuffled)
        case .roundRobin: RoundRobin()
        }
    }
}
