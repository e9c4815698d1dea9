import Synchronization
import Telemetry
import Testing

@testable import Suite

/// Waiting for what a suite rests on.
@Testing.Suite("Readiness")
struct ReadinessTests {
    private let readiness = Readiness(logger: .disabled)

    /// A preparation that something out of reach holds up as long as `isAway` says so.
    private final class Dependency: Sendable {
        private let state = Mutex((isAway: true, attempts: 0))

        var attempts: Int { state.withLock { $0.attempts } }

        func come() { state.withLock { $0.isAway = false } }

        func preparation(of component: Component) -> Preparation {
            Preparation(component, dependency: "the database") { () async throws(SuiteError) in
                let isAway = self.state.withLock { state in
                    state.attempts += 1
                    return state.isAway
                }
                if isAway { throw .unreachable(what: "the database", reason: "refused") }
            }
        }
    }

    @Test func whatIsThereIsReadyAtOnce() async throws {
        try await readiness.prepare([Preparation(.world, dependency: "a file") { () async throws(SuiteError) in }])
        #expect(readiness.obstacles.isEmpty && readiness.obstacle(of: .world) == nil)
        await readiness.allReady()
    }

    @Test func whatIsAwayIsWaitedFor() async throws {
        let dependency = Dependency()
        let ready = Mutex<[Component]>([])
        try await readiness.prepare([dependency.preparation(of: .post), dependency.preparation(of: .media)])
        readiness.onReady { component in ready.withLock { $0.append(component) } }
        #expect(readiness.obstacle(of: .post) == "the database cannot be reached: refused")
        #expect(readiness.obstacles == ["the database cannot be reached: refused"])
        dependency.come()
        await readiness.allReady()
        #expect(readiness.obstacles.isEmpty)
        #expect(Set(ready.withLock { $0 }) == [.post, .media])
    }

    @Test func whatWaitingDoesNotMendIsToldAtOnce() async {
        let dependency = Dependency()
        await #expect(throws: SuiteError.objectStorage(reason: "no")) {
            try await readiness.prepare([
                dependency.preparation(of: .post),
                Preparation(.media, dependency: "the storage") { () async throws(SuiteError) in throw .objectStorage(reason: "no") },
            ])
        }
    }

    @Test func whoGivesUpIsNotKeptWaiting() async throws {
        let dependency = Dependency()
        try await readiness.prepare([dependency.preparation(of: .world)])
        async let ready: Void = readiness.allReady()
        readiness.abandon()
        await ready
        #expect(readiness.obstacle(of: .world) != nil)
        let attempts = dependency.attempts
        try await Task.sleep(for: .milliseconds(400))
        #expect(dependency.attempts == attempts)
    }
}
