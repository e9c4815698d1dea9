import Synchronization

/// What a channel is doing about its connections (gRPC "Connectivity Semantics and API").
public enum ConnectivityState: Sendable, Hashable, CaseIterable {
    /// Nothing, for lack of calls; the next call changes that.
    case idle
    /// It looks for addresses or connects; calls wait.
    case connecting
    /// Calls are sent at once.
    case ready
    /// Connecting has failed and is being repeated; calls that do not wait fail.
    case transientFailure
    /// The channel was closed.
    case shutdown
}

/// The current state of a channel and who waits for another one.
final class ConnectivityWatch: Sendable {
    private struct Waiter {
        let id: Int
        let continuation: UnsafeContinuation<ConnectivityState, Never>
    }

    private struct Content {
        var state = ConnectivityState.idle
        var waiters: [Waiter] = []
        var lastID = 0
        /// Waits that were cancelled before they began.
        var cancelled: Set<Int> = []
    }

    private let content = Mutex(Content())

    var state: ConnectivityState { content.withLock(\.state) }

    func publish(_ state: ConnectivityState) {
        let waiters: [Waiter] = content.withLock { content in
            guard content.state != state else { return [] }
            content.state = state
            defer { content.waiters = [] }
            return content.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: state) }
    }

    /// Waits until the state is another one than `state`; a cancelled task gets the current state at once.
    func change(from state: ConnectivityState) async -> ConnectivityState {
        let id = content.withLock { content in
            content.lastID += 1
            return content.lastID
        }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let known: ConnectivityState? = content.withLock { content in
                    guard content.cancelled.remove(id) == nil, content.state == state else { return content.state }
                    content.waiters.append(Waiter(id: id, continuation: continuation))
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let (waiter, current): (Waiter?, ConnectivityState) = content.withLock { content in
                guard let index = content.waiters.firstIndex(where: { $0.id == id }) else {
                    content.cancelled.insert(id)
                    return (nil, content.state)
                }
                return (content.waiters.remove(at: index), content.state)
            }
            waiter?.continuation.resume(returning: current)
        }
        // The cancellation may have come between the answer and its arrival here.
        content.withLock { _ = $0.cancelled.remove(id) }
        return result
    }
}
