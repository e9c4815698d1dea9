import Environments
import GeneriaAPI
import ProtoRuntime
import Testing

@Suite struct LargeRequestTests {
    @Test func asManyIDsAsAMessageHoldsAreLookedUp() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let post = try await platform.aiPost(f)
            let ids = (0..<100_000).map { Identifier(high: 1, low: UInt64($0)).canonical } + [post]
            #expect(try await platform.posts.getPostsByIDs(.init(postIDs: ids)).posts.map(\.postID) == [post])
        }
    }
}
