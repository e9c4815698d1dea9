import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime

extension InteractionServiceHandler {
    private static let defaultLimit = 10

    /// A page of those who like a post, the newest first, and the number of all.
    /// - Throws: INVALID_ARGUMENT without a post.
    public func getPostLikes(
        _ request: InteractionAPI.GetPostLikesRequest, context: ServerContext
    ) async throws -> InteractionAPI.PostLikesResponse {
        try Self.require(("post_id", request.postID))
        let (documents, total) = try await step("get post likes", of: "GetPostLikes") {
            try await page(
                of: LikeRecord.of(request.postID), by: LikeRecord.Field.createdAt, limit: request.limit, offset: request.offset,
                in: LikeRecord.collection)
        }
        let likes = documents.map(LikeRecord.init)
        let names = await userNames(of: likes.map(\.userID))
        return InteractionAPI.PostLikesResponse(
            likes: likes.map { like in
                InteractionAPI.Like(userID: like.userID, username: names[like.userID] ?? "", createdAt: like.createdAt.rfc3339)
            }, total: total)
    }

    /// A page of the comments on a post, the newest first, and the number of all.
    /// - Throws: INVALID_ARGUMENT without a post.
    public func getPostComments(
        _ request: InteractionAPI.GetPostCommentsRequest, context: ServerContext
    ) async throws -> InteractionAPI.PostCommentsResponse {
        try Self.require(("post_id", request.postID))
        let (documents, total) = try await step("get post comments", of: "GetPostComments") {
            try await page(
                of: CommentRecord.on(request.postID), by: CommentRecord.Field.createdAt, limit: request.limit, offset: request.offset,
                in: CommentRecord.collection)
        }
        let comments = documents.map(CommentRecord.init)
        let names = await userNames(of: comments.map(\.userID))
        return InteractionAPI.PostCommentsResponse(
            comments: comments.map { $0.message(userName: names[$0.userID] ?? "") }, total: total)
    }

    /// Whether a user likes a post.
    /// - Throws: INVALID_ARGUMENT without a post or user.
    public func checkUserLiked(
        _ request: InteractionAPI.CheckUserLikedRequest, context: ServerContext
    ) async throws -> InteractionAPI.CheckUserLikedResponse {
        try Self.require(("post_id", request.postID), ("user_id", request.userID))
        let isLiked = try await step("check user like", of: "CheckUserLiked") {
            try await store.count(LikeRecord.of(request.postID, by: request.userID), in: LikeRecord.collection) > 0
        }
        return InteractionAPI.CheckUserLikedResponse(liked: isLiked)
    }

    /// The counts of a post, zeros for an unknown one.
    /// - Throws: INVALID_ARGUMENT without a post.
    public func getPostStats(
        _ request: InteractionAPI.GetPostStatsRequest, context: ServerContext
    ) async throws -> InteractionAPI.PostStatsResponse {
        try Self.require(("post_id", request.postID))
        let counts = try await step("get post stats", of: "GetPostStats") { try await statistics.counts(of: [request.postID]) }
        return counts[request.postID] ?? InteractionAPI.PostStatsResponse(postID: request.postID)
    }

    /// The counts of several posts, an entry for each.
    public func getPostsStats(
        _ request: InteractionAPI.GetPostsStatsRequest, context: ServerContext
    ) async throws -> InteractionAPI.PostsStatsResponse {
        guard !request.postIDs.isEmpty else { return InteractionAPI.PostsStatsResponse() }
        return InteractionAPI.PostsStatsResponse(
            stats: try await step("get posts stats", of: "GetPostsStats") { try await statistics.counts(of: request.postIDs) })
    }

    private func page(
        of filter: Filter, by time: String, limit: Int32, offset: Int32, in collection: String
    ) async throws(StoreError) -> ([Document], Int32) {
        let query = Query(
            filter, sort: [.descending(time)], limit: limit > 0 ? Int(limit) : Self.defaultLimit, offset: max(0, Int(offset)))
        return (try await store.find(query, in: collection), Int32(clamping: try await store.count(filter, in: collection)))
    }
}
