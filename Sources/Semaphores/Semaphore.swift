import Synchronization

/// Lets a fixed number of callers work at a time, and of callers with the same key only one; the others wait in the order in which they came.
/// Where callers belong to lines, the lines take turns, so that who comes with a few requests does not wait for all of who has many.
///
/// A caller that waits blocks no thread. One that holds a permit must not wait for another permit of the same semaphore: with all permits in
/// such hands nobody would ever go on. Callers that exclude nobody have no key: `Semaphore<Never>`.
public final class Semaphore<Key: Hashable & Sendable>: Sendable {
    private struct Waiter {
        let key: Key?
        let line: UInt64
        let ticket: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        let limit: Int
        var used = 0
        var keys: Set<Key> = []
        var nextTicket: UInt64 = 0
        var waiting: [Waiter] = []
        /// Tickets cancelled before they began to wait.
        var cancelled: Set<UInt64> = []
        /// When a waiter of a line was last admitted, in admissions; only while anybody waits.
        var turns: [UInt64: UInt64] = [:]
        var admissions: UInt64 = 0

        func isAdmissible(_ key: Key?) -> Bool { used < limit && key.map { !keys.contains($0) } ?? true }

        mutating func admit(_ key: Key?) -> Bool {
            guard isAdmissible(key) else { return false }
            if let key { keys.insert(key) }
            used += 1
            return true
        }

        /// Takes a permit back and gives those that are free to the first who may have them.
        mutating func release(_ key: Key?) -> [Waiter] {
            used -= 1
            if let key { keys.remove(key) }
            var admitted: [Waiter] = []
            while let index = next() {
                let waiter = waiting.remove(at: index)
                _ = admit(waiter.key)
                admissions += 1
                turns[waiter.line] = admissions
                admitted.append(waiter)
            }
            if waiting.isEmpty { turns = [:] }
            return admitted
        }

        /// The first admissible waiter of the line whose turn was longest ago.
        private func next() -> Int? {
            var best: (index: Int, turn: UInt64)?
            for (index, waiter) in waiting.enumerated() where isAdmissible(waiter.key) {
                let turn = turns[waiter.line] ?? 0
                if turn < best?.turn ?? .max { best = (index, turn) }
            }
            return best?.index
        }
    }

    private let state: Mutex<State>

    /// - Parameter permits: how many callers may work at a time; less than 1 counts as 1.
    public init(permits: Int) { state = Mutex(State(limit: max(permits, 1))) }

    /// The use of the semaphore now.
    public var load: SemaphoreLoad {
        state.withLock { SemaphoreLoad(limit: $0.limit, used: $0.used, waiting: $0.waiting.count) }
    }

    /// Runs `body` with a permit.
    ///
    /// - Parameters:
    ///   - key: whom the caller excludes; `nil` for nobody.
    ///   - line: to whose callers this one belongs.
    ///   - cancellation: what is thrown when the task is cancelled while it waits. One that need not wait gets its permit all the same.
    /// - Throws: `cancellation`, or what `body` throws.
    public func withPermit<Value: Sendable, Failure: Error>(
        for key: Key? = nil, inLine line: UInt64 = 0, ifCancelled cancellation: @autoclosure () -> Failure,
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard await acquire(key, line) else { throw cancellation() }
        defer { release(key) }
        return try await body()
    }

    private func acquire(_ key: Key?, _ line: UInt64) async -> Bool {
        let ticket: UInt64? = state.withLock { state in
            if state.admit(key) { return nil }
            state.nextTicket += 1
            return state.nextTicket
        }
        guard let ticket else { return true }
        // A cancellation that comes after the permit was given leaves a mark that nobody needs.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.contains(ticket) { return false }
                    if state.admit(key) { return true }
                    state.waiting.append(Waiter(key: key, line: line, ticket: ticket, continuation: continuation))
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

    private func release(_ key: Key?) {
        let admitted = state.withLock { $0.release(key) }
        for waiter in admitted { waiter.continuation.resume(returning: true) }
    }
}
