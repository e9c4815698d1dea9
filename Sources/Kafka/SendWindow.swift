import Synchronization

/// Bounds the messages under way: whoever has one more waits, in the order of coming.
final class SendWindow: Sendable {
    private struct State {
        var free: Int
        var isClosed = false
        var count: UInt64 = 0
        var waiting: [(number: UInt64, continuation: UnsafeContinuation<KafkaError?, Never>)] = []
    }

    private let state: Mutex<State>

    init(size: Int) { state = Mutex(State(free: max(1, size))) }

    /// Waits for a place, which ``leave()`` gives back.
    /// - Throws: `KafkaError.closed`, or `.cancelled` when the task is.
    func enter() async throws(KafkaError) {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        let error: KafkaError? = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let answer: KafkaError?? = state.withLock { state in
                    if state.isClosed { return .some(.closed) }
                    if Task.isCancelled { return .some(.cancelled) }
                    if state.free > 0 {
                        state.free -= 1
                        return .some(nil)
                    }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
            }
            waiting?.continuation.resume(returning: .cancelled)
        }
        if let error { throw error }
    }

    func leave() {
        let next = state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil as UnsafeContinuation<KafkaError?, Never>?
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: nil)
    }

    /// Lets nobody in any more.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for place in waiting { place.continuation.resume(returning: .closed) }
    }
}
