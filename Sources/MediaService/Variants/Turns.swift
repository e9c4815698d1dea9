import Environments
import Synchronization

/// Lets a fixed number of media be worked on at a time, each by one call only; other calls wait in the order in which they came.
final class Turns: Sendable {
    private struct Waiter {
        let media: Identifier
        let ticket: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        let limit: Int
        var active: Set<Identifier> = []
        var nextTicket: UInt64 = 0
        var waiting: [Waiter] = []
        /// Tickets cancelled before they began to wait.
        var cancelled: Set<UInt64> = []

        mutating func begin(_ media: Identifier) -> Bool {
            guard active.count < limit else { return false }
            return active.insert(media).inserted
        }
    }

    private let state: Mutex<State>

    /// - Parameter limit: how many media are worked on at a time.
    init(limit: Int) {
        state = Mutex(State(limit: max(limit, 1)))
    }

    /// Runs `body` when it is the media's turn.
    /// - Throws: `CancellationError` when the task was cancelled while it waited, else what `body` throws.
    func withTurn<Value: Sendable>(for media: Identifier, _ body: () async throws -> Value) async throws -> Value {
        guard await wait(media) else { throw CancellationError() }
        defer { end(media) }
        return try await body()
    }

    private func wait(_ media: Identifier) async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        // A cancellation that comes after the turn began leaves a mark that nobody needs.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.contains(ticket) { return false }
                    if state.begin(media) { return true }
                    state.waiting.append(Waiter(media: media, ticket: ticket, continuation: continuation))
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

    private func end(_ media: Identifier) {
        let next: [Waiter] = state.withLock { state in
            state.active.remove(media)
            var (next, others): ([Waiter], [Waiter]) = ([], [])
            for waiter in state.waiting {
                if state.begin(waiter.media) { next.append(waiter) } else { others.append(waiter) }
            }
            state.waiting = others
            return next
        }
        for waiter in next { waiter.continuation.resume(returning: true) }
    }
}
