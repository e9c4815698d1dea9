import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// InteractionService: likes and comments of posts, and their counts (platform contract, A.2). Posts are known by the texts of their ids
/// only; whether they exist is not looked at, nor is the world.
public struct InteractionServiceHandler: InteractionAPI.InteractionService {
    let store: any DocumentStore
    let statistics: PostStatistics
    let logger: Logger
    private let users: AuthAPI.AuthServiceClient?
    private let environment: Environment
    private let behaviour: Behaviour
    /// How often an unlike looks again when other calls are changing the same like; each time means that one of them got on.
    private static let unlikeAttempts = 100

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - environment: the source of time and ids.
    ///   - users: gives the names of users; `nil` leaves them empty.
    ///   - sharesStore: whether other processes may use the database, too.
    ///   - behaviour: whether outages look as in the originals.
    ///   - logger: takes the reasons that callers are not told.
    public init(
        store: any DocumentStore, environment: Environment, users: AuthAPI.AuthServiceClient?, sharesStore: Bool = false,
        behaviour: Behaviour = .standard, logger: Logger
    ) {
        self.store = store
        self.environment = environment
        self.users = users
        self.behaviour = behaviour
        self.logger = logger
        statistics = PostStatistics(store: store, environment: environment, sharesStore: sharesStore)
    }

    /// Makes sure that the service's collections exist, and counts what a process that ended has not; to be called once before the first
    /// call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([LikeRecord.schema, CommentRecord.schema, PostStatistics.schema])
        try await statistics.recover()
    }

    /// Always `SERVING`.
    public func healthCheck(
        _ request: InteractionAPI.HealthCheckRequest, context: ServerContext
    ) async throws -> InteractionAPI.HealthCheckResponse {
        InteractionAPI.HealthCheckResponse(status: .serving)
    }
}

// MARK: - Writing

extension InteractionServiceHandler {
    /// Likes a post; a user who likes it already changes nothing.
    /// - Throws: INVALID_ARGUMENT without a post or user.
    public func likePost(_ request: InteractionAPI.LikePostRequest, context: ServerContext) async throws -> InteractionAPI.LikePostResponse
    {
        try Self.require(("post_id", request.postID), ("user_id", request.userID))
        let count = try await step("like post", of: "LikePost") {
            let like = LikeRecord(
                postID: try request.postID.storable(field: "post_id"), userID: try request.userID.storable(field: "user_id"),
                createdAt: environment.strictlyIncreasingNow())
            let change = PendingChange(.like, of: newID(for: "like"))
            try await statistics.begin(change, of: like.postID)
            do throws(StoreError) {
                try await store.insert(like.document(id: change.id), into: LikeRecord.collection)
            } catch .duplicateKey {
                return try await statistics.finish(change, of: like.postID, by: 0)
            }
            return try await statistics.finish(change, of: like.postID, by: 1)
        }
        return InteractionAPI.LikePostResponse(success: true, likesCount: count)
    }

    /// Takes a like back; a user who does not like the post changes nothing.
    /// - Throws: INVALID_ARGUMENT without a post or user.
    public func unlikePost(
        _ request: InteractionAPI.UnlikePostRequest, context: ServerContext
    ) async throws -> InteractionAPI.UnlikePostResponse {
        try Self.require(("post_id", request.postID), ("user_id", request.userID))
        let count = try await step("unlike post", of: "UnlikePost") { try await unlike(request.postID, by: request.userID) }
        return InteractionAPI.UnlikePostResponse(success: true, likesCount: count)
    }

    private func unlike(_ post: String, by user: String) async throws(StoreError) -> Int32 {
        let query = Query(LikeRecord.of(post, by: user), limit: 1)
        for _ in 0..<Self.unlikeAttempts {
            guard let like = try await store.find(query, in: LikeRecord.collection).first else {
                return try await statistics.count(.likes, of: post)
            }
            guard let claim = try await statistics.claimUnlike(of: like.id, on: post, owner: newID(for: "unlike")) else { continue }
            _ = try await store.delete(.id(like.id), from: LikeRecord.collection)
            return try await statistics.finish(claim)
        }
        throw .unavailable("the like of the post \(post) by \(user) keeps changing")
    }

    /// Comments on a post.
    /// - Throws: INVALID_ARGUMENT without a post, user or text.
    public func addComment(
        _ request: InteractionAPI.AddCommentRequest, context: ServerContext
    ) async throws -> InteractionAPI.AddCommentResponse {
        try Self.require(("post_id", request.postID), ("user_id", request.userID), ("text", request.text))
        let comment = try await step("add comment", of: "AddComment") {
            let comment = CommentRecord(
                id: newID(for: "comment"), postID: try request.postID.storable(field: "post_id"),
                userID: try request.userID.storable(field: "user_id"), text: try request.text.storable(field: "text"),
                createdAt: environment.strictlyIncreasingNow())
            let change = PendingChange(.comment, of: comment.id)
            try await statistics.begin(change, of: comment.postID)
            try await store.insert(comment.document, into: CommentRecord.collection)
            _ = try await statistics.finish(change, of: comment.postID, by: 1)
            return comment
        }
        return InteractionAPI.AddCommentResponse(commentID: comment.id, createdAt: comment.createdAt.rfc3339)
    }

    /// 24 hexadecimal digits, the form of MongoDB's own ids.
    private func newID(for scope: String) -> String { String(environment.bytes16(for: scope).hex.prefix(24)) }
}

// MARK: - Steps of calls

extension InteractionServiceHandler {
    /// The first missing field of a request, in order.
    static func require(_ fields: (name: String, text: String)...) throws(InteractionError) {
        if let missing = fields.first(where: { $0.text.isEmpty }) { throw .required(missing.name) }
    }

    /// Does a step of a call; whatever goes wrong becomes INTERNAL `failed to …`.
    func step<Value>(_ name: String, of operation: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            logger.callFailed(operation, because: error)
            throw behaviour.failure(for: error, otherwise: InteractionError.failed(name))
        }
    }

    /// The names of users as they are now, each asked for once; empty where AuthService does not know one.
    func userNames(of ids: some Sequence<String>) async -> [String: String] {
        guard let users else { return [:] }
        var names: [String: String] = [:]
        for id in Set(ids) {
            do throws(RPCError) {
                names[id] = try await users.getUserInfo(AuthAPI.GetUserInfoRequest(userID: id)).username
            } catch {
                logger.debug("user without a name", ["user_id": id, "reason": "\(error)"])
            }
        }
        return names
    }
}
