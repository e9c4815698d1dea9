import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// PostService: posts of characters and the feeds of worlds (platform contract, section 3).
public struct PostServiceHandler: PostAPI.PostService {
    let store: any DocumentStore
    let characters: CharacterAPI.CharacterServiceClient
    let media: MediaAPI.MediaServiceClient
    let interactions: InteractionAPI.InteractionServiceClient?
    let logger: Logger
    let behaviour: Behaviour
    private let ids: RecordIDs
    private let clock: PostClock
    private let worlds: ForeignKey

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - environment: the source of time and ids.
    ///   - characters: says whose a character is and what it is called.
    ///   - media: says whose a picture is and signs its URL.
    ///   - interactions: counts likes and comments; `nil` counts none.
    ///   - worlds: the worlds that exist.
    ///   - behaviour: how the service stands to the original's defects; `extended` returns tags.
    ///   - logger: takes the reasons that callers are not told.
    public init(
        store: any DocumentStore, environment: Environment, characters: CharacterAPI.CharacterServiceClient,
        media: MediaAPI.MediaServiceClient, interactions: InteractionAPI.InteractionServiceClient? = nil,
        worlds: ForeignKey, behaviour: Behaviour = .standard, logger: Logger
    ) {
        self.store = store
        self.characters = characters
        self.media = media
        self.interactions = interactions
        self.logger = logger
        self.behaviour = behaviour
        self.worlds = worlds
        clock = PostClock(environment: environment)
        ids = RecordIDs(of: PostRecord.collection, in: store, environment: environment, scope: "post")
    }

    /// Makes sure that the service's collections exist and that new posts are later than all stored ones; to be called once before the first
    /// call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([PostRecord.schema])
        let newest = Query(sort: [.descending(PostRecord.Field.createdAt)], limit: 1)
        if let post = try await store.find(newest, in: PostRecord.collection).first.map(PostRecord.init) {
            clock.start(after: post.createdAt)
        }
    }

    /// Always `SERVING`.
    public func healthCheck(_ request: PostAPI.HealthCheckRequest, context: ServerContext) async throws -> PostAPI.HealthCheckResponse {
        PostAPI.HealthCheckResponse(status: .serving)
    }
}

// MARK: - Writing

extension PostServiceHandler {
    /// Stores a post that a user makes as one of the user's characters.
    ///
    /// A repeated idempotency key answers with the post of the first call.
    /// - Throws: the first failed check of the contract's table.
    public func createPost(_ request: PostAPI.CreatePostRequest, context: ServerContext) async throws -> PostAPI.CreatePostResponse {
        guard !request.userID.isEmpty, !request.mediaID.isEmpty, !request.worldID.isEmpty, !request.characterID.isEmpty else {
            throw PostError.required("user_id, character_id, media_id, and world_id are required")
        }
        let character = try await readCharacter(request.characterID, orThrow: .characterNotValidated)
        guard let user = character.realUserID, user.hasSameBytes(as: request.userID) else { throw PostError.foreignCharacter }
        try await checkMedia(request.mediaID, of: request.characterID)
        let draft = PostRecord(
            characterID: request.characterID, realUserID: user, worldID: request.worldID, mediaID: request.mediaID, isAI: request.isAI,
            caption: request.caption, tags: request.tags)
        return try await store(draft, context: context, operation: "CreatePost")
    }

    /// Stores a post that an AI character makes.
    ///
    /// A repeated idempotency key answers with the post of the first call.
    /// - Throws: the first failed check of the contract's table.
    public func createAIPost(_ request: PostAPI.CreateAIPostRequest, context: ServerContext) async throws -> PostAPI.CreatePostResponse {
        guard !request.characterID.isEmpty, !request.mediaID.isEmpty, !request.worldID.isEmpty else {
            throw PostError.required("character_id, media_id, and world_id are required")
        }
        let character = try await readCharacter(request.characterID, orThrow: .noCharacter)
        guard character.isAI else { throw PostError.notAI }
        try await checkMedia(request.mediaID, of: request.characterID)
        let draft = PostRecord(
            characterID: request.characterID, worldID: request.worldID, mediaID: request.mediaID, isAI: true, caption: request.caption,
            tags: request.tags)
        return try await store(draft, context: context, operation: "CreateAIPost")
    }

    private func readCharacter(_ id: String, orThrow failure: PostError) async throws -> CharacterAPI.Character {
        do {
            return try await characters.getCharacter(CharacterAPI.GetCharacterRequest(characterID: id))
        } catch {
            logger.debug("post without a character", ["character_id": id, "reason": "\(error)"])
            throw failure
        }
    }

    /// Checks that a media exists and is the character's. Ids are compared as texts, as the original does (3.3, P-D6).
    private func checkMedia(_ id: String, of character: String) async throws {
        let owner: String
        do {
            owner = try await media.getMedia(MediaAPI.GetMediaRequest(mediaID: id)).characterID
        } catch {
            logger.debug("post without a media", ["media_id": id, "reason": "\(error)"])
            throw PostError.mediaNotValidated
        }
        guard owner.hasSameBytes(as: character) else { throw PostError.foreignMedia }
    }

    /// Stores a draft whose ids are still as the caller spelled them.
    private func store(_ draft: PostRecord, context: ServerContext, operation: String) async throws -> PostAPI.CreatePostResponse {
        do {
            var post = draft
            let world = try Identifier(draft.worldID, field: "world_id")
            post.worldID = world.canonical
            post.characterID = try Identifier(draft.characterID, field: "character_id").canonical
            post.mediaID = try Identifier(draft.mediaID, field: "media_id").canonical
            post.realUserID = try draft.realUserID.map { try Identifier($0, field: "real_user_id").canonical }
            post.caption = try draft.caption.storable(field: "caption")
            post.tags = try draft.tags.map { try $0.storable(field: "tags") }
            guard try await worlds.contains(world) else { throw RejectedInput("there is no world \(world)") }

            let key = context.idempotencyKey
            post.id = try await ids.next(idempotencyKey: key).canonical
            post.createdAt = clock.next()
            let stored = PostRecord(try await store.insertOnce(post.document(idempotencyKey: key), into: PostRecord.collection))
            return PostAPI.CreatePostResponse(postID: stored.id, createdAt: stored.createdAt.rfc3339)
        } catch {
            logger.callFailed(operation, because: error)
            throw behaviour.failure(for: error, otherwise: PostError.notCreated)
        }
    }
}

extension String {
    /// Whether both are the same UTF-8 bytes, as databases and the original compare texts; `==` also holds for equivalent ones.
    fileprivate func hasSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
