import Environments
import Semaphores

/// One thing outside the worker that it calls: how many calls at a time, how often each is tried, and when to leave it alone.
///
/// A permit is held for one attempt only, never for a pause and never for the wait for another permit.
struct Dependency: Sendable {
    let limiter: Semaphore<Never>?
    let breaker: CircuitBreaker
    let retry: RetryPolicy
    let environment: Environment

    /// Makes a call, again after a pause when it failed in a way that may pass.
    ///
    /// When the breaker opens between two attempts, the call has failed for the reason of its last attempt; only a call that was not
    /// made at all is held back.
    ///
    /// - Parameter body: one attempt; gets its number, from 1.
    func call<Value: Sendable>(_ body: (Int) async throws(CallFailure) -> Value) async throws(CallFailure) -> Value {
        var attempt = 1
        var lastFailure: CallFailure?
        while true {
            do {
                return try await once(attempt, body)
            } catch {
                if case .circuitOpen = error.kind, let lastFailure { throw lastFailure }
                lastFailure = error
                guard case .retryable(let asked) = error.kind, attempt < retry.attempts else { throw error }
                let pause = retry.pause(after: attempt, asked: asked, environment: environment)
                do { try await Task.sleep(for: pause) } catch { throw CallFailure.cancelled }
                attempt += 1
            }
        }
    }

    private func once<Value: Sendable>(
        _ attempt: Int, _ body: (Int) async throws(CallFailure) -> Value
    ) async throws(CallFailure) -> Value {
        guard let limiter else {
            return try await breaker.protect { () async throws(CallFailure) -> Value in try await body(attempt) }
        }
        return try await limiter.withPermit(ifCancelled: CallFailure.cancelled) { () async throws(CallFailure) -> Value in
            try await breaker.protect { () async throws(CallFailure) -> Value in try await body(attempt) }
        }
    }
}
