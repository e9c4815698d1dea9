import Environments
import Synchronization

/// The tasks that are ready to be claimed, in memory: filled by the creation of tasks and, at start and after a takeover, from the
/// store. At most `limit` are worked on at a time.
final class ReadyQueue: Sendable {
    private struct State {
        var ready: [Identifier] = []
        var head = 0
        /// Everything that is ready or running, so that nothing is queued twice.
        var known: Set<Identifier> = []
        var running = 0
        var isClosed = false
        var idleWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = max(limit, 1) }

    /// Adds tasks and returns those that may start now.
    func add(_ ids: [Identifier]) -> [Identifier] {
        state.withLock { state in
            for id in ids where state.known.insert(id).inserted { state.ready.append(id) }
            return Self.start(&state, limit: limit)
        }
    }

    /// Gives back a permit; returns the tasks that may start now.
    ///
    /// - Parameter id: the task that has left for good, or `nil` when it is parked and will come back by `resume`.
    func leave(_ id: Identifier?) -> [Identifier] {
        state.withLock { state in
            state.running -= 1
            if let id { state.known.remove(id) }
            if state.running == 0, state.isClosed {
                for waiter in state.idleWaiters { waiter.resume() }
                state.idleWaiters = []
            }
            return Self.start(&state, limit: limit)
        }
    }

    /// Puts a parked task in front of the queue; returns the tasks that may start now.
    func resume(_ id: Identifier) -> [Identifier] {
        state.withLock { state in
            state.ready.insert(id, at: state.head)
            return Self.start(&state, limit: limit)
        }
    }

    /// Starts nothing more.
    func close() { state.withLock { $0.isClosed = true } }

    /// Waits until nothing is running; only after `close`.
    func idle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.running > 0 { state.idleWaiters.append(continuation) }
                return state.running == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    private static func start(_ state: inout State, limit: Int) -> [Identifier] {
        guard !state.isClosed else { return [] }
        var started: [Identifier] = []
        while state.running < limit, state.head < state.ready.count {
            started.append(state.ready[state.head])
            state.head += 1
            state.running += 1
        }
        if state.head > 1024 || state.head == state.ready.count {
            state.ready.removeFirst(state.head)
            state.head = 0
        }
        return started
    }
}
