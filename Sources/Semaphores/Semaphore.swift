import Synchronization

/// Lets a fixed number of callers work at a time, and of callers with the same key only one; the others wait in the order in which they came.
///
/// A caller that waits blocks no thread. One that holds a permit must not wait for another permit of the same semaphore: with all permits in
/// such hands nobody would ever go on. Callers that exclude nobody have no key: `Semaphore<Never>`.
public final class Semaphore<Key: Hashable & Sendable>: Sendable {
    private struct Waiter {
        let key: Key?
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

        mutating func admit(_ key: Key?) -> Bool {
            guard used < limit else { return false }
            if let key, !keys.insert(key).inserted { return false }
            used += 1
            return true
        }

        /// Takes a permit back and gives those that are free to the first who may have them.
        mutating func release(_ key: Key?) -> [Waiter] {
            used -= 1
            if let key { keys.remove(key) }
            var admitted: [Waiter] = []
            var index = 0
            while used < limit, index < waiting.count {
                if admit(waiting[index].key) { admitted.append(waiting.remove(at: index)) } else { index += 1 }
            }
            return admitted
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
    ///   - cancellation: what is thrown when the task is cancelled while it waits. One that need not wait gets its permit all the same.
    /// - Throws: `cancellation`, or what `body` throws.
    public func withPermit<Value: Sendable, Failure: Error>(
        for key: Key? = nil, ifCancelled cancellation: @autoclosure () -> Failure, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard await acquire(key) else { throw cancellation() }
        defer { release(key) }
        return try await body()
    }

    private func acquire(_ key: Key?) async -> Bool {
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
                    state.waiting.append(Waiter(key: key, ticket: ticket, continuation: continuation))
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
