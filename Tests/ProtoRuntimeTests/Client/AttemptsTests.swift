import Testing

@testable import ProtoRuntime

/// What follows the end of an attempt (gRFC A6).
@Suite struct AttemptsTests {
    private static let method = MethodDescriptor(service: "test.Service", name: "Method", kind: .unary)

    private func attempts() throws -> Attempts {
        var configuration = ChannelConfiguration()
        let policy = try RetryPolicy(
            maximumAttempts: 4, initialBackoff: .seconds(1), maximumBackoff: .seconds(8), backoffMultiplier: 2,
            retryableStatusCodes: [.unavailable])
        configuration.serviceConfig = try ServiceConfig(methods: [MethodConfig(names: [.all], repetition: .retry(policy))])
        return Attempts(configuration: configuration, method: Self.method)
    }

    private func next(_ attempts: inout Attempts, _ end: ClientAttempt.End, mayRepeat: Bool = true) -> Attempts.Next {
        var throttle = RetryThrottle(nil)
        return attempts.next(after: end, mayRepeat: mayRepeat, throttle: &throttle)
    }

    private func failure(_ code: StatusCode = .unavailable, pushback: String? = nil, isTrailersOnly: Bool = true) -> ClientAttempt.End {
        ClientAttempt.End(status: RPCError(code, ""), isTrailersOnly: isTrailersOnly, pushback: pushback)
    }

    @Test func pausesGrowWithJitter() throws {
        var attempts = try attempts()
        for base in [1.0, 2, 4] {
            guard case .later(let pause) = next(&attempts, failure()) else {
                Issue.record("no retry")
                return
            }
            #expect(pause >= .seconds(base * 0.8) && pause <= .seconds(base * 1.2))
        }
    }

    @Test func theServerMayChooseThePauseOrForbidRetries() throws {
        var attempts = try attempts()
        #expect(next(&attempts, failure(pushback: "250")) == .later(.milliseconds(250)))
        #expect(next(&attempts, failure(pushback: "0")) == .later(.zero))
        #expect(next(&attempts, failure(pushback: "-1")) == .give)
        #expect(next(&attempts, failure(pushback: "soon")) == .give)
    }

    @Test func whatTheServerDidNotProcessIsRepeatedOnceWithoutAPolicy() throws {
        var attempts = Attempts(configuration: ChannelConfiguration(), method: Self.method)
        let refused = ClientAttempt.End(status: RPCError(.unavailable, ""), isUnprocessed: true, isTrailersOnly: true)
        #expect(next(&attempts, refused, mayRepeat: false) == .give)
        #expect(next(&attempts, refused) == .now)
        #expect(next(&attempts, refused) == .give)
    }

    @Test func anAnswerThatHasBegunIsNotRepeated() throws {
        var attempts = try attempts()
        #expect(next(&attempts, failure(isTrailersOnly: false)) == .give)
        #expect(next(&attempts, failure(), mayRepeat: false) == .give)
        #expect(next(&attempts, failure(.internal)) == .give)
    }
}
