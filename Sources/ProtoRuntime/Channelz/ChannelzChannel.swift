import EventLoops

/// A channel or subchannel as channelz sees it. Lives on the channel's loop.
final class ChannelzChannel {
    typealias State = ChannelzAPI.ChannelConnectivityState.State

    let id: Int64
    let registry: ChannelzRegistry
    private let target: String
    private var trace = ChannelzTrace("created")
    private var state = State.idle

    /// - Parameters:
    ///   - target: what it connects to.
    ///   - registry: who tells of it.
    init(_ target: String, in registry: ChannelzRegistry) {
        self.target = target
        self.registry = registry
        id = registry.makeID()
    }

    var channelReference: ChannelzAPI.ChannelRef { ChannelzAPI.ChannelRef(channelID: id, name: target) }
    var subchannelReference: ChannelzAPI.SubchannelRef { ChannelzAPI.SubchannelRef(subchannelID: id, name: target) }

    /// Notes a change of state.
    /// - Parameter failure: why it is in transient failure, if it is.
    func didChange(to state: State, failure: RPCError? = nil) {
        guard state != self.state else { return }
        self.state = state
        if let failure {
            trace.add("\(state): \(failure.message)", severity: .ctWarning)
        } else {
            trace.add("\(state)")
        }
    }

    /// Notes that a subchannel was made or is not used any more.
    func note(_ event: String, _ subchannel: ChannelzChannel?) {
        guard let subchannel else { return }
        trace.add(event, child: .subchannelRef(subchannel.subchannelReference))
    }

    func data(_ counts: CallCounts) -> ChannelzAPI.ChannelData {
        let clock = ClockReading.now()
        return ChannelzAPI.ChannelData(
            state: .init(state: state), target: target, trace: trace.message, callsStarted: Int64(counts.started),
            callsSucceeded: Int64(counts.succeeded), callsFailed: Int64(counts.failed),
            lastCallStartedTimestamp: counts.lastStarted.map(clock.timestamp))
    }
}

extension ChannelzChannel.State {
    init(_ state: ConnectivityState) {
        self =
            switch state {
            case .idle: .idle
            case .connecting: .connecting
            case .ready: .ready
            case .transientFailure: .transientFailure
            case .shutdown: .shutdown
            }
    }

    init(_ state: SubchannelState) {
        self =
            switch state {
            case .idle: .idle
            case .connecting: .connecting
            case .ready: .ready
            case .failed: .transientFailure
            }
    }
}
