import EventLoops

/// The part of a channel that gives calls a connection: it resolves the target, keeps the connections that its load balancer asks for, and
/// lets calls wait or fail as the state of these demands.
///
/// `@unchecked Sendable`: everything but the immutable part is touched on the loop only.
final class ClientTransport: SubchannelOwner, @unchecked Sendable {
    private enum Life {
        case open
        /// Takes no new calls; ends with the last one, which resumes those who wait for that.
        case closing([UnsafeContinuation<Void, Never>])
        case closed
    }

    let loop: EventLoop
    let configuration: ChannelConfiguration
    let userAgent: String
    let connectivity = ConnectivityWatch()
    /// The channel's tokens for repetitions.
    var throttle: RetryThrottle

    private let target: ChannelTarget
    private let authority: String
    private lazy var context = ConnectionContext(loop: loop, authority: authority, configuration: configuration)
    private var life = Life.open
    private var calls = 0
    private(set) var counts = CallCounts()
    let channelz: ChannelzChannel?
    private var lastEnd: MonotonicTime?
    private var idleTimer: LoopTimer?

    /// `nil` while the channel is idle for want of calls.
    private var resolution: TargetResolution?
    /// Why there are no addresses.
    private var resolutionFailure: RPCError?
    private var balancer: any LoadBalancer
    private(set) var subchannels: [SubchannelID: Subchannel] = [:]
    private var picker = ConnectionPicker()
    private var queue = CallQueue()
    private var actions: [BalancerAction] = []
    private var isActing = false
    private var isDispatchScheduled = false

    init(target: ChannelTarget, loop: EventLoop, configuration: ChannelConfiguration) {
        self.target = target
        self.loop = loop
        self.configuration = configuration
        authority = configuration.authority ?? configuration.tls?.authority ?? target.authority
        userAgent = configuration.userAgent
        throttle = RetryThrottle(configuration.serviceConfig.retryThrottling)
        balancer = configuration.serviceConfig.loadBalancing.makeBalancer()
        channelz = configuration.channelz.map { ChannelzChannel(target.description, in: $0) }
    }

    // MARK: Calls

    /// Counts a call in: to be asked once by every call before its first attempt, and followed by one `callDidEnd`.
    /// - Throws: UNAVAILABLE when the channel is closed; the call is not counted then.
    func admitCall() throws(RPCError) {
        guard case .open = life else { throw Self.closed }
        calls += 1
        counts.started += 1
        if channelz != nil { counts.lastStarted = .now() }
    }

    /// Counts a call out that was admitted.
    func callDidEnd(isOK: Bool) {
        calls -= 1
        counts.didEnd(isOK: isOK)
        guard calls == 0 else { return }
        if configuration.idleTimeout != nil { lastEnd = .now() }
        if case .closing = life { finishClosing() }
    }

    /// Sends an attempt of a call now or when there is a connection, or fails it; see `PendingCall`.
    func submit(_ call: any PendingCall) {
        guard !call.isFinished, !send(call) else { return }
        if case .closed = life {
            call.fail(Self.closed)
            return
        }
        let state = state
        if state == .transientFailure, !call.waitForReady {
            call.fail(failure)
            return
        }
        queue.append(call)
        if state == .idle { connect() }
    }

    private func send(_ call: any PendingCall) -> Bool {
        while let connection = picker.pick() {
            if let http2 = connection.http2, call.send(on: http2, authority: authority) { return true }
            // It has used all its stream numbers or is just closing.
            connection.retire()
        }
        return false
    }

    private func dispatch() {
        while let call = queue.popFirst() {
            guard send(call) else {
                queue.putBack(call)
                return
            }
        }
    }

    private static let closed = RPCError(.unavailable, "the channel is closed")

    // MARK: State

    private var state: ConnectivityState {
        if case .closed = life { return .shutdown }
        if resolution != nil, balancer.state == .idle, subchannels.isEmpty {
            return resolutionFailure == nil ? .connecting : .transientFailure
        }
        return balancer.state
    }

    private var failure: RPCError { resolutionFailure ?? balancer.failure }

    /// Does what follows from a change: calls are sent to those connections that take them, or fail.
    private func didChange() {
        picker.update(balancer.ready.compactMap { subchannels[$0]?.connection })
        let state = state
        publish(state)
        switch state {
        case .ready: dispatch()
        case .transientFailure: for call in queue.removeImpatient() { call.fail(failure) }
        case .idle: if !queue.isEmpty { connect() }
        case .connecting, .shutdown: break
        }
    }

    private func publish(_ state: ConnectivityState) {
        connectivity.publish(state)
        channelz?.didChange(to: .init(state), failure: state == .transientFailure ? failure : nil)
    }

