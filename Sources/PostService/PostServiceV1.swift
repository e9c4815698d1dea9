import GeneriaAPI
import GeneriaAPIv1
import ProtoRuntime

/// PostService as version 1 of the wire contract knows it: without the URLs of avatars (platform contract, 3.1). Behaviour and data are those
/// of ``PostServiceHandler``.
public struct PostServiceV1: GeneriaAPIv1.PostAPI.PostService {
    private typealias V1 = GeneriaAPIv1.PostAPI
    private typealias V2 = GeneriaAPI.PostAPI

    private let handler: PostServiceHandler

    /// Version 1 in front of `handler`.
    public init(_ handler: PostServiceHandler) {
        self.handler = handler
    }

    /// See ``PostServiceHandler/createPost(_:context:)``.
    public func createPost(
        _ request: GeneriaAPIv1.PostAPI.CreatePostRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.CreatePostResponse {
        let request = V2.CreatePostRequest(
            userID: request.userID, characterID: request.characterID, caption: request.caption, mediaID: request.mediaID,
            worldID: request.worldID, isAI: request.isAI, tags: request.tags)
        return Self.created(try await handler.createPost(request, context: context))
    }

    /// See ``PostServiceHandler/createAIPost(_:context:)``.
    public func createAIPost(
        _ request: GeneriaAPIv1.PostAPI.CreateAIPostRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.CreatePostResponse {
        let request = V2.CreateAIPostRequest(
            characterID: request.characterID, caption: request.caption, mediaID: request.mediaID, worldID: request.worldID,
            tags: request.tags)
        return Self.created(try await handler.createAIPost(request, context: context))
    }

    /// See ``PostServiceHandler/getPost(_:context:)``.
    public func getPost(
        _ request: GeneriaAPIv1.PostAPI.GetPostRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.Post {
        let request = V2.GetPostRequest(postID: request.postID, worldID: request.worldID)
        return Self.post(try await handler.getPost(request, context: context))
    }

    /// See ``PostServiceHandler/getUserPosts(_:context:)``.
    public func getUserPosts(
        _ request: GeneriaAPIv1.PostAPI.GetUserPostsRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.PostList {
        let request = V2.GetUserPostsRequest(
            userID: request.userID, limit: request.limit, offset: request.offset, worldID: request.worldID)
        return Self.list(try await handler.getUserPosts(request, context: context))
    }

    /// See ``PostServiceHandler/getCharacterPosts(_:context:)``.
    public func getCharacterPosts(
        _ request: GeneriaAPIv1.PostAPI.GetCharacterPostsRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.PostList {
        let request = V2.GetCharacterPostsRequest(
            characterID: request.characterID, limit: request.limit, offset: request.offset, worldID: request.worldID)
        return Self.list(try await handler.getCharacterPosts(request, context: context))
    }

    /// See ``PostServiceHandler/getPostsByIDs(_:context:)``.
    public func getPostsByIDs(
        _ request: GeneriaAPIv1.PostAPI.GetPostsByIdsRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.PostList {
        let request = V2.GetPostsByIdsRequest(postIDs: request.postIDs)
        return Self.list(try await handler.getPostsByIDs(request, context: context))
    }

    /// See ``PostServiceHandler/getGlobalFeed(_:context:)``.
    public func getGlobalFeed(
        _ request: GeneriaAPIv1.PostAPI.GetGlobalFeedRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.PostList {
        let request = V2.GetGlobalFeedRequest(limit: request.limit, cursor: request.cursor, worldID: request.worldID)
        return Self.list(try await handler.getGlobalFeed(request, context: context))
    }

    /// Always `SERVING`.
    public func healthCheck(
        _ request: GeneriaAPIv1.PostAPI.HealthCheckRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.PostAPI.HealthCheckResponse {
        V1.HealthCheckResponse(status: .serving)
    }

    private static func created(_ response: V2.CreatePostResponse) -> V1.CreatePostResponse {
        V1.CreatePostResponse(postID: response.postID, createdAt: response.createdAt)
    }

    private static func list(_ list: V2.PostList) -> V1.PostList {
        V1.PostList(posts: list.posts.map(post), total: list.total, nextCursor: list.nextCursor)
    }

    private static func post(_ post: V2.Post) -> V1.Post {
        V1.Post(
            postID: post.postID, characterID: post.characterID, displayName: post.displayName, caption: post.caption,
            mediaURL: post.mediaURL, createdAt: post.createdAt, likesCount: post.likesCount, commentsCount: post.commentsCount,
            worldID: post.worldID, isAI: post.isAI, tags: post.tags)
    }
}
