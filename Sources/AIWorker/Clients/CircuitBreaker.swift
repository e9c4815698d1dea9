import Environments
import Synchronization

/// Keeps calls away from a dependency that is down (generation flow 1.7): closed → open after some failures in a row → after a while
/// half-open, where one probe at a time passes → closed after some successes.
final class CircuitBreaker: Sendable {
    private enum State {
        case closed(failures: Int)
        case open(until: Timestamp)
        case halfOpen(successes: Int, probing: Bool)

        var position: WorkerSnapshot.Breaker.Position {
            switch self {
            case .closed: .closed
            case .open: .open
            case .halfOpen: .halfOpen
            }
        }
    }

    /// The state and since when the breaker is in its position.
    private struct History {
        var state = State.closed(failures: 0)
        /// Calls so far that showed the dependency to be up.
        var successes = 0
        var since: Timestamp

        mutating func enter(_ next: State, at time: Timestamp) {
            if next.position != state.position { since = time }
            state = next
        }
    }

    let name: String
    private let policy: AIWorkerConfiguration.Breaker
    private let environment: Environment
    private let history: Mutex<History>

    init(_ name: String, policy: AIWorkerConfiguration.Breaker, environment: Environment) {
        self.name = name
        self.policy = policy
        self.environment = environment
        history = Mutex(History(since: environment.now()))
    }

    /// The position now.
    var snapshot: WorkerSnapshot.Breaker {
        history.withLock { WorkerSnapshot.Breaker(position: $0.state.position, since: $0.since) }
    }

    /// How many calls so far have shown the dependency to be up.
    var successes: Int { history.withLock { $0.successes } }

    /// Runs `body` if the breaker lets it pass, and learns from how it ends. Only outages count as failures: a request that is wrong, or an
    /// answer that is of no use, says nothing about the dependency.
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
            case .retryable: record(success: error.isAnswered)
            case .permanent, .moderation: record(success: true)
            case .interrupted, .circuitOpen, .worldStopped, .worldPaused: withdraw()
            }
            throw error
        }
    }

    private func admit() throws(CallFailure) {
        let now = environment.now()
        let wait: Duration? = history.withLock { history in
            switch history.state {
            case .closed: return nil
            case .open(let until):
                // A pause that seems longer than any was begun before the clock was set back; nobody waits for the clock to catch up.
                if now < until, until - now <= policy.recoveryTime { return until - now }
                history.enter(.halfOpen(successes: 0, probing: true), at: now)
                return nil
            case .halfOpen(let successes, let probing):
                if probing { return policy.recoveryTime / 4 }
                history.enter(.halfOpen(successes: successes, probing: true), at: now)
                return nil
            }
        }
        if let wait {
            throw CallFailure(kind: .circuitOpen(retryAfter: wait), description: "\(name) is down; calls are held back for \(wait)")
        }
    }

    private func record(success: Bool) {
        let now = environment.now()
        let reopening = now + policy.recoveryTime
        history.withLock { history in
            if success { history.successes += 1 }
            switch (history.state, success) {
            case (.closed, true): history.enter(.closed(failures: 0), at: now)
            case (.closed(let failures), false):
                let next: State = failures + 1 >= policy.failureThreshold ? .open(until: reopening) : .closed(failures: failures + 1)
                history.enter(next, at: now)
            case (.halfOpen(let successes, _), true):
                let isEnough = successes + 1 >= policy.successThreshold
                history.enter(isEnough ? .closed(failures: 0) : .halfOpen(successes: successes + 1, probing: false), at: now)
            case (.halfOpen, false): history.enter(.open(until: reopening), at: now)
            // A call that began before the breaker opened neither shortens nor prolongs the pause.
            case (.open, _): break
            }
        }
    }

    /// A call that ended without saying anything about the dependency gives its place as probe back.
    private func withdraw() {
        history.withLock { history in
            if case .halfOpen(let successes, true) = history.state { history.state = .halfOpen(successes: successes, probing: false) }
        }
    }
}
