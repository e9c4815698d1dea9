import CRdKafka
import Synchronization

/// A message on its way to the brokers, and who waits for it.
///
/// librdkafka gets it as the message's opaque pointer, retained, and gives it back in the delivery report, of which each message that it
/// took has exactly one.
final class Delivery: Sendable {
    private enum State {
        case underWay
        case awaited(UnsafeContinuation<KafkaError?, Never>)
        case ended(KafkaError?)
    }

    private let state = Mutex(State.underWay)
    private let window: SendWindow

    init(_ window: SendWindow) { self.window = window }

    /// Waits for the end, once: `nil` when the message has arrived. When the task is cancelled it is not waited for any longer.
    func wait() async -> KafkaError? {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let end: KafkaError?? = state.withLock { state in
                    if case .ended(let error) = state { return .some(error) }
                    state = .awaited(continuation)
                    return nil
                }
                if let end { continuation.resume(returning: end) }
            }
        } onCancel: {
            answer(.cancelled)
        }
    }

    /// The message has arrived, or will not: its place is free.
    func end(_ error: KafkaError?) {
        window.leave()
        answer(error)
    }

    private func answer(_ error: KafkaError?) {
        let continuation: UnsafeContinuation<KafkaError?, Never>? = state.withLock { state in
            switch state {
            case .underWay:
                state = .ended(error)
                return nil
            case .awaited(let continuation):
                state = .ended(error)
                return continuation
            case .ended: return nil
            }
        }
        continuation?.resume(returning: error)
    }

    /// The pointer for librdkafka, which holds the delivery alive until ``taken(_:)``.
    var retained: UnsafeMutableRawPointer { Unmanaged.passRetained(self).toOpaque() }

    /// The delivery behind a pointer of ``retained``, which is not valid any more.
    static func taken(_ pointer: UnsafeMutableRawPointer) -> Delivery { Unmanaged<Delivery>.fromOpaque(pointer).takeRetainedValue() }
}
