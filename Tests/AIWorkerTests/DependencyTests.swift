import Environments
import ProtoRuntime
import Semaphores
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

@Suite("Calls to a dependency", .timeLimit(.minutes(1)))
struct DependencyTests {
    private static func run(_ breaker: CircuitBreaker, _ failure: CallFailure?) async -> CallFailure? {
        do {
            try await breaker.protect { () async throws(CallFailure) in if let failure { throw failure } }
            return nil
        } catch {
            return error
        }
    }

    @Test("Closed, open, half-open, closed")
    func breaker() async throws {
        let clock = FixedClock(Timestamp(seconds: 1000))
        let breaker = CircuitBreaker("x", policy: .init(), environment: Environment(clock: clock))
        let outage = CallFailure.retryable("down")
        for _ in 0..<4 { #expect(await Self.run(breaker, outage) == outage) }
        #expect(await Self.run(breaker, nil) == nil)
        // A success in between: the count begins anew. What is the request's own fault does not count.
        for _ in 0..<4 { #expect(await Self.run(breaker, outage) == outage) }
        #expect(await Self.run(breaker, .permanent("bad")) == .permanent("bad"))
        for _ in 0..<5 { #expect(await Self.run(breaker, outage) == outage) }
        #expect(await Self.run(breaker, nil)?.kind == .circuitOpen(retryAfter: .seconds(10)))

        clock.advance(by: .seconds(11))
        #expect(await Self.run(breaker, outage) == outage)
        #expect(await Self.run(breaker, nil)?.kind == .circuitOpen(retryAfter: .seconds(10)))
        clock.advance(by: .seconds(11))
        #expect(await Self.run(breaker, nil) == nil)
        #expect(await Self.run(breaker, nil) == nil)
        for _ in 0..<4 { #expect(await Self.run(breaker, outage) == outage) }
    }

    @Test("Half-open lets one probe through at a time")
    func singleProbe() async throws {
        let clock = FixedClock(Timestamp(seconds: 1000))
        let breaker = CircuitBreaker("x", policy: .init(), environment: Environment(clock: clock))
        for _ in 0..<5 { _ = await Self.run(breaker, .retryable("down")) }
        clock.advance(by: .seconds(11))
        let inner = Mutex<CallFailure?>(nil)
        try await breaker.protect { () async throws(CallFailure) in
            let failure = await Self.run(breaker, nil)
            inner.withLock { $0 = failure }
        }
        #expect(inner.withLock { $0?.kind } == .circuitOpen(retryAfter: .milliseconds(2500)))
    }

    @Test("A call whose breaker opens between attempts fails for the reason of its last attempt; one that is not made is held back")
    func breakerBetweenAttempts() async throws {
        let environment = Environment(clock: FixedClock(Timestamp(seconds: 1000)))
        var policy = AIWorkerConfiguration.Breaker()
        policy.failureThreshold = 2
        let metrics = Metrics()
        let dependency = Dependency(
            "x", limiter: Semaphore(permits: 4), breaker: policy,
            retry: RetryPolicy(attempts: 3, initialPause: .milliseconds(1), maximumPause: .milliseconds(1)), environment: environment,
            metrics: metrics)
        let calls = Mutex(0)
        func call() async throws(CallFailure) {
            try await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in
                calls.withLock { $0 += 1 }
                throw .retryable("down")
            }
        }
        await #expect {
            try await call()
        } throws: {
            ($0 as? CallFailure)?.description == "down"
        }
        await #expect {
            try await call()
        } throws: {
            ($0 as? CallFailure)?.kind == .circuitOpen(retryAfter: .seconds(10))
        }
        #expect(calls.withLock { $0 } == 2)

        #expect(
            dependency.snapshot
                == WorkerSnapshot.Dependency(
                    name: "x", breaker: .init(position: .open, since: Timestamp(seconds: 1000)),
                    permits: SemaphoreLoad(limit: 4, used: 0, waiting: 0)))
        let text = metrics.prometheusText()
        for line in [
            #"generia_worker_breaker_state{dependency="x"} 2"#, #"generia_worker_permits{dependency="x"} 4"#,
            #"generia_worker_dependency_calls_total{dependency="x",outcome="retryable"} 2"#,
            #"generia_worker_dependency_calls_total{dependency="x",outcome="circuit_open"} 2"#,
            #"generia_worker_dependency_call_duration_seconds_count{dependency="x"} 2"#,
        ] { #expect(text.contains(line + "\n"), "\(line)") }
    }

    private static func dependency() -> Dependency {
        Dependency(
            "x", limiter: nil, breaker: .init(),
            retry: RetryPolicy(attempts: 2, initialPause: .milliseconds(1), maximumPause: .milliseconds(1)),
            environment: Environment(), metrics: Metrics())
    }

    private static func fail(_ dependency: Dependency, by failure: CallFailure, meanwhile body: () async -> Void = {}) async -> CallFailure?
    {
        do {
            try await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in
                await body()
                throw failure
            }
            return nil
        } catch {
            return error
        }
    }

