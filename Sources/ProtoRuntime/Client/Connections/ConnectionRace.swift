import EventLoops

/// Connects to the first of several addresses that answers.
///
/// The addresses are tried in order, but the next one does not wait for longer than 250 ms for the one before: a server that swallows
/// packets must not hold up the others (RFC 8305, section 5; gRFC A61). What is connected first wins, the others are closed.
///
/// Not `Sendable`: it lives on the channel's loop.
final class ConnectionRace: ClientConnectionOwner {
    typealias Completion = (Result<ClientConnection, RPCError>) -> Void

    private static let headStart = Duration.milliseconds(250)

    private let context: ConnectionContext
    private let count: Int
    private var waiting: ArraySlice<Sockets.Address>
    private var running: [ClientConnection] = []
    private var lastFailure = "no address"
    private var nextStart: LoopTimer?
    private var limit: LoopTimer?
    private var completion: Completion?

    /// - Parameters:
    ///   - addresses: what to connect to, best first.
    ///   - context: what the channel's connections share.
    ///   - completion: takes a connection that is ready, or the reason why there is none; it is called once, unless the race is cancelled.
    init(_ addresses: [Sockets.Address], context: ConnectionContext, completion: @escaping Completion) {
        self.context = context
        count = addresses.count
        waiting = addresses[...]
        self.completion = completion
    }

    /// Begins.
    /// - Parameter timeout: the time for all of it.
    func start(timeout: Duration) {
        limit = context.loop.scheduleLocally(after: timeout) { [self] in
            lastFailure = "no connection within \(timeout.roundedSeconds) s"
            finish(nil)
        }
        startNext()
    }

    /// Ends the race without a result.
    func cancel() {
        completion = nil
        finish(nil)
    }

    private func startNext() {
        nextStart?.cancel()
        guard completion != nil, let address = waiting.popFirst() else { return }
        if !waiting.isEmpty { nextStart = context.loop.scheduleLocally(after: Self.headStart) { [self] in startNext() } }
        let connection = ClientConnection(address, context: context, owner: self)
        running.append(connection)
        connection.start()
    }

    private func finish(_ winner: ClientConnection?) {
        nextStart?.cancel()
        limit?.cancel()
        waiting = []
        let losers = running.filter { $0 !== winner }
        running = []
        for loser in losers {
            loser.owner = nil
            loser.close("another address was faster")
        }
        guard let completion = completion.take() else { return }
        if let winner {
            completion(.success(winner))
        } else {
            let others = count > 1 ? " (the last of \(count) addresses)" : ""
            completion(.failure(RPCError(.unavailable, "cannot connect: \(lastFailure)\(others)")))
        }
    }

    // MARK: Connections

    func connectionDidBecomeReady(_ connection: ClientConnection) { finish(connection) }

    func connectionHasRoom(_ connection: ClientConnection) {}

    func connectionDidBeginToDrain(_ connection: ClientConnection) {}

    func connectionDidClose(_ connection: ClientConnection, reason: String) {
        guard let index = running.firstIndex(where: { $0 === connection }) else { return }
        running.remove(at: index)
        lastFailure = reason
        if !waiting.isEmpty { startNext() } else if running.isEmpty { finish(nil) }
    }
}

extension Duration {
    /// Whole seconds, for messages.
    fileprivate var roundedSeconds: Int64 { (self + .milliseconds(500)).components.seconds }
}
