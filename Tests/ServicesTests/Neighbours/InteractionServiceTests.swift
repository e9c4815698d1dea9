import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import Testing

/// InteractionService as appendix A.2 and section 9.6 of the platform contract describe it.
@Suite struct InteractionServiceTests {
    private static let post = "0f8fad5b-d9cb-469f-a165-70867728950e"

    @Test func aUserLikesOnce() async throws {
        try await Neighbours.with { n in
            let user = try await n.register("neo").userID
            let like = InteractionAPI.LikePostRequest(postID: Self.post, userID: user)
            for _ in 0..<2 { #expect(try await n.interactions.likePost(like) == .init(success: true, likesCount: 1)) }
            #expect(try await n.interactions.likePost(.init(postID: Self.post, userID: "somebody")).likesCount == 2)
            #expect(try await n.interactions.checkUserLiked(.init(postID: Self.post, userID: user)).liked)
            let likes = try await n.interactions.getPostLikes(.init(postID: Self.post))
            // The newest first; who is not known has no name.
            #expect(likes.total == 2 && likes.likes.map(\.username) == ["", "neo"] && likes.likes[1].userID == user)
            #expect(likes.likes[1].createdAt == n.clock.now().rfc3339)
            for _ in 0..<2 {
                let unlike = InteractionAPI.UnlikePostRequest(postID: Self.post, userID: user)
                #expect(try await n.interactions.unlikePost(unlike) == .init(success: true, likesCount: 1))
            }
            #expect(try await n.interactions.checkUserLiked(.init(postID: Self.post, userID: user)).liked == false)
        }
    }

    @Test func commentsComeInPages() async throws {
        try await Neighbours.with { n in
            for number in 0..<12 {
                let comment = try await n.interactions.addComment(.init(postID: Self.post, userID: "u", text: "\(number)"))
                #expect(comment.commentID.utf8.count == 24)
            }
            func page(_ limit: Int32, _ offset: Int32) async throws -> [String] {
                let page = try await n.interactions.getPostComments(.init(postID: Self.post, limit: limit, offset: offset))
                #expect(page.total == 12)
                return page.comments.map(\.text)
            }
            #expect(try await page(0, 0) == (2...11).reversed().map { "\($0)" })
            #expect(try await page(3, -5) == ["11", "10", "9"])
            #expect(try await page(5, 10) == ["1", "0"])
            #expect(try await page(5, 12) == [])
            #expect(try await n.interactions.getPostStats(.init(postID: Self.post)).commentsCount == 12)
        }
    }

    @Test func everyPostHasCounts() async throws {
        try await Neighbours.with { n in
            _ = try await n.interactions.likePost(.init(postID: "a", userID: "u"))
            _ = try await n.interactions.addComment(.init(postID: "a", userID: "u", text: "t"))
            let stats = try await n.interactions.getPostsStats(.init(postIDs: ["a", "b", "a"])).stats
            #expect(stats == ["a": .init(postID: "a", likesCount: 1, commentsCount: 1), "b": .init(postID: "b")])
            #expect(try await n.interactions.getPostsStats(.init()).stats.isEmpty)
            #expect(try await n.interactions.getPostStats(.init(postID: "b")) == .init(postID: "b"))
        }
    }

    @Test func nothingMayBeMissing() async throws {
        try await Neighbours.with { n in
            let i = n.interactions
            await expectFailure(.invalidArgument, "post_id is required") { try await i.likePost(.init(userID: "u")) }
            await expectFailure(.invalidArgument, "user_id is required") { try await i.likePost(.init(postID: "p")) }
            await expectFailure(.invalidArgument, "post_id is required") { try await i.unlikePost(.init()) }
            await expectFailure(.invalidArgument, "post_id is required") { try await i.getPostLikes(.init()) }
            await expectFailure(.invalidArgument, "post_id is required") { try await i.getPostComments(.init()) }
            await expectFailure(.invalidArgument, "post_id is required") { try await i.getPostStats(.init()) }
            await expectFailure(.invalidArgument, "post_id is required") { try await i.checkUserLiked(.init(userID: "u")) }
            await expectFailure(.invalidArgument, "text is required") { try await i.addComment(.init(postID: "p", userID: "u")) }
            await expectFailure(.internal, "failed to add comment") {
                try await i.addComment(.init(postID: "p", userID: "u", text: "\u{0}"))
            }
        }
    }

    @Test func manyAtOnceAreCountedExactly() async throws {
        try await Neighbours.with { n in
            try await withThrowingTaskGroup { group in
                for user in 0..<50 {
                    group.addTask {
                        _ = try await n.interactions.likePost(.init(postID: "p", userID: "\(user)"))
                        if user % 2 == 0 { _ = try await n.interactions.unlikePost(.init(postID: "p", userID: "\(user)")) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await n.interactions.getPostStats(.init(postID: "p")).likesCount == 25)
            #expect(try await n.interactions.getPostLikes(.init(postID: "p")).total == 25)
        }
    }

    @Test func documentsAreThePlatforms() async throws {
        try await Neighbours.with { n in
            _ = try await n.interactions.likePost(.init(postID: "p", userID: "u"))
            _ = try await n.interactions.addComment(.init(postID: "p", userID: "u", text: "t"))
            let like = try #require(try await n.interactionStore.find(Query(), in: "likes").first)
            #expect(like.keys == ["_id", "post_id", "user_id", "created_at"] && like["created_at"]?.date != nil)
            let comment = try #require(try await n.interactionStore.find(Query(), in: "comments").first)
            #expect(comment.keys == ["_id", "post_id", "user_id", "text", "created_at"])
            let stats = try #require(try await n.interactionStore.get("p", from: "stats"))
            #expect(stats.keys == ["_id", "likes_count", "comments_count", "updated_at"])
            #expect(stats["likes_count"] == .int32(1) && stats["comments_count"] == .int32(1) && stats["updated_at"]?.date != nil)
        }
    }
}