    @Test("A call fails by an outage when no other call succeeds between its last attempts")
    func outage() async throws {
        let dependency = Self.dependency()
        #expect(await Self.fail(dependency, by: .retryable("down"))?.isOutage == true)
        try await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in }
        #expect(await Self.fail(dependency, by: .retryable("down"))?.isOutage == true)
        // Somebody else is served while this request fails.
        let failure = await Self.fail(dependency, by: .retryable("no")) {
            try? await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in }
        }
        #expect(failure?.isOutage == false)
        // Somebody else was served by what had begun before the outage.
        let attempts = Mutex(0)
        let edge = await Self.fail(dependency, by: .retryable("down")) {
            let isFirst = attempts.withLock { attempts in
                attempts += 1
                return attempts == 1
            }
            if isFirst { try? await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in } }
        }
        #expect(edge?.isOutage == true && attempts.withLock { $0 } == 2)
        #expect(await Self.fail(dependency, by: .unusable("not JSON"))?.isOutage == false)
        #expect(await Self.fail(dependency, by: .permanent("bad"))?.isOutage == false)
    }

    @Test("An answer that is of no use is no outage")
    func unusableAnswers() async throws {
        let breaker = CircuitBreaker("x", policy: .init(), environment: Environment())
        for _ in 0..<20 { #expect(await Self.run(breaker, .unusable("not JSON")) == .unusable("not JSON")) }
        #expect(breaker.snapshot.position == .closed)
    }

    @Test(
        "A call that a service refuses says nothing about the service",
        arguments: [
            StatusCode.invalidArgument, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition, .outOfRange, .unauthenticated,
        ])
    func refusedCalls(code: StatusCode) async throws {
        let breaker = CircuitBreaker("x", policy: .init(), environment: Environment())
        let refusal = CallFailure(RPCError(code, "no"), calling: "CreateCharacter")
        #expect(refusal.kind == .permanent)
        for _ in 0..<20 { #expect(await Self.run(breaker, refusal) == refusal) }
        #expect(breaker.snapshot.position == .closed)
    }

    @Test("A breaker knows since when it is in its position")
    func since() async throws {
        let clock = FixedClock(Timestamp(seconds: 1000))
        let breaker = CircuitBreaker("x", policy: .init(), environment: Environment(clock: clock))
        clock.advance(by: .seconds(5))
        for _ in 0..<5 { _ = await Self.run(breaker, .retryable("down")) }
        #expect(breaker.snapshot == .init(position: .open, since: Timestamp(seconds: 1005)))
        clock.advance(by: .seconds(11))
        _ = await Self.run(breaker, nil)
        #expect(breaker.snapshot == .init(position: .halfOpen, since: Timestamp(seconds: 1016)))
        clock.advance(by: .seconds(1))
        _ = await Self.run(breaker, nil)
        #expect(breaker.snapshot == .init(position: .closed, since: Timestamp(seconds: 1017)))
    }

    @Test("A worker that stops does not wait for the pause that a provider has asked for", .timeLimit(.minutes(1)))
    func endOfPauses() async throws {
        let pauses = Pauses()
        let dependency = Dependency(
            "x", limiter: nil, breaker: .init(),
            retry: RetryPolicy(attempts: 3, initialPause: .milliseconds(1), maximumPause: .milliseconds(1)), pauses: pauses,
            environment: Environment(), metrics: Metrics())
        let attempts = Mutex(0)
        for _ in 0..<2 {
            // The second call comes when everything has ended, and is made once.
            await #expect(throws: CallFailure.cancelled) {
                try await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in
                    attempts.withLock { $0 += 1 }
                    Task {
                        try await Task.sleep(for: .milliseconds(20))
                        pauses.close()
                    }
                    throw .retryable("busy", after: .seconds(3600))
                }
            }
        }
        #expect(attempts.withLock { $0 } == 2)
    }

    @Test("Pauses double, stay below the maximum, and give way to a longer wish of the other side")
    func pauses() {
        let policy = RetryPolicy(attempts: 9, initialPause: .seconds(1), maximumPause: .seconds(60))
        let environment = Environment(seed: 1)
        for attempt in 1...8 {
            let pause = policy.pause(after: attempt, asked: nil, environment: environment)
            let expected = min(Double(1 << (attempt - 1)), 60)
            #expect(pause >= .seconds(min(expected * 0.9, 60)) && pause <= .seconds(min(expected * 1.1, 60)), "\(attempt): \(pause)")
        }
        #expect(policy.pause(after: 1, asked: .seconds(90), environment: environment) == .seconds(90))
    }
}
