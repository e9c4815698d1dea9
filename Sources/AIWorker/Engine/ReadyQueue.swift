import Environments
import Synchronization

/// The tasks that are ready to be claimed, in memory: filled by the creation of tasks and from the store. At most `limit` are worked on at
/// a time; the worlds take turns.
final class ReadyQueue: Sendable {
    private struct State {
        var ready = FairQueue()
        /// Parked tasks that may go on; they come first, since what they did so far is done already.
        var resumed: [TaskNotice] = []
        /// Everything that is ready, running or parked, so that nothing is queued twice.
        var known: Set<Identifier> = []
        /// What of it has left the queue: it runs or is parked.
        var begun: Set<Identifier> = []
        /// Begun tasks that were added once more: such a task may just have gone back into the store, and is looked at again when it leaves.
        var addedAgain: [Identifier: TaskNotice] = [:]
        var running = 0
        var isClosed = false
        var idleWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = max(limit, 1) }

    /// How many tasks more could be worked on at once.
    var room: Int { state.withLock { $0.isClosed ? 0 : max(limit - $0.running - $0.ready.count - $0.resumed.count, 0) } }

    /// Adds tasks and returns those that may start now.
    func add(_ tasks: [TaskNotice]) -> [TaskNotice] {
        state.withLock { state in
            for task in tasks {
                if state.known.insert(task.id).inserted {
                    state.ready.append(task)
                } else if state.begun.contains(task.id) {
                    state.addedAgain[task.id] = task
                }
            }
            return Self.start(&state, limit: limit)
        }
    }

    /// Gives back a permit; returns the tasks that may start now.
    ///
    /// - Parameter id: the task that has left for good, or `nil` when it is parked and will come back by `resume`.
    func leave(_ id: Identifier?) -> [TaskNotice] {
        state.withLock { state in
            state.running -= 1
            if let id {
                state.begun.remove(id)
                if let task = state.addedAgain.removeValue(forKey: id) { state.ready.append(task) } else { state.known.remove(id) }
            }
            if state.running == 0, state.isClosed {
                for waiter in state.idleWaiters { waiter.resume() }
                state.idleWaiters = []
            }
            return Self.start(&state, limit: limit)
        }
    }

    /// Puts a parked task in front of the queue; returns the tasks that may start now.
    func resume(_ task: TaskNotice) -> [TaskNotice] {
        state.withLock { state in
            state.resumed.append(task)
            return Self.start(&state, limit: limit)
        }
    }

    /// How many tasks there are here.
    var load: WorkerSnapshot.Tasks {
        state.withLock { state in
            let ready = state.ready.count + state.resumed.count
            return WorkerSnapshot.Tasks(
                limit: limit, running: state.running, ready: ready, parked: max(state.known.count - state.running - ready, 0))
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

    private static func start(_ state: inout State, limit: Int) -> [TaskNotice] {
        guard !state.isClosed else { return [] }
        var started: [TaskNotice] = []
        while state.running < limit, let task = (state.resumed.isEmpty ? nil : state.resumed.removeFirst()) ?? state.ready.next() {
            started.append(task)
            state.begun.insert(task.id)
            state.running += 1
        }
        return started
    }
}
