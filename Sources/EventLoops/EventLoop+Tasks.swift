import Synchronization

extension EventLoop {
    /// Runs `body` with this loop as the preferred executor, and returns its result to the caller's executor.
    public func run<Value: Sendable>(_ body: @concurrent @Sendable () async throws -> Value) async rethrows -> Value {
        try await withTaskExecutorPreference(self, operation: body)
    }

    /// Suspends the task for `duration` with a timer of this loop, which is cheaper and more exact than `Task.sleep`.
    /// - Throws: `CancellationError` at once when the task is cancelled.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        let sleeper = Sleeper()
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                sleeper.begin(continuation, on: self, for: duration)
            }
        } onCancel: {
            sleeper.wake()
        }
        if Task.isCancelled { throw CancellationError() }
    }
}

/// The meeting point of a sleeping task, its timer and its cancellation, whichever comes first.
private final class Sleeper: Sendable {
    private struct State: ~Copyable {
        var continuation: UnsafeContinuation<Void, Never>?
        var timer: LoopTimer?
        var isDone = false
    }

    private let state = Mutex(State())

    func begin(_ continuation: UnsafeContinuation<Void, Never>, on loop: EventLoop, for duration: Duration) {
        let isDone = state.withLock { state in
            if !state.isDone {
                state.continuation = continuation
                state.timer = loop.schedule(after: duration) { [self] in wake() }
            }
            return state.isDone
        }
        if isDone { continuation.resume() }
    }

    func wake() {
        let (continuation, timer) = state.withLock { state in
            state.isDone = true
            return (state.continuation.take(), state.timer.take())
        }
        timer?.cancel()
        continuation?.resume()
    }
}
