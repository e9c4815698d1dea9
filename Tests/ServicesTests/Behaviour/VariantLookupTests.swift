import Environments
import GeneriaAPI
import ProtoRuntime
import ServiceSupport
import Testing

/// Copies that somebody has put where the platform looks for them (platform contract, 2.2).
@Suite struct VariantLookupTests {
    private func path(_ platform: Platform, _ id: String, _ variant: String) async throws -> String {
        URLParts(try await platform.media.getMediaURL(.init(mediaID: id, variant: variant)).url).path
    }

    /// The object that is the copy, and the original.
    private func names(_ f: Fixtures, _ variant: String) throws -> (copy: String, original: String) {
        let id = try #require(Identifier(parsing: f.ma)).canonical
        return ("\(f.a1)/\(id)_\(variant).png", "\(f.w1)/\(f.a1)/posts/\(f.ma).png")
    }

    @Test func whatIsNotThereIsLookedForAgainAfterSeconds() async throws {
        let clock = FixedClock(Timestamp(seconds: 1_748_202_811))
        try await Platform.with(Platform.Options(environment: Environment(clock: clock))) { platform in
            let f = try await Fixtures(platform)
            let (copy, original) = try names(f, "medium")
            _ = platform.objects.takeCount(of: .verify)
            for _ in 0..<5 {
                #expect(try await path(platform, f.ma, "medium") == original)
                clock.advance(by: .milliseconds(900))
            }
            #expect(platform.objects.takeCount(of: .verify) == 1)
            try await platform.objects.write([1], to: copy, contentType: "image/png")
            clock.advance(by: .seconds(2))
            #expect(try await path(platform, f.ma, "medium") == copy)
            #expect(try await path(platform, f.ma, "small") == original)
            #expect(try await path(platform, f.ma, "original") == original)
        }
    }

    @Test func theStrictBehaviourLooksEachTime() async throws {
        try await Platform.with(Platform.Options(behaviour: .strict)) { platform in
            let f = try await Fixtures(platform)
            let (copy, original) = try names(f, "whatever")
            _ = platform.objects.takeCount(of: .verify)
            for _ in 0..<3 { #expect(try await path(platform, f.ma, "whatever") == original) }
            #expect(platform.objects.takeCount(of: .verify) == 3)
            try await platform.objects.write([1], to: copy, contentType: "image/png")
            #expect(try await path(platform, f.ma, "whatever") == copy)
        }
    }

    @Test func nobodyWaitsForAStorageThatDoesNotAnswer() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            platform.objects.hold(.verify)
            let start = ContinuousClock.now
            for id in [f.ma, f.mh, f.mw] { #expect(try await path(platform, id, "medium").contains(id)) }
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(platform.objects.takeCount(of: .verify) == 1)
        }
    }

    @Test func aCallThatIsOverSaysNothingAboutTheStorage() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let (copy, _) = try names(f, "medium")
            try await platform.objects.write([1], to: copy, contentType: "image/png")
            platform.objects.hold(.verify)
            await #expect(throws: RPCError.self) {
                try await platform.media.getMediaURL(
                    .init(mediaID: f.ma, variant: "medium"), options: CallOptions(timeout: .milliseconds(100)))
            }
            platform.objects.hold(nil)
            #expect(try await path(platform, f.ma, "medium") == copy)
        }
    }

    @Test func aStorageThatCannotBeReachedIsLeftAlone() async throws {
        try await Platform.with(Platform.Options(objectHost: "127.0.0.1:1")) { platform in
            let f = try await Fixtures(platform)
            for id in [f.ma, f.mh, f.mw] { #expect(try await path(platform, id, "medium").contains(id)) }
            #expect(platform.objects.takeCount(of: .verify) == 1)
        }
    }
}
