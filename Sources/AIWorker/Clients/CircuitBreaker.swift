import Environments
import Synchronization

/// Keeps calls away from a dependency that is down (generation flow 1.7): closed → open after some failures in a row → after a while
/// half-open, where one probe at a time passes → closed after some successes.
final class CircuitBreaker: Sendable {
    private enum State {
        case closed(failures: Int)
        case open(until: Timestamp)
        case halfOpen(successes: Int, probing: Bool)
    }

    let name: String
    private let policy: AIWorkerConfiguration.Breaker
    private let environment: Environment
    private let state = Mutex(State.closed(failures: 0))

    init(_ name: String, policy: AIWorkerConfiguration.Breaker, environment: Environment) {
        self.name = name
        self.policy = policy
        self.environment = environment
    }

    /// Runs `body` if the breaker lets it pass, and learns from how it ends. Only outages count as failures: a request that is wrong says
    /// nothing about the dependency.
    ///
    /// - Throws: `CallFailure` of kind `circuitOpen` when no call was made, else what `body` throws.
    func protect<Value: Sendable>(_ body: () async throws(CallFailure) -> Value) async throws(CallFailure) -> Value {
        try admit()
        do {
            let value = try await body()
            record(success: true)
            return value
        } catch {
            switch error.kind {
            case .retryable: record(success: false)
            case .permanent, .moderation: record(success: true)
            case .interrupted, .circuitOpen, .worldStopped, .worldPaused: withdraw()
            }
            throw error
        }
    }

    private func admit() throws(CallFailure) {
        let now = environment.now()
        let wait: Duration? = state.withLock { state in
            switch state {
            case .closed: return nil
            case .open(let until):
                if now < until { return until - now }
                state = .halfOpen(successes: 0, probing: true)
                return nil
            case .halfOpen(let successes, let probing):
                if probing { return policy.recoveryTime / 4 }
                state = .halfOpen(successes: successes, probing: true)
                return nil
            }
        }
        if let wait {
            throw CallFailure(kind: .circuitOpen(retryAfter: wait), description: "\(name) is down; calls are held back for \(wait)")
        }
    }

    private func record(success: Bool) {
        let reopening = environment.now() + policy.recoveryTime
        state.withLock { state in
            switch (state, success) {
            case (.closed, true): state = .closed(failures: 0)
            case (.closed(let failures), false):
                state = failures + 1 >= policy.failureThreshold ? .open(until: reopening) : .closed(failures: failures + 1)
            case (.halfOpen(let successes, _), true):
                state =
                    successes + 1 >= policy.successThreshold ? .closed(failures: 0) : .halfOpen(successes: successes + 1, probing: false)
            case (.halfOpen, false): state = .open(until: reopening)
            // A call that began before the breaker opened neither shortens nor prolongs the pause.
            case (.open, _): break
            }
        }
    }

    /// A call that ended without saying anything about the dependency gives its place as probe back.
    private func withdraw() {
        state.withLock { state in
            if case .halfOpen(let successes, true) = state { state = .halfOpen(successes: successes, probing: false) }
        }
    }
}