    // MARK: Connecting

    /// Leaves the idle state.
    func connect() {
        if case .closed = life { return }
        if resolution == nil {
            let resolution = TargetResolution(target.source, loop: loop, configuration: configuration) { [weak self] outcome in
                self?.didResolve(outcome)
            }
            self.resolution = resolution
            lastEnd = .now()
            if let timeout = configuration.idleTimeout { watchIdleness(after: timeout) }
            publish(state)
            resolution.start()
        } else {
            perform(balancer.connect())
        }
    }

    private func didResolve(_ outcome: TargetResolution.Outcome) {
        switch outcome {
        case .success(let addresses):
            resolutionFailure = nil
            perform(balancer.update(addresses))
        case .failure(let error):
            // What was known before may still be right.
            guard subchannels.isEmpty else { return }
            resolutionFailure = error
            didChange()
        }
    }

    /// Does what the balancer wants. What subchannels report meanwhile leads to further actions, which are done in the same loop.
    private func perform(_ new: [BalancerAction]) {
        actions += new
        guard !isActing else { return }
        isActing = true
        while !actions.isEmpty {
            let batch = actions
            actions = []
            for action in batch { perform(action) }
        }
        isActing = false
        didChange()
    }

    private func perform(_ action: BalancerAction) {
        switch action {
        case .add(let id, let addresses):
            let subchannel = Subchannel(id, addresses: addresses, context: context, owner: self)
            subchannels[id] = subchannel
            channelz?.note("subchannel created", subchannel.channelz)
        case .connect(let id): subchannels[id]?.connect()
        case .move(let id, let addresses): subchannels[id]?.move(to: addresses)
        case .remove(let id):
            guard let subchannel = subchannels.removeValue(forKey: id) else { return }
            subchannel.retire()
            channelz?.note("subchannel removed", subchannel.channelz)
        case .resolve: resolution?.refresh()
        }
    }

    func subchannel(_ id: SubchannelID, didBecome state: SubchannelState) {
        perform(balancer.subchannel(id, didBecome: state))
    }

    func subchannelHasRoom() {
        guard !queue.isEmpty, !isDispatchScheduled else { return }
        // Not at once: this is told in the middle of closing a stream.
        isDispatchScheduled = true
        loop.atEndOfTurn { [self] in
            isDispatchScheduled = false
            dispatch()
        }
    }

    // MARK: Idleness

    private func watchIdleness(after wait: Duration) {
        idleTimer?.cancel()
        idleTimer = loop.scheduleLocally(after: wait) { [weak self] in self?.checkIdleness() }
    }

    private func checkIdleness() {
        guard let timeout = configuration.idleTimeout, resolution != nil else { return }
        let quiet = calls > 0 || !queue.isEmpty ? .zero : lastEnd.map { .now() - $0 } ?? .zero
        if quiet < timeout {
            watchIdleness(after: timeout - quiet)
        } else {
            disconnect { $0.retire() }
            didChange()
        }
    }

    /// Forgets addresses and connections.
    private func disconnect(_ end: (Subchannel) -> Void) {
        idleTimer?.cancel()
        resolution.take()?.stop()
        resolutionFailure = nil
        balancer = configuration.serviceConfig.loadBalancing.makeBalancer()
        let ending = subchannels.values
        subchannels = [:]
        for subchannel in ending { end(subchannel) }
    }

    // MARK: Closing

    /// Closes all connections at once.
    func close() {
        let waiters: [UnsafeContinuation<Void, Never>] = if case .closing(let waiters) = life { waiters } else { [] }
        if case .closed = life { return }
        life = .closed
        disconnect { $0.close("the channel is closed") }
        didChange()
        unlist()
        for call in queue.removeAll() { call.fail(Self.closed) }
        for waiter in waiters { waiter.resume() }
    }

    /// Takes no more calls, and closes the connections when those that were admitted are over.
    /// - Parameter continuation: resumed then.
    func closeGracefully(_ continuation: UnsafeContinuation<Void, Never>) {
        switch life {
        case .open: life = .closing([continuation])
        case .closing(let waiters): life = .closing(waiters + [continuation])
        case .closed:
            continuation.resume()
            return
        }
        if calls == 0 { finishClosing() }
    }

    private func finishClosing() {
        guard case .closing(let waiters) = life else { return }
        life = .closed
        disconnect { $0.retire() }
        didChange()
        unlist()
        // What the connections still have to say (the reset of a cancelled call, GOAWAY) leaves at the end of this turn. Who waits may end
        // the process.
        loop.atEndOfTurn { for waiter in waiters { waiter.resume() } }
    }
}
