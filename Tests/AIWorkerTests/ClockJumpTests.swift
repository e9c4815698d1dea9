import Environments
import Persistence
import Testing

@testable import AIWorker

/// A clock that is set back or forward while something waits for a time of day.
@Suite("Clock jumps")
struct ClockJumpTests {
    private let clock = FixedClock(Timestamp(seconds: 1_000_000))
    private var environment: Environment { Environment(clock: clock) }

    @Test("An open breaker lets a probe pass when the clock was set back beyond its pause", arguments: [-3600, 3600])
    func breaker(jump: Int) async {
        let breaker = CircuitBreaker("x", policy: .init(), environment: environment)
        for _ in 0..<5 { try? await breaker.protect { () async throws(CallFailure) in throw .retryable("down") } }
        await #expect(throws: CallFailure.self) { try await breaker.protect { () async throws(CallFailure) in } }
        clock.advance(by: .seconds(jump))
        await #expect(throws: Never.self) { try await breaker.protect { () async throws(CallFailure) in } }
    }

    @Test("A task that is held back is not held back longer because the clock was set back")
    func heldTask() async throws {
        let now = environment.now()
        var document = TaskRecord.newDocument(
            id: Identifier(high: 1, low: 1), type: .generatePost, worldID: TestWorker.worldID, parent: nil, parameters: [:], at: now)
        document["held_since"] = .date(now + .seconds(3600))
        let record = try #require(TaskRecord(document))
        let configuration = AIWorkerConfiguration(
            llm: .init(baseURL: "", apiKey: "", model: ""), images: .init(baseURL: "", apiKey: "", model: ""))
        let error = CallFailure(kind: .circuitOpen(retryAfter: .seconds(10)), description: "down")
        let verdict = Verdict(error, record, configuration, now: now)
        #expect(verdict == .hold("down", .seconds(10)))
        let release = TaskQueue.Release(verdict, ClaimedTask(record), pause: { _ in .zero }, now: now)
        #expect(release.heldSince == now && release.notBefore == now + .seconds(10))
        // From then on the outage is as long as the clock says.
        document["held_since"] = release.heldSince.map(DocumentValue.date)
        let later = try #require(TaskRecord(document))
        #expect(Verdict(error, later, configuration, now: now + configuration.longestOutage) == .tryAgain("down"))
    }
}
