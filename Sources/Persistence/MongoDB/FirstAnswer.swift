import EventLoops
import Synchronization

/// The answer to a caller who waits until a deadline: that of the work, or that time is over, whichever comes first.
final class FirstAnswer<Value: Sendable>: Sendable {
    private struct State {
        var continuation: UnsafeContinuation<Result<Value, StoreError>, Never>?
        var timer: Task<Void, Never>?
    }

    private let state: Mutex<State>

    private init(_ continuation: UnsafeContinuation<Result<Value, StoreError>, Never>) {
        state = Mutex(State(continuation: continuation))
    }

    /// Runs `work` on the pool. It goes on when the deadline has passed, and nobody hears of its result.
    static func of(
        _ work: @escaping @Sendable () -> Result<Value, StoreError>, on pool: BlockingPool, until deadline: MonotonicTime
    ) async -> Result<Value, StoreError> {
        await withUnsafeContinuation { continuation in
            let answer = FirstAnswer(continuation)
            answer.setTimer(
                Task {
                    try? await Task.sleep(for: deadline - .now())
                    answer.give(.failure(.deadlineExceeded))
                })
            pool.execute { answer.give(work()) }
        }
    }

    private func setTimer(_ timer: Task<Void, Never>) {
        let isPending = state.withLock { state in
            if state.continuation != nil { state.timer = timer }
            return state.continuation != nil
        }
        if !isPending { timer.cancel() }
    }

    private func give(_ result: Result<Value, StoreError>) {
        let (continuation, timer) = state.withLock { state in (state.continuation.take(), state.timer.take()) }
        timer?.cancel()
        continuation?.resume(returning: result)
    }
}
