import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// CharacterService: the characters of worlds, written by AI or led by users (platform contract, section 1).
public struct CharacterServiceHandler: CharacterAPI.CharacterService {
    private let store: any DocumentStore
    private let ids: RecordIDs
    private let worlds: ForeignKey
    private let users: ForeignKey
    private let media: MediaAPI.MediaServiceClient
    private let environment: Environment
    private let behaviour: Behaviour
    private let logger: Logger

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - environment: the source of time and ids.
    ///   - media: signs the URLs of avatars.
    ///   - worlds: the worlds that exist.
    ///   - users: the users that exist; by default every well-formed id is one.
    ///   - behaviour: whether outages look as in the originals.
    ///   - logger: takes the reasons that callers are not told.
    public init(
        store: any DocumentStore, environment: Environment, media: MediaAPI.MediaServiceClient, worlds: ForeignKey,
        users: ForeignKey = .unchecked, behaviour: Behaviour = .standard, logger: Logger
    ) {
        self.store = store
        self.environment = environment
        self.media = media
        self.behaviour = behaviour
        self.logger = logger
        self.worlds = worlds
        self.users = users
        ids = RecordIDs(of: CharacterRecord.collection, in: store, environment: environment, scope: "character")
    }

    /// Makes sure that the service's collections exist; to be called once before the first call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([CharacterRecord.schema])
    }
}

// MARK: - Writing

extension CharacterServiceHandler {
    /// Stores a character; without a real user it is an AI character.
    ///
    /// A repeated idempotency key answers with the character that the first call made.
    /// - Throws: INTERNAL for anything that is wrong with the request.
    public func createCharacter(
        _ request: CharacterAPI.CreateCharacterRequest, context: ServerContext
    ) async throws -> CharacterAPI.Character {
        do {
            let world = try Identifier(request.worldID, field: "world_id")
            let user = try request.realUserID.flatMap(nonEmpty).map { try Identifier($0, field: "real_user_id") }
            let avatar = try request.avatarMediaID.flatMap(nonEmpty).map { try Identifier($0, field: "avatar_media_id") }
            let name = try request.displayName.storable(field: "display_name")
            let meta = try request.meta.flatMap(nonEmpty).map { try $0.renderedAsJSONB(field: "meta") } ?? "{}"
            guard try await worlds.contains(world) else { throw RejectedInput("there is no world \(world)") }
            if let user, try await !users.contains(user) { throw RejectedInput("there is no user \(user)") }

            let key = context.idempotencyKey
            let record = CharacterRecord(
                id: try await ids.next(idempotencyKey: key), worldID: world, realUserID: user, displayName: name, avatarMediaID: avatar,
                meta: meta, createdAt: environment.strictlyIncreasingNow())
            let stored = try await store.insertOnce(record.document(idempotencyKey: key), into: CharacterRecord.collection)
            // The original never resolves the avatar here (1.3, C-D6).
            return CharacterRecord(stored).message(avatarURL: "")
        } catch {
            logger.callFailed("CreateCharacter", because: error)
            throw behaviour.failure(for: error, otherwise: CharacterError.notCreated)
        }
    }

    /// Changes those of name, avatar and meta that are present.
    /// - Throws: INTERNAL when none is present, there is no such character, or a value is not accepted.
    public func updateCharacter(
        _ request: CharacterAPI.UpdateCharacterRequest, context: ServerContext
    ) async throws -> CharacterAPI.Character {
        let record: CharacterRecord
        do {
            let id = try Identifier(request.characterID, field: "character_id")
            guard let stored = try await store.update(.id(id.canonical), in: CharacterRecord.collection, with: changes(in: request)) else {
                throw RejectedInput("there is no character \(id)")
            }
            record = CharacterRecord(stored)
        } catch {
            logger.callFailed("UpdateCharacter", because: error)
            throw behaviour.failure(for: error, otherwise: CharacterError.notUpdated)
        }
        return await message(of: record)
    }

    private func changes(in request: CharacterAPI.UpdateCharacterRequest) throws -> Update {
        var changes: [Update.Operation] = []
        if let name = request.displayName {
            changes.append(.set(CharacterRecord.Field.displayName, .string(try name.storable(field: "display_name"))))
        }
        if let avatar = request.avatarMediaID {
            let id = try Identifier(avatar, field: "avatar_media_id")
            changes.append(.set(CharacterRecord.Field.avatarMediaID, .string(id.canonical)))
        }
        if let meta = request.meta {
            changes.append(.set(CharacterRecord.Field.meta, .string(try meta.renderedAsJSONB(field: "meta"))))
        }
        guard !changes.isEmpty else { throw RejectedInput("one of display_name, avatar_media_id and meta must be present") }
        return Update(changes)
    }

    private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}

// MARK: - Reading

extension CharacterServiceHandler {
    /// The character with an id in any spelling.
    ///
    /// The originals say so too when the store cannot be read (1.3, C-D1).
    /// - Throws: NOT_FOUND for an unknown or malformed id.
    public func getCharacter(_ request: CharacterAPI.GetCharacterRequest, context: ServerContext) async throws -> CharacterAPI.Character {
        guard let id = Identifier(parsing: request.characterID) else { throw CharacterError.notFound }
        let document: Document?
        do {
            document = try await store.get(id.canonical, from: CharacterRecord.collection)
        } catch {
            logger.callFailed("GetCharacter", because: error)
            throw behaviour.failure(for: error, otherwise: CharacterError.notFound)
        }
        guard let document else { throw CharacterError.notFound }
        return await message(of: CharacterRecord(document))
    }

    /// The characters that a user leads in a world, the oldest first.
    /// - Throws: INTERNAL for a malformed id.
    public func getUserCharactersInWorld(
        _ request: CharacterAPI.GetUserCharactersInWorldRequest, context: ServerContext
    ) async throws -> CharacterAPI.CharacterList {
        let documents: [Document]
        do {
            let user = try Identifier(request.userID, field: "user_id")
            let world = try Identifier(request.worldID, field: "world_id")
            let filter = Filter.and([
                .equals(CharacterRecord.Field.realUserID, .string(user.canonical)),
                .equals(CharacterRecord.Field.worldID, .string(world.canonical)),
            ])
            let query = Query(filter, sort: [.ascending(CharacterRecord.Field.createdAt), .ascending("_id")])
            documents = try await store.find(query, in: CharacterRecord.collection)
        } catch {
            logger.callFailed("GetUserCharactersInWorld", because: error)
            throw behaviour.failure(for: error, otherwise: CharacterError.notListed)
        }
        var list = CharacterAPI.CharacterList()
        for document in documents { list.characters.append(await message(of: CharacterRecord(document))) }
        return list
    }

    /// Always `SERVING`.
    public func healthCheck(
        _ request: CharacterAPI.HealthCheckRequest, context: ServerContext
    ) async throws -> CharacterAPI.HealthCheckResponse {
        CharacterAPI.HealthCheckResponse(status: "SERVING")
    }

    /// The character with the URL of its avatar; the URL is empty when MediaService does not give one.
    private func message(of record: CharacterRecord) async -> CharacterAPI.Character {
        guard let avatar = record.avatarMediaID else { return record.message(avatarURL: "") }
        do {
            let response = try await media.getMediaURL(
                MediaAPI.GetMediaURLRequest(mediaID: avatar, variant: "small", expiresIn: 3_600), options: .passingHostOn)
            return record.message(avatarURL: response.url)
        } catch {
            logger.debug("avatar without a URL", ["media_id": avatar, "reason": "\(error)"])
            return record.message(avatarURL: "")
        }
    }
}
