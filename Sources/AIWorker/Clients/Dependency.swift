import Environments
import Semaphores
import Telemetry

/// One thing outside the worker that it calls: how many calls at a time, how often each is tried, and when to leave it alone.
///
/// A permit is held for one attempt only, never for a pause and never for the wait for another permit.
struct Dependency: Sendable {
    let limiter: Semaphore<Never>?
    let breaker: CircuitBreaker
    private let retry: RetryPolicy
    private let pauses: Pauses
    private let environment: Environment
    private let meters: DependencyMeters

    /// A dependency whose state and calls show in `metrics`.
    ///
    /// - Parameters:
    ///   - limiter: how many calls are made at a time; `nil` for any number.
    ///   - pauses: where the pauses between attempts are ended when the worker stops.
    init(
        _ name: String, limiter: Semaphore<Never>?, breaker policy: AIWorkerConfiguration.Breaker, retry: RetryPolicy,
        pauses: Pauses = Pauses(), environment: Environment, metrics: Metrics
    ) {
        self.limiter = limiter
        self.retry = retry
        self.pauses = pauses
        self.environment = environment
        breaker = CircuitBreaker(name, policy: policy, environment: environment)
        meters = DependencyMeters(name, metrics)
        DependencyMeters.show(self, in: metrics)
    }

    /// The name, for messages and metrics.
    var name: String { breaker.name }

    /// The state of breaker and limiter now.
    var snapshot: WorkerSnapshot.Dependency {
        WorkerSnapshot.Dependency(name: name, breaker: breaker.snapshot, permits: limiter?.load)
    }

    /// Makes a call, again after a pause when it failed in a way that may pass.
    ///
    /// When the breaker opens between two attempts, the call has failed for the reason of its last attempt; only a call that was not
    /// made at all is held back. A failure is marked as an outage when the breaker is open by then, or nobody's calls
    /// have succeeded since the attempt before the last one: what succeeded earlier may have begun before the outage.
    ///
    /// - Parameters:
    ///   - world: for whose sake the call is made; worlds take turns where calls wait for permits.
    ///   - attempts: how often it is tried; as usual for this dependency by default.
    ///   - body: one attempt; gets its number, from 1.
    func call<Value: Sendable>(
        for world: Identifier, attempts: Int? = nil, _ body: (Int) async throws(CallFailure) -> Value
    ) async throws(CallFailure) -> Value {
        var attempt = 1
        var lastFailure: CallFailure?
        var successes = breaker.successes
        func given(_ failure: CallFailure) -> CallFailure {
            guard case .retryable = failure.kind, !failure.isAnswered else { return failure }
            var failure = failure
            failure.isOutage = breaker.snapshot.position != .closed || breaker.successes == successes
            return failure
        }
        while true {
            do {
                return try await once(world, attempt, body)
            } catch {
                if case .circuitOpen = error.kind, let lastFailure { throw given(lastFailure) }
                lastFailure = error
                guard case .retryable(let asked) = error.kind, attempt < attempts ?? retry.attempts else { throw given(error) }
                successes = breaker.successes
                let pause = retry.pause(after: attempt, asked: asked, environment: environment)
                do { try await pauses.sleep(for: pause) } catch { throw CallFailure.cancelled }
                attempt += 1
            }
        }
    }

    private func once<Value: Sendable>(
        _ world: Identifier, _ attempt: Int, _ body: (Int) async throws(CallFailure) -> Value
    ) async throws(CallFailure) -> Value {
        guard let limiter else { return try await measured(attempt, body) }
        return try await limiter.withPermit(inLine: world.low, ifCancelled: CallFailure.cancelled) {
            () async throws(CallFailure) -> Value in
            try await measured(attempt, body)
        }
    }

    private func measured<Value: Sendable>(
        _ attempt: Int, _ body: (Int) async throws(CallFailure) -> Value
    ) async throws(CallFailure) -> Value {
        let start = ContinuousClock.now
        do throws(CallFailure) {
            let value = try await breaker.protect { () async throws(CallFailure) -> Value in try await body(attempt) }
            meters.ended(nil, after: ContinuousClock.now - start)
            return value
        } catch {
            meters.ended(error, after: ContinuousClock.now - start)
            throw error
        }
    }
}
