import Synchronization

/// A value that changes, for one consumer that wants to know what it is now rather than everything it was. May be set from any thread.
final class LatestValue<Value: Sendable>: Sendable {
    private typealias Consumer = UnsafeContinuation<Value?, Never>

    private struct State {
        /// What the consumer has not seen yet.
        var pending: Value?
        var isFinished = false
        /// Waits only while there is neither a pending value nor an end.
        var consumer: Consumer?
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(pending: value))
    }

    /// Whether the consumer waits.
    var hasConsumer: Bool { state.withLock { $0.consumer != nil } }

    /// Replaces the value; has no effect after the end.
    func set(_ value: Value) {
        let consumer = state.withLock { state -> Consumer? in
            guard !state.isFinished else { return nil }
            guard let consumer = state.consumer.take() else {
                state.pending = value
                return nil
            }
            return consumer
        }
        consumer?.resume(returning: value)
    }

    /// Ends the values after the one that is pending.
    func finish() {
        let consumer = state.withLock { state in
            state.isFinished = true
            return state.consumer.take()
        }
        consumer?.resume(returning: nil)
    }

    /// Waits for a value that was not seen yet.
    /// - Returns: `nil` after the end, and when the task is cancelled.
    func next() async -> Value? {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (consumer: Consumer) in
                let ready = state.withLock { state -> Value?? in
                    if let value = state.pending.take() { return value }
                    if state.isFinished { return .some(nil) }
                    state.consumer = consumer
                    return nil
                }
                if let ready { consumer.resume(returning: ready) }
            }
        } onCancel: {
            finish()
        }
    }
}
