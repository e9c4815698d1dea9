import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

extension PostServiceHandler {
    /// One post.
    /// - Throws: INVALID_ARGUMENT without an id, NOT_FOUND for an unknown one, INTERNAL when it or what belongs to it cannot be read.
    public func getPost(_ request: PostAPI.GetPostRequest, context: ServerContext) async throws -> PostAPI.Post {
        guard !request.postID.isEmpty else { throw PostError.required("post_id is required") }
        let found = try await reading("post", operation: "GetPost") {
            let id = try Identifier(request.postID, field: "post_id")
            return try await store.get(id.canonical, from: PostRecord.collection)
        }
        guard let post = found.map(PostRecord.init) else { throw PostError.notFound }
        let author: PostAuthor
        let mediaURL: String
        do { author = try await self.author(post.characterID) } catch { throw PostError.noCharacterInfo }
        do { mediaURL = try await self.mediaURL(post.mediaID) } catch { throw PostError.noMediaURL }
        return post.message(
            author: author, mediaURL: mediaURL, counts: await counts(of: post), withTags: behaviour.isExtended)
    }

    /// A page of the posts of all characters that a user leads, in all worlds, the newest first.
    /// - Throws: INVALID_ARGUMENT without an id, INTERNAL for a malformed one.
    public func getUserPosts(_ request: PostAPI.GetUserPostsRequest, context: ServerContext) async throws -> PostAPI.PostList {
        guard !request.userID.isEmpty else { throw PostError.required("user_id is required") }
        let (posts, total) = try await reading("user posts", operation: "GetUserPosts") {
            let user = try Identifier(request.userID, field: "user_id")
            return try await page(
                of: .equals(PostRecord.Field.realUserID, .string(user.canonical)), limit: request.limit, offset: request.offset)
        }
        return PostAPI.PostList(posts: try await messages(of: posts, authors: .fatal), total: total)
    }

    /// A page of the posts of a character, the newest first.
    /// - Throws: INVALID_ARGUMENT without an id, INTERNAL for a malformed one or when the character cannot be read.
    public func getCharacterPosts(_ request: PostAPI.GetCharacterPostsRequest, context: ServerContext) async throws -> PostAPI.PostList {
        guard !request.characterID.isEmpty else { throw PostError.required("character_id is required") }
        let (posts, total) = try await reading("character posts", operation: "GetCharacterPosts") {
            let character = try Identifier(request.characterID, field: "character_id")
            return try await page(
                of: .equals(PostRecord.Field.characterID, .string(character.canonical)), limit: request.limit, offset: request.offset)
        }
        return PostAPI.PostList(posts: try await messages(of: posts, authors: .required), total: total)
    }

    /// Those posts that exist, each once, the newest first.
    /// - Throws: INTERNAL when an id is malformed.
    public func getPostsByIDs(_ request: PostAPI.GetPostsByIdsRequest, context: ServerContext) async throws -> PostAPI.PostList {
        guard !request.postIDs.isEmpty else { return PostAPI.PostList() }
        let posts = try await reading("posts by IDs", operation: "GetPostsByIds") {
            let ids = try Set(request.postIDs.map { try Identifier($0, field: "post_ids") })
            let filter = Filter.in("_id", ids.map { .string($0.canonical) })
            return try await store.find(Query(filter, sort: Self.newestFirst), in: PostRecord.collection).map(PostRecord.init)
        }
        return PostAPI.PostList(posts: try await messages(of: posts, authors: .fatal), total: Int32(clamping: posts.count))
    }

    /// A page of the posts of a world, the newest first, strictly older than the post that the cursor names. Every page that is not empty
    /// gives a cursor (3.3, P-D5).
    /// - Throws: INVALID_ARGUMENT without a world, INTERNAL for a malformed id.
    public func getGlobalFeed(_ request: PostAPI.GetGlobalFeedRequest, context: ServerContext) async throws -> PostAPI.PostList {
        guard !request.worldID.isEmpty else { throw PostError.required("world_id is required") }
        let posts = try await reading("global feed", operation: "GetGlobalFeed") { () async throws -> [PostRecord] in
            let world = try Identifier(request.worldID, field: "world_id")
            var filter = Filter.equals(PostRecord.Field.worldID, .string(world.canonical))
            if !request.cursor.isEmpty {
                let cursor = try Identifier(request.cursor, field: "cursor")
                guard let last = try await store.get(cursor.canonical, from: PostRecord.collection).map(PostRecord.init) else { return [] }
                filter = .and([filter, .lessThan(PostRecord.Field.createdAt, .int64(last.createdAt.microseconds))])
            }
            let query = Query(filter, sort: Self.newestFirst, limit: Self.pageSize(request.limit))
            return try await store.find(query, in: PostRecord.collection).map(PostRecord.init)
        }
        return PostAPI.PostList(
            posts: try await messages(of: posts, authors: .optional), total: Int32(clamping: posts.count), nextCursor: posts.last?.id ?? "")
    }
}

