import Environments
import Synchronization

/// The tasks that this worker holds, and those who wait to hear that a task which they handed over is safe: claimed, or nobody's to run.
final class HeldTasks: Sendable {
    private struct State {
        var held: Set<Identifier> = []
        var waiters: [Identifier: [CheckedContinuation<Bool, Never>]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// The tasks that are held at the moment.
    var all: [Identifier] { state.withLock { Array($0.held) } }

    /// Whether nothing is to be begun any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Waits until a task is safe.
    ///
    /// - Parameter start: sets the task going, once it is certain that its claim will be noticed.
    /// - Returns: `false` when the worker stops first.
    func handover(of id: Identifier, start: () -> Void) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.isClosed { return false }
                if state.held.contains(id) { return true }
                state.waiters[id, default: []].append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) } else { start() }
        }
    }

    func claimed(_ id: Identifier) {
        resume(id) { $0.held.insert(id) }
    }

    /// The task is not held, or not any more; nobody has to wait for it. To be called once it may be handed over anew.
    func letGo(_ id: Identifier) {
        resume(id) { $0.held.remove(id) }
    }

    /// Ends all waiting.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [:] }
            return state.waiters.values.flatMap { $0 }
        }
        for waiter in waiters { waiter.resume(returning: false) }
    }

    private func resume(_ id: Identifier, _ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            return state.waiters.removeValue(forKey: id) ?? []
        }
        for waiter in waiters { waiter.resume(returning: true) }
    }
}
