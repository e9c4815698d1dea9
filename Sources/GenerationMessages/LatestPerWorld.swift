import Environments
import Synchronization

/// Thins out what comes too often: of what a world has within a pause only the latest goes on, and the last one always.
final class LatestPerWorld<Value: Sendable>: Sendable {
    private struct State {
        /// The worlds in a pause, with what has come meanwhile.
        var waiting: [Identifier: Value?] = [:]
        var isClosed = false
    }

    private let pause: Duration
    private let send: @Sendable (Identifier, Value) -> Void
    private let state = Mutex(State())

    /// - Parameter send: is called with what goes on; for one world never at the same time.
    init(pause: Duration, send: @escaping @Sendable (Identifier, Value) -> Void) {
        self.pause = pause
        self.send = send
    }

    func take(_ value: Value, of worldID: Identifier) {
        let goesOn = state.withLock { state in
            if state.waiting[worldID] != nil, !state.isClosed {
                state.waiting[worldID] = .some(value)
                return false
            }
            if !state.isClosed { state.waiting[worldID] = .some(nil) }
            // Under the lock, so that nothing later overtakes it.
            send(worldID, value)
            return !state.isClosed
        }
        if goesOn { Task { await wait(worldID) } }
    }

    /// Sends what waits, and whatever comes later at once.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for (worldID, value) in state.waiting { if let value { send(worldID, value) } }
            state.waiting = [:]
        }
    }

    private func wait(_ worldID: Identifier) async {
        var goesOn = true
        while goesOn {
            try? await Task.sleep(for: pause)
            goesOn = state.withLock { state in
                guard let value = state.waiting[worldID] ?? nil else {
                    state.waiting[worldID] = nil
                    return false
                }
                state.waiting[worldID] = .some(nil)
                send(worldID, value)
                return true
            }
        }
    }
}
