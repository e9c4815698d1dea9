import Environments
import GeneriaAPI
import ProtoRuntime
import Testing

/// URLs of one second are signed once.
@Suite struct DownloadURLTests {
    @Test func oneSigningASecondForOneObjectAndLifetime() async throws {
        let clock = FixedClock(Timestamp(seconds: 1_748_202_811))
        try await Platform.with(Platform.Options(environment: Environment(clock: clock))) { platform in
            let f = try await Fixtures(platform)
            func url(_ lifetime: Int64 = 3_600) async throws -> String {
                try await platform.media.getMediaURL(.init(mediaID: f.ma, variant: "small", expiresIn: lifetime)).url
            }
            let first = try await url()
            #expect(try await url() == first)
            #expect(try await url(60) != first)
            clock.advance(by: .seconds(1))
            let later = try await url()
            #expect(URLParts(later)["X-Amz-Date"] == "20250525T195332Z")
            #expect(later != first)
        }
    }
}