// MARK: - Pages

extension PostServiceHandler {
    private static let newestFirst = [SortKey.descending(PostRecord.Field.createdAt)]

    private static func pageSize(_ limit: Int32) -> Int { limit > 0 ? Int(limit) : 10 }

    /// A page of the matching posts and the number of all of them, which counts zero when the page is empty (3.3, P-D4).
    private func page(of filter: Filter, limit: Int32, offset: Int32) async throws -> (posts: [PostRecord], total: Int32) {
        let query = Query(filter, sort: Self.newestFirst, limit: Self.pageSize(limit), offset: max(0, Int(offset)))
        let posts = try await store.find(query, in: PostRecord.collection).map(PostRecord.init)
        guard !posts.isEmpty else { return ([], 0) }
        return (posts, Int32(clamping: try await store.count(filter, in: PostRecord.collection)))
    }

    /// Reads from the store; whatever goes wrong becomes INTERNAL `failed to get …`.
    private func reading<Value>(_ what: String, operation: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            logger.callFailed(operation, because: error)
            throw behaviour.failure(for: error, otherwise: PostError.notRead(what))
        }
    }
}

// MARK: - What belongs to posts

extension PostServiceHandler {
    /// Whether a list can do without an author that cannot be read.
    private enum AuthorNeed {
        case required
        case optional
        /// It can, but the original ends its process (3.3, P-D1).
        case fatal
    }

    /// The posts with their authors, each of whom is read once, the URLs of their pictures, and their counts, which are read in one call.
    private func messages(of posts: [PostRecord], authors need: AuthorNeed) async throws -> [PostAPI.Post] {
        guard !posts.isEmpty else { return [] }
        let counts = await counts(of: posts)
        var authors: [String: PostAuthor] = [:]
        var messages: [PostAPI.Post] = []
        messages.reserveCapacity(posts.count)
        for post in posts {
            if authors[post.characterID] == nil {
                do {
                    authors[post.characterID] = try await author(post.characterID)
                } catch {
                    switch need {
                    case .required: throw PostError.noCharacterInfo
                    case .fatal where behaviour.isStrict: throw PostError.crashed
                    case .fatal, .optional: authors[post.characterID] = PostAuthor()
                    }
                }
            }
            let author = authors[post.characterID] ?? PostAuthor()
            let mediaURL = (try? await self.mediaURL(post.mediaID)) ?? ""
            messages.append(
                post.message(
                    author: author, mediaURL: mediaURL, counts: counts[post.id] ?? PostCounts(), withTags: behaviour.isExtended))
        }
        return messages
    }

    private func author(_ characterID: String) async throws(RPCError) -> PostAuthor {
        do throws(RPCError) {
            let character = try await characters.getCharacter(
                CharacterAPI.GetCharacterRequest(characterID: characterID), options: .passingHostOn)
            return PostAuthor(displayName: character.displayName, avatarURL: character.avatarURL)
        } catch {
            logger.debug("post without an author", ["character_id": characterID, "reason": "\(error)"])
            throw error
        }
    }

    private func mediaURL(_ mediaID: String) async throws(RPCError) -> String {
        do throws(RPCError) {
            return try await media.getMediaURL(
                MediaAPI.GetMediaURLRequest(mediaID: mediaID, variant: "medium", expiresIn: 3_600), options: .passingHostOn
            ).url
        } catch {
            logger.debug("post without a picture", ["media_id": mediaID, "reason": "\(error)"])
            throw error
        }
    }

    /// The counts of one post; zeros when InteractionService does not tell them.
    private func counts(of post: PostRecord) async -> PostCounts {
        guard let interactions else { return PostCounts() }
        do throws(RPCError) {
            return PostCounts(try await interactions.getPostStats(InteractionAPI.GetPostStatsRequest(postID: post.id)))
        } catch {
            logger.debug("post without counts", ["post_id": post.id, "reason": "\(error)"])
            return PostCounts()
        }
    }

    /// The counts of posts by their ids; none when InteractionService does not tell them.
    private func counts(of posts: [PostRecord]) async -> [String: PostCounts] {
        guard let interactions else { return [:] }
        do throws(RPCError) {
            let request = InteractionAPI.GetPostsStatsRequest(postIDs: posts.map(\.id))
            return try await interactions.getPostsStats(request).stats.mapValues(PostCounts.init)
        } catch {
            logger.debug("posts without counts", ["reason": "\(error)"])
            return [:]
        }
    }
}
