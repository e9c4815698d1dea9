import EventLoops

/// Keeps the addresses of a target up to date.
///
/// `@unchecked Sendable`: the immutable part aside, it is touched on the channel's loop only.
final class TargetResolution: @unchecked Sendable {
    typealias Outcome = Result<[Sockets.Address], RPCError>

    /// Names are looked up by the system's resolver, which blocks: a few threads for the whole process.
    private static let pool = BlockingPool(threads: 4, name: "resolver")
    private let source: ChannelTarget.Source
    /// The addresses when there is nothing to find out.
    private let fixed: [Sockets.Address]?
    private let loop: EventLoop
    private let minimumInterval: Duration
    private var backoff: BackoffSequence
    private var didFinish: ((Outcome) -> Void)?
    private var task: Task<Void, Never>?
    private var lastStart: MonotonicTime?
    private var timer: LoopTimer?
    /// Whether the timer ends the pause after a failure.
    private var isPausing = false

    /// - Parameters:
    ///   - source: what to resolve.
    ///   - loop: the channel's loop.
    ///   - configuration: the channel's settings.
    ///   - didFinish: takes the outcome of each resolution, on the loop.
    init(_ source: ChannelTarget.Source, loop: EventLoop, configuration: ChannelConfiguration, didFinish: @escaping (Outcome) -> Void) {
        self.source = source
        fixed = if case .addresses(let addresses) = source { Self.fixed(addresses) } else { nil }
        self.loop = loop
        minimumInterval = configuration.minimumResolutionInterval
        backoff = BackoffSequence(configuration.backoff)
        self.didFinish = didFinish
    }

    /// Resolves now, unless that is under way.
    func start() {
        guard task == nil, didFinish != nil else { return }
        timer?.cancel()
        isPausing = false
        lastStart = .now()
        if let fixed {
            finish(.success(fixed))
            return
        }
        task = Task(executorPreference: loop) { [self, source, loop] in
            let outcome = await Self.resolve(source)
            loop.execute {
                self.task = nil
                self.finish(outcome)
            }
        }
    }

    /// Resolves again because something has failed: at once, or when the last time was too recent, a little later.
    func refresh() {
        guard fixed == nil, task == nil, !isPausing, didFinish != nil else { return }
        let wait = lastStart.map { $0.advanced(by: minimumInterval) - .now() } ?? .zero
        if wait > .zero { schedule(after: wait) } else { start() }
    }

    /// Ends; nothing is told any more.
    func stop() {
        didFinish = nil
        task?.cancel()
        task = nil
        timer?.cancel()
    }

    private func schedule(after wait: Duration) {
        timer?.cancel()
        timer = loop.scheduleLocally(after: wait) { [weak self] in self?.start() }
    }

    private func finish(_ outcome: Outcome) {
        guard let didFinish else { return }
        switch outcome {
        case .success:
            backoff.reset()
            if case .resolver(let resolver) = source, let interval = resolver.refreshInterval { schedule(after: interval) }
        case .failure:
            isPausing = true
            schedule(after: backoff.next())
        }
        didFinish(outcome)
    }

    // MARK: Off the loop

    private static func resolve(_ source: ChannelTarget.Source) async -> Outcome {
        switch source {
        case .addresses(let addresses):
            return await lookUp(addresses)
        case .resolver(let resolver):
            let addresses: [SocketAddress]
            do {
                addresses = try await resolver.resolve()
            } catch {
                return .failure(RPCError(.unavailable, "name resolution failed: \(error)"))
            }
            return if let fixed = fixed(addresses) { .success(fixed) } else { await lookUp(addresses) }
        }
    }

    /// The addresses as they are when there is nothing to look up.
    private static func fixed(_ addresses: [SocketAddress]) -> [Sockets.Address]? {
        var result: [Sockets.Address] = []
        for address in addresses {
            switch address {
            case .host(let host, let port):
                guard let numeric = Sockets.Address(ip: host, port: port) else { return nil }
                result.append(numeric)
            case .unix, .unixAbstract:
                guard let found = try? Sockets.resolve(address) else { return nil }
                result += found
            }
        }
        return result
    }

    /// Looks names up. One unknown name among others is left out.
    private static func lookUp(_ addresses: [SocketAddress]) async -> Outcome {
        await pool.run { () -> Outcome in
            var result: [Sockets.Address] = []
            var failure: SocketError?
            for address in addresses {
                do throws(SocketError) {
                    for found in try Sockets.resolve(address) where !result.contains(found) { result.append(found) }
                } catch {
                    failure = error
                }
            }
            if let failure, result.isEmpty { return .failure(RPCError(.unavailable, "name resolution failed: \(failure)")) }
            return .success(result)
        }
    }
}
