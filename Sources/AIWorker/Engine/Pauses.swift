import Synchronization

/// The pauses of one worker, which end at once when it stops: a provider may have asked for minutes.
final class Pauses: Sendable {
    private struct State {
        var isClosed = false
        var running = Numbered<Task<Void, any Error>>()
    }

    private let state = Mutex(State())

    /// Waits.
    /// - Throws: `CancellationError` when the task is cancelled or the worker stops.
    func sleep(for duration: Duration) async throws {
        let pause = Task { try await Task.sleep(for: duration) }
        let number = state.withLock { state in
            if state.isClosed { pause.cancel() }
            return state.running.add { _ in pause }
        }
        defer { state.withLock { $0.running.remove(number) } }
        try await withTaskCancellationHandler(operation: { try await pause.value }, onCancel: { pause.cancel() })
    }

    /// Ends all pauses, those to come as well.
    func close() {
        let running = state.withLock { state in
            state.isClosed = true
            return state.running.all
        }
        for pause in running { pause.cancel() }
    }
}
