import Environments
import GeneriaAPI
import ProtoRuntime
import Testing

/// Platform contract, 11.3. InteractionService (P-46) is no part of the suite: counters are zero throughout.
enum PostCases {
    static let all: [ContractCase] = creatingAI + creating + reading + listing + feed

    private static let creatingAI: [ContractCase] = [
        ContractCase("P-01, P-02", "an AI post, and how it reads") { subject, f async throws in
            let created = try await subject.posts.createAIPost(
                .init(characterID: f.a1, caption: "c", mediaID: f.ma, worldID: f.w1, tags: ["a", "b"]))
            #expect(isCanonical(created.postID))
            #expect(isNow(created.createdAt))
            let post = try await subject.posts.getPost(.init(postID: created.postID))
            #expect(post.postID == created.postID)
            #expect(post.characterID == f.a1)
            #expect(post.displayName == "Ada")
            #expect(post.caption == "c")
            #expect(post.createdAt == created.createdAt)
            #expect(post.worldID == f.w1)
            #expect(post.isAI)
            #expect(post.tags.isEmpty)
            #expect(post.likesCount == 0)
            #expect(post.commentsCount == 0)
            #expect(post.avatarURL.isEmpty)
            #expect(URLParts(post.mediaURL).path == "\(f.w1)/\(f.a1)/posts/\(f.ma).png")
        },
        ContractCase("P-03", "an empty caption") { subject, f async throws in
            let id = try await subject.aiPost(f, caption: "")
            #expect(try await subject.posts.getPost(.init(postID: id)).caption.isEmpty)
        },
        ContractCase("P-04", "a missing id") { subject, f async throws in
            for (character, media, world) in [("", f.ma, f.w1), (f.a1, "", f.w1), (f.a1, f.ma, "")] {
                await expectFailure(.invalidArgument, "character_id, media_id, and world_id are required") {
                    try await subject.posts.createAIPost(.init(characterID: character, mediaID: media, worldID: world))
                }
            }
        },
        ContractCase("P-05", "an unknown and a malformed character") { subject, f async throws in
            for character in [f.x, "x"] {
                await expectFailure(.notFound, "Character not found") {
                    try await subject.posts.createAIPost(.init(characterID: character, mediaID: f.ma, worldID: f.w1))
                }
            }
        },
        ContractCase("P-06", "a character of a user") { subject, f async throws in
            await expectFailure(.permissionDenied, "Cannot create AI post for non-AI character") {
                try await subject.posts.createAIPost(.init(characterID: f.h1, mediaID: f.mh, worldID: f.w1))
            }
        },
        ContractCase("P-07", "an unknown and a malformed media") { subject, f async throws in
            for media in [f.x, "x"] {
                await expectFailure(.internal, "failed to validate media") {
                    try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: media, worldID: f.w1))
                }
            }
        },
        ContractCase("P-08, P-09", "a media of another character and one of the world") { subject, f async throws in
            for media in [f.mh, f.mw] {
                await expectFailure(.permissionDenied, "media does not belong to the character") {
                    try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: media, worldID: f.w1))
                }
            }
        },
        ContractCase("P-10", "a character id in capitals is not the media's") { subject, f async throws in
            await expectFailure(.permissionDenied, "media does not belong to the character") {
                try await subject.posts.createAIPost(.init(characterID: f.a1.uppercased(), mediaID: f.ma, worldID: f.w1))
            }
        },
        ContractCase("P-11", "an unknown and a malformed world") { subject, f async throws in
            for world in [f.x, "x"] {
                await expectFailure(.internal, "failed to create post") {
                    try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: f.ma, worldID: world))
                }
            }
        },
        ContractCase("P-12", "a world that is not the character's") { subject, f async throws in
            _ = try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: f.ma, worldID: f.w2))
            #expect(try await subject.posts.getGlobalFeed(.init(worldID: f.w2)).posts.count == 1)
        },
        ContractCase("P-13", "an avatar as the picture") { subject, f async throws in
            let avatar = try await subject.presign(f.w1, f.a1, .characterAvatar).mediaID
            _ = try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: avatar, worldID: f.w1))
        },
        ContractCase("P-14", "a caption with U+0000") { subject, f async throws in
            await expectFailure(.internal, "failed to create post") { try await subject.aiPost(f, caption: "a\u{0}") }
        },
        ContractCase("P-15", "a media id in both spellings") { subject, f async throws in
            for media in [f.ma, Identifier(parsing: f.ma)?.canonical ?? ""] {
                _ = try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: media, worldID: f.w1))
            }
        },
        ContractCase("P-16", "the same twice makes two") { subject, f async throws in
            #expect(try await subject.aiPost(f) != subject.aiPost(f))
        },
    ]

    private static let creating: [ContractCase] = [
        ContractCase("P-17, P-18", "a post of a user, with the flag that the user sends") { subject, f async throws in
            for isAI in [false, true] {
                let created = try await subject.posts.createPost(
                    .init(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1, isAI: isAI))
                #expect(try await subject.posts.getPost(.init(postID: created.postID)).isAI == isAI)
            }
        },
        ContractCase("P-19", "a missing id") { subject, f async throws in
            for missing in 0..<4 {
                var ids = [f.u1, f.h1, f.mh, f.w1]
                ids[missing] = ""
                let request = PostAPI.CreatePostRequest(userID: ids[0], characterID: ids[1], mediaID: ids[2], worldID: ids[3])
                await expectFailure(.invalidArgument, "user_id, character_id, media_id, and world_id are required") {
                    try await subject.posts.createPost(request)
                }
            }
        },
        ContractCase("P-20", "an unknown character, an unknown media, an unknown world") { subject, f async throws in
            await expectFailure(.internal, "failed to validate character") {
                try await subject.posts.createPost(.init(userID: f.u1, characterID: f.x, mediaID: f.mh, worldID: f.w1))
            }
            await expectFailure(.internal, "failed to validate media") {
                try await subject.posts.createPost(.init(userID: f.u1, characterID: f.h1, mediaID: f.x, worldID: f.w1))
            }
            await expectFailure(.internal, "failed to create post") {
                try await subject.posts.createPost(.init(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.x))
            }
        },
        ContractCase("P-21, P-22, P-23", "a foreign character, an AI character, a user id in capitals") { subject, f async throws in
            for (user, character, media) in [(f.u2, f.h1, f.mh), (f.u1, f.a1, f.ma), (f.u1.uppercased(), f.h1, f.mh)] {
                await expectFailure(.permissionDenied, "character does not belong to the user") {
                    try await subject.posts.createPost(.init(userID: user, characterID: character, mediaID: media, worldID: f.w1))
                }
            }
        },
        ContractCase("P-24", "a media of another character") { subject, f async throws in
            await expectFailure(.permissionDenied, "media does not belong to the character") {
                try await subject.posts.createPost(.init(userID: f.u1, characterID: f.h1, mediaID: f.ma, worldID: f.w1))
            }
        },
        ContractCase("P-49", "while CharacterService is stopped") { subject, f async throws in
            await subject.stop(.character)
            await expectFailure(.notFound, "Character not found") { try await subject.aiPost(f) }
            await expectFailure(.internal, "failed to validate character") {
                try await subject.posts.createPost(.init(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1))
            }
        },
        ContractCase("P-50", "while MediaService is stopped") { subject, f async throws in
            await subject.stop(.media)
            await expectFailure(.internal, "failed to validate media") { try await subject.aiPost(f) }
        },
    ]

    private static let reading: [ContractCase] = [
        ContractCase("P-25, P-26, P-27", "no id, an unknown one, a malformed one") { subject, f async throws in
            await expectFailure(.invalidArgument, "post_id is required") { try await subject.posts.getPost(.init()) }
            await expectFailure(.notFound, "post not found") { try await subject.posts.getPost(.init(postID: f.x)) }
            await expectFailure(.internal, "failed to get post") { try await subject.posts.getPost(.init(postID: "x")) }
        },
        ContractCase("P-28", "the world is ignored") { subject, f async throws in
            let id = try await subject.aiPost(f)
            #expect(try await subject.posts.getPost(.init(postID: id, worldID: "anything")).postID == id)
        },
        ContractCase("P-47", "while MediaService is stopped") { subject, f async throws in
            let id = try await subject.aiPost(f)
            await subject.stop(.media)
            await expectFailure(.internal, "failed to get media URL") { try await subject.posts.getPost(.init(postID: id)) }
            #expect(try await subject.posts.getGlobalFeed(.init(worldID: f.w1)).posts.map(\.mediaURL) == [""])
            #expect(try await subject.posts.getCharacterPosts(.init(characterID: f.a1)).posts.map(\.mediaURL) == [""])
        },
        ContractCase("P-48", "while CharacterService is stopped") { subject, f async throws in
            let id = try await subject.aiPost(f)
            await subject.stop(.character)
            let feed = try await subject.posts.getGlobalFeed(.init(worldID: f.w1)).posts
            #expect(feed.map(\.displayName) == [""])
            #expect(feed.map(\.avatarURL) == [""])
            await expectFailure(.internal, "failed to get character info") {
                try await subject.posts.getCharacterPosts(.init(characterID: f.a1))
            }
            await expectFailure(.internal, "failed to get character info") { try await subject.posts.getPost(.init(postID: id)) }
            // The originals crash here; the suite answers as the feed does.
            #expect(try await subject.posts.getPostsByIDs(.init(postIDs: [id])).posts.map(\.displayName) == [""])
            #expect(try await subject.posts.getCharacterPosts(.init(characterID: f.x)).posts.isEmpty)
        },
        ContractCase("P-51", "health") { subject, _ async throws in
            #expect(try await subject.posts.healthCheck(.init()).status == .serving)
        },
    ]

    private static let listing: [ContractCase] = [
        ContractCase("P-29, P-30, P-31, P-32", "pages of a character's posts") { subject, f async throws in
            var ids: [String] = []
            for _ in 0..<12 { ids.insert(try await subject.aiPost(f), at: 0) }
            func page(_ limit: Int32, _ offset: Int32) async throws -> PostAPI.PostList {
                try await subject.posts.getCharacterPosts(.init(characterID: f.a1, limit: limit, offset: offset))
            }
            let first = try await page(0, -3)
            #expect(first.posts.map(\.postID) == Array(ids[..<10]))
            #expect(first.total == 12)
            #expect(first.nextCursor.isEmpty)
            let last = try await page(5, 10)
            #expect(last.posts.map(\.postID) == Array(ids[10...]))
            #expect(last.total == 12)
            #expect(try await page(5, 100) == PostAPI.PostList())
            #expect(try await page(500, 0).posts.count == 12)
        },
        ContractCase("P-33", "no character, a malformed one, an unknown one") { subject, f async throws in
            await expectFailure(.invalidArgument, "character_id is required") { try await subject.posts.getCharacterPosts(.init()) }
            await expectFailure(.internal, "failed to get character posts") {
                try await subject.posts.getCharacterPosts(.init(characterID: "x"))
            }
            #expect(try await subject.posts.getCharacterPosts(.init(characterID: f.x)) == PostAPI.PostList())
        },
        ContractCase("P-34", "a user's posts over all worlds and characters") { subject, f async throws in
            let other = try await subject.characters.createCharacter(.init(worldID: f.w2, realUserID: f.u1, displayName: "Other")).id
            let picture = try await subject.presign(f.w2, other, .postImage).mediaID
            let first = try await subject.posts.createPost(
                .init(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1))
            let second = try await subject.posts.createPost(
                .init(userID: f.u1, characterID: other, mediaID: picture, worldID: f.w2))
            _ = try await subject.aiPost(f)
            let list = try await subject.posts.getUserPosts(.init(userID: f.u1.uppercased(), worldID: f.w1))
            #expect(list.posts.map(\.postID) == [second.postID, first.postID])
            #expect(list.posts.map(\.displayName) == ["Other", "Hugo"])
            #expect(list.total == 2)
        },
        ContractCase("P-35", "no user, a malformed one, an unknown one") { subject, f async throws in
            await expectFailure(.invalidArgument, "user_id is required") { try await subject.posts.getUserPosts(.init()) }
            await expectFailure(.internal, "failed to get user posts") { try await subject.posts.getUserPosts(.init(userID: "x")) }
            #expect(try await subject.posts.getUserPosts(.init(userID: f.x)) == PostAPI.PostList())
        },
        ContractCase("P-36", "posts by their ids") { subject, f async throws in
            let (p1, p2, p3) = (try await subject.aiPost(f), try await subject.aiPost(f), try await subject.aiPost(f))
            let list = try await subject.posts.getPostsByIDs(.init(postIDs: [p1, p3, p2, p1, f.x]))
            #expect(list.posts.map(\.postID) == [p3, p2, p1])
            #expect(list.total == 3)
            #expect(list.nextCursor.isEmpty)
        },
        ContractCase("P-37", "no ids, an unknown one, a malformed one") { subject, f async throws in
            #expect(try await subject.posts.getPostsByIDs(.init()) == PostAPI.PostList())
            #expect(try await subject.posts.getPostsByIDs(.init(postIDs: [f.x])) == PostAPI.PostList())
            await expectFailure(.internal, "failed to get posts by IDs") { try await subject.posts.getPostsByIDs(.init(postIDs: ["x"])) }
        },
    ]

    private static let feed: [ContractCase] = [
        ContractCase("P-38, P-41", "a feed, page by page to its end") { subject, f async throws in
            var ids: [String] = []
            for _ in 0..<7 { ids.insert(try await subject.aiPost(f), at: 0) }
            var seen: [String] = []
            var cursor = ""
            for size in [3, 3, 1, 0] {
                let page = try await subject.posts.getGlobalFeed(.init(limit: 3, cursor: cursor, worldID: f.w1))
                #expect(page.posts.count == size)
                #expect(page.total == Int32(size))
                #expect(page.nextCursor == page.posts.last?.postID ?? "")
                seen += page.posts.map(\.postID)
                cursor = page.nextCursor
            }
            #expect(seen == ids)
        },
        ContractCase("P-39", "ten posts by default") { subject, f async throws in
            for _ in 0..<11 { _ = try await subject.aiPost(f) }
            #expect(try await subject.posts.getGlobalFeed(.init(worldID: f.w1)).posts.count == 10)
        },
        ContractCase("P-40", "no world") { subject, _ async throws in
            await expectFailure(.invalidArgument, "world_id is required") { try await subject.posts.getGlobalFeed(.init()) }
        },
        ContractCase("P-42", "an unknown cursor, an unknown world, a cursor of another world") { subject, f async throws in
            let first = try await subject.aiPost(f)
            let elsewhere = try await subject.posts.createAIPost(.init(characterID: f.a1, mediaID: f.ma, worldID: f.w2)).postID
            #expect(try await subject.posts.getGlobalFeed(.init(cursor: f.x, worldID: f.w1)) == PostAPI.PostList())
            #expect(try await subject.posts.getGlobalFeed(.init(worldID: f.x)) == PostAPI.PostList())
            #expect(try await subject.posts.getGlobalFeed(.init(cursor: elsewhere, worldID: f.w1)).posts.map(\.postID) == [first])
        },
        ContractCase("P-43", "a malformed cursor and a malformed world") { subject, f async throws in
            for (world, cursor) in [(f.w1, "x"), ("x", "")] {
                await expectFailure(.internal, "failed to get global feed") {
                    try await subject.posts.getGlobalFeed(.init(cursor: cursor, worldID: world))
                }
            }
        },
        ContractCase("P-45", "names and avatars as they are now") { subject, f async throws in
            _ = try await subject.aiPost(f)
            let avatar = try await subject.presign(f.w1, f.a1, .characterAvatar).mediaID
            _ = try await subject.characters.updateCharacter(.init(characterID: f.a1, displayName: "Renamed", avatarMediaID: avatar))
            let post = try await subject.posts.getGlobalFeed(.init(worldID: f.w1)).posts.first
            #expect(post?.displayName == "Renamed")
            #expect(post.map { URLParts($0.avatarURL).path } == "\(f.w1)/\(f.a1)/avatars/\(avatar).png")
        },
    ]
}

extension ContractSubject {
    /// Makes a post of A1 in W1.
    func aiPost(_ f: Fixtures, caption: String = "caption") async throws -> String {
        try await posts.createAIPost(.init(characterID: f.a1, caption: caption, mediaID: f.ma, worldID: f.w1)).postID
    }
}
