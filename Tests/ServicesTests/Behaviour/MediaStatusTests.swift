import GeneriaAPI
import ProtoRuntime
import ServiceSupport
import Testing

/// The status codes of MediaService, and how long URLs may be valid.
@Suite struct MediaStatusTests {
    private static let tooLong =
        "failed to generate presigned URL: failed to generate presigned URL: Expires cannot be greater than 7 days."

    @Test func theExtendedBehaviourIsPrecise() async throws {
        try await Platform.with(Platform.Options(behaviour: .extended)) { platform in
            let f = try await Fixtures(platform)
            let noRows = "failed to get media from database: sql: no rows in result set"
            await expectFailure(.notFound, noRows) { try await platform.media.confirmUpload(.init(mediaID: f.x)) }
            await expectFailure(.notFound, "failed to get media: \(noRows)") { try await platform.media.getMedia(.init(mediaID: f.x)) }
            await expectFailure(.notFound, "failed to verify media in storage: The specified key does not exist.") {
                try await platform.media.confirmUpload(.init(mediaID: f.ma))
            }
            let foreignKey = #"insert or update on table "media" violates foreign key constraint "media_world_id_fkey""#
            await expectFailure(.notFound, "failed to store media in database: pq: \(foreignKey)") {
                try await platform.presign(f.x, f.a1, .postImage)
            }
            await expectFailure(.invalidArgument, #"failed to store media in database: pq: invalid input syntax for type uuid: "zz""#) {
                try await platform.presign("zz", f.a1, .postImage)
            }
            await expectFailure(
                .invalidArgument, "failed to generate presigned URL: Object name cannot be longer than 1024 characters"
            ) { try await platform.presign(f.w1, f.a1, .postImage, filename: "a." + String(repeating: "x", count: 1_024)) }
            await expectFailure(.invalidArgument, Self.tooLong) {
                try await platform.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: .max))
            }
        }
    }

    @Test(arguments: [(Behaviour.standard, StatusCode.unavailable), (.extended, .unavailable), (.strict, .unknown)])
    func anOutageOfTheStorage(_ behaviour: Behaviour, _ code: StatusCode) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour, objectHost: "127.0.0.1:1")) { platform in
            let f = try await Fixtures(platform)
            await #expect {
                try await platform.media.confirmUpload(.init(mediaID: f.ma))
            } throws: { error in
                guard let error = error as? RPCError else { return false }
                return error.code == code && error.message.hasPrefix("failed to verify media in storage: ")
            }
        }
    }

    /// 2.6, M-D10.
    @Test func strictLifetimesOverflow() async throws {
        try await Platform.with(Platform.Options(behaviour: .strict)) { platform in
            let f = try await Fixtures(platform)
            func expiry(_ seconds: Int64) async throws -> String? {
                URLParts(try await platform.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: seconds)).url)[
                    "X-Amz-Expires"]
            }
            for seconds in [Int64(0), -1, .max, 9_223_372_037] { #expect(try await expiry(seconds) == "3600", "\(seconds)") }
            #expect(try await expiry(604_800) == "604800")
            // 2⁶⁴ nanoseconds are 18 446 744 073.709551616 s: what is left of 18 446 744 074 s is 0.29 s.
            await expectFailure(.unknown, Self.tooLong.replacing("greater than 7 days", with: "lesser than 1 second")) {
                try await platform.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: 18_446_744_074))
            }
            #expect(try await expiry(18_446_744_134) == "60")
            for seconds in [604_801, 9_223_372_036, 18_447_348_874] as [Int64] {
                await expectFailure(.unknown, Self.tooLong) {
                    try await platform.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: seconds))
                }
            }
        }
    }
}
