import Synchronization

/// Lets a fixed number of callers work at a time; the others wait in the order in which they came.
///
/// A caller never waits for a permit while it holds one, so permits cannot wait for each other.
final class Limiter: Sendable {
    private struct Waiter {
        let ticket: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var free: Int
        var nextTicket: UInt64 = 0
        var waiting: [Waiter] = []
        /// Tickets cancelled before they began to wait.
        var cancelled: Set<UInt64> = []
    }

    private let state: Mutex<State>

    /// - Parameter permits: how many may work at a time, at least 1.
    init(permits: Int) { state = Mutex(State(free: max(permits, 1))) }

    /// Runs `body` with a permit.
    ///
    /// - Throws: `CallFailure.cancelled` when the task was cancelled while it waited, else what `body` throws.
    func withPermit<Value: Sendable>(_ body: () async throws(CallFailure) -> Value) async throws(CallFailure) -> Value {
        guard await acquire() else { throw .cancelled }
        defer { release() }
        return try await body()
    }

    private func acquire() async -> Bool {
        let ticket: UInt64? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.nextTicket += 1
            return state.nextTicket
        }
        guard let ticket else { return true }
        // A cancellation that comes after the permit was given leaves a mark that nobody needs.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiting.append(Waiter(ticket: ticket, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter: Waiter? = state.withLock { state in
                if let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) { return state.waiting.remove(at: index) }
                state.cancelled.insert(ticket)
                return nil
            }
            waiter?.continuation.resume(returning: false)
        }
    }

    private func release() {
        let next: Waiter? = state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.continuation.resume(returning: true)
    }
}
