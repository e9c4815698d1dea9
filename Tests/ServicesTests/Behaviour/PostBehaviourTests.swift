import GeneriaAPI
import ProtoRuntime
import ServiceSupport
import Testing

/// What PostService does otherwise when it is asked to.
@Suite struct PostBehaviourTests {
    @Test(arguments: Behaviour.allCases) func tagsAreReturnedByTheExtendedOnly(_ behaviour: Behaviour) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour)) { platform in
            let f = try await Fixtures(platform)
            let tags = ["#harbour", "", "море"]
            let ai = try await platform.posts.createAIPost(.init(characterID: f.a1, mediaID: f.ma, worldID: f.w1, tags: tags)).postID
            let request = PostAPI.CreatePostRequest(
                userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1, tags: ["own"])
            _ = try await platform.posts.createPost(request)
            let isExtended = behaviour == .extended
            #expect(try await platform.posts.getPost(.init(postID: ai)).tags == (isExtended ? tags : []))
            let lists = [
                try await platform.posts.getGlobalFeed(.init(worldID: f.w1)), try await platform.posts.getUserPosts(.init(userID: f.u1)),
                try await platform.posts.getCharacterPosts(.init(characterID: f.a1)),
                try await platform.posts.getPostsByIDs(.init(postIDs: [ai])),
            ]
            let expected = [[["own"], tags], [["own"]], [tags], [tags]]
            for (list, tags) in zip(lists, expected) { #expect(list.posts.map(\.tags) == (isExtended ? tags : tags.map { _ in [] })) }
        }
    }

    /// 3.3, P-D1: the originals end their process.
    @Test(arguments: Behaviour.allCases) func listsWithoutTheirAuthors(_ behaviour: Behaviour) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour)) { platform in
            let f = try await Fixtures(platform)
            let post = try await platform.posts.createPost(.init(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1)).postID
            await platform.stop(.character)
            #expect(try await platform.posts.getGlobalFeed(.init(worldID: f.w1)).posts.map(\.displayName) == [""])
            if behaviour == .strict {
                await expectFailure(.unavailable, "error reading from server: EOF") {
                    try await platform.posts.getUserPosts(.init(userID: f.u1))
                }
                await expectFailure(.unavailable, "error reading from server: EOF") {
                    try await platform.posts.getPostsByIDs(.init(postIDs: [post]))
                }
                #expect(try await platform.posts.getUserPosts(.init(userID: f.u2)).posts.isEmpty)
            } else {
                #expect(try await platform.posts.getUserPosts(.init(userID: f.u1)).posts.map(\.displayName) == [""])
                #expect(try await platform.posts.getPostsByIDs(.init(postIDs: [post])).posts.map(\.displayName) == [""])
            }
        }
    }
}
