import EventLoops
import InteropTesting
import Synchronization
import Testing

@testable import ProtoRuntime

/// Retries, hedging and throttling as a client's caller sees them (gRFC A6).
@Suite struct RetryTests {
    private static let unary = TestingAPI.TestServiceMethods.unaryCall

    private func configuration(
        _ repetition: MethodConfig.Repetition, throttling: RetryThrottling? = nil
    ) throws -> ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.serviceConfig = try ServiceConfig(
            methods: [MethodConfig(names: [.all], repetition: repetition)], retryThrottling: throttling)
        return configuration
    }

    private func retry(attempts: Int = 4, pause: Duration = .milliseconds(1)) throws -> MethodConfig.Repetition {
        .retry(
            try RetryPolicy(
                maximumAttempts: attempts, initialBackoff: pause, maximumBackoff: .seconds(10), backoffMultiplier: 2,
                retryableStatusCodes: [.unavailable]))
    }

    /// A unary method that fails `failures` times before it succeeds, and tells how often it was called.
    private func failing(
        _ failures: Int, _ calls: Count, code: StatusCode = .unavailable, metadata: Metadata = Metadata()
    ) -> MethodHandler {
        .unary(Self.unary) { (request: TestingAPI.SimpleRequest, context: ServerContext) in
            calls.increment()
            if calls.value <= failures { throw RPCError(code, "attempt \(calls.value)", metadata: metadata) }
            let attempts = context.metadata["grpc-previous-rpc-attempts"] ?? "0"
            return TestingAPI.SimpleResponse(payload: request.payload, username: attempts)
        }
    }

    @Test func aRetryableFailureIsRepeatedWithItsRequest() async throws {
        let calls = Count()
        try await StreamFixture.with(.http2, [failing(2, calls)], channel: try configuration(retry())) { fixture in
            let body = [UInt8](repeating: 5, count: 300_000)
            let response = try await fixture.service.unaryCall(.init(payload: .init(body: body)))
            #expect(response.payload?.body == body)
            #expect(response.username == "2")
            #expect(calls.value == 3)
        }
    }

    @Test func attemptsAreLimited() async throws {
        let calls = Count()
        try await StreamFixture.with(.http2, [failing(100, calls)], channel: try configuration(retry(attempts: 3))) { fixture in
            let error = await status { try await fixture.service.unaryCall(.init()) }
            #expect(error?.message == "attempt 3")
            #expect(calls.value == 3)
        }
    }

    @Test func otherFailuresAreNotRepeated() async throws {
        let calls = Count()
        let handler = failing(100, calls, code: .internal)
        try await StreamFixture.with(.http2, [handler], channel: try configuration(retry())) { fixture in
            let error = await status { try await fixture.service.unaryCall(.init()) }
            #expect(error?.code == .internal)
            #expect(calls.value == 1)
        }
    }

    @Test func theDeadlineHoldsForAllAttempts() async throws {
        let calls = Count()
        let policy = try retry(pause: .seconds(5))
        try await StreamFixture.with(.http2, [failing(100, calls)], channel: try configuration(policy)) { fixture in
            let error = await status {
                try await fixture.service.unaryCall(.init(), options: CallOptions(timeout: .milliseconds(50)))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(calls.value == 1)
        }
    }

    @Test func aStreamIsRepeatedUntilTheServerAnswers() async throws {
        let calls = Count()
        let sum = StreamFixture.input { requests, _ in
            calls.increment()
            var size = 0
            while let request = try await requests.next() {
                size += request.payload?.body.count ?? 0
                if calls.value == 1, size >= 300 { throw RPCError(.unavailable, "lost") }
            }
            return InputResponse(aggregatedPayloadSize: Int32(size))
        }
        try await StreamFixture.with(.http2, [sum], channel: try configuration(retry())) { fixture in
            let response = try await fixture.service.streamingInputCall { requests in
                for _ in 0..<10 { try await requests.write(InputRequest(size: 100)) }
            }
            #expect(response.aggregatedPayloadSize == 1000)
            #expect(calls.value == 2)
        }
    }

    @Test func aStreamThatHasBegunToAnswerIsNotRepeated() async throws {
        let calls = Count()
        let half = StreamFixture.output { _, responses, _ in
            calls.increment()
            try await responses.write(OutputResponse(1))
            throw RPCError(.unavailable, "lost")
        }
        try await StreamFixture.with(.http2, [half], channel: try configuration(retry())) { fixture in
            let error = await status {
                try await fixture.service.streamingOutputCall(OutputRequest()) { responses in
                    while try await responses.next() != nil {}
                }
            }
            #expect(error?.code == .unavailable)
            #expect(calls.value == 1)
        }
    }

    @Test func anEmptyBucketStopsRetries() async throws {
        let calls = Count()
        let throttling = try RetryThrottling(maximumTokens: 4, tokenRatio: 0.1)
        let channel = try configuration(retry(attempts: 5), throttling: throttling)
        try await StreamFixture.with(.http2, [failing(100, calls)], channel: channel) { fixture in
            // 4 tokens: the first failure leaves 3, which is more than half; the second leaves 2.
            _ = await status { try await fixture.service.unaryCall(.init()) }
            #expect(calls.value == 2)
            _ = await status { try await fixture.service.unaryCall(.init()) }
            #expect(calls.value == 3)
        }
    }

    @Test func hedgedAttemptsRaceAndTheLosersAreCancelled() async throws {
        let calls = Count()
        let cancelled = Signal()
        let slowFirst = MethodHandler.unary(Self.unary) { (_: TestingAPI.SimpleRequest, _: ServerContext) in
            calls.increment()
            if calls.value == 1 {
                do {
                    try await Task.sleep(for: .seconds(30))
                } catch {
                    cancelled.set()
                    throw error
                }
            }
            return TestingAPI.SimpleResponse(username: "fast")
        }
        let policy = try HedgingPolicy(maximumAttempts: 3, delay: .milliseconds(10), nonFatalStatusCodes: [.unavailable])
        try await StreamFixture.with(.http2, [slowFirst], channel: try configuration(.hedge(policy))) { fixture in
            let response = try await fixture.service.unaryCall(.init())
            #expect(response.username == "fast")
            await cancelled.wait()
        }
    }

    @Test func aHedgedCallFailsWhenAllItsAttemptsHave() async throws {
        let calls = Count()
        let policy = try HedgingPolicy(maximumAttempts: 3, delay: .milliseconds(5), nonFatalStatusCodes: [.unavailable])
        try await StreamFixture.with(.http2, [failing(100, calls)], channel: try configuration(.hedge(policy))) { fixture in
            let error = await status { try await fixture.service.unaryCall(.init()) }
            #expect(error?.code == .unavailable)
            #expect(calls.value == 3)
        }
    }

    @Test func aFatalFailureEndsAHedgedCall() async throws {
        let calls = Count()
        let policy = try HedgingPolicy(maximumAttempts: 5, delay: .seconds(5), nonFatalStatusCodes: [.unavailable])
        let handler = failing(100, calls, code: .invalidArgument)
        try await StreamFixture.with(.http2, [handler], channel: try configuration(.hedge(policy))) { fixture in
            let error = await status { try await fixture.service.unaryCall(.init()) }
            #expect(error?.code == .invalidArgument)
            #expect(calls.value == 1)
        }
    }
}
