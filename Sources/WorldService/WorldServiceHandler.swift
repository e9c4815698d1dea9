import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// WorldService: worlds, who has joined them, and how their generation goes (platform contract, section 4).
public struct WorldServiceHandler: WorldAPI.WorldService {
    let store: any DocumentStore
    let generations: any DocumentStore
    let media: MediaAPI.MediaServiceClient
    let environment: Environment
    let behaviour: Behaviour
    let logger: Logger
    private let starter: any GenerationStarter
    private let ids: RecordIDs
    private let users: ForeignKey

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - generations: the worker's database, in which the status of each generation is read.
    ///   - starter: starts the generation of new worlds.
    ///   - environment: the source of time and ids.
    ///   - media: signs the URLs of pictures.
    ///   - users: the users that exist; by default every well-formed id is one.
    ///   - behaviour: whether the originals' defects are reproduced that the contract wants improved.
    ///   - logger: takes the reasons that callers are not told.
    public init(
        store: any DocumentStore, generations: any DocumentStore, starter: any GenerationStarter, environment: Environment,
        media: MediaAPI.MediaServiceClient, users: ForeignKey = .unchecked, behaviour: Behaviour = .standard, logger: Logger
    ) {
        self.store = store
        self.generations = generations
        self.starter = starter
        self.environment = environment
        self.media = media
        self.users = users
        self.behaviour = behaviour
        self.logger = logger
        ids = RecordIDs(of: WorldRecord.collection, in: store, environment: environment, scope: "world")
    }

    /// Makes sure that the service's collections exist; to be called once before the first call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([WorldRecord.schema, Membership.schema])
    }

    /// Always `SERVING`.
    public func healthCheck(_ request: WorldAPI.HealthCheckRequest, context: ServerContext) async throws -> WorldAPI.HealthCheckResponse {
        WorldAPI.HealthCheckResponse(status: .serving)
    }
}

// MARK: - Creating

extension WorldServiceHandler {
    private static let defaultCharacters: Int32 = 25
    private static let defaultPosts: Int32 = 150
    private static let characterLimits: ClosedRange<Int32> = 1...40
    private static let postLimits: ClosedRange<Int32> = 1...250

    /// Stores a world, makes its creator a member, and starts its generation. A generation that cannot be started is
    /// logged, and started later (``startOverdueGenerations()``).
    ///
    /// The world and the start are stored when this returns. A repeated idempotency key answers with the world of the first call, and starts
    /// its generation if that has not happened yet.
    /// - Throws: INVALID_ARGUMENT for missing texts and counts out of range, INTERNAL for a malformed user, a name that is too long, and
    ///   when the store fails.
    public func createWorld(_ request: WorldAPI.CreateWorldRequest, context: ServerContext) async throws -> WorldAPI.WorldResponse {
        guard !request.userID.isEmpty, !request.name.isEmpty, !request.prompt.isEmpty else {
            throw WorldError.invalid("user_id, name, and prompt are required")
        }
        let characters = request.charactersCount <= 0 ? Self.defaultCharacters : request.charactersCount
        let posts = request.postsCount <= 0 ? Self.defaultPosts : request.postsCount
        guard Self.characterLimits.contains(characters) else {
            throw WorldError.invalid("characters_count must be between 1 and 40")
        }
        guard Self.postLimits.contains(posts) else {
            throw WorldError.invalid("posts_count must be between 1 and 250")
        }
        let creator = try await validUser(request.userID, operation: "CreateWorld")

        let world = try await step("create world", of: "CreateWorld") {
            try await insert(request, creator: creator, characters: characters, posts: posts, idempotencyKey: context.idempotencyKey)
        }
        try await step("add creator to world", of: "CreateWorld") {
            let membership = Membership(user: creator, world: world.id)
            _ = try await store.insertIfAbsent(membership.document(createdAt: world.createdAt), into: Membership.collection)
        }
        if !world.isGenerationStarted { await startGeneration(of: world) }

        var response = world.message(isJoined: true)
        response.creatorID = request.userID
        return response
    }

    /// Stores the world of a request, or finds the one of the first call with the key.
    private func insert(
        _ request: WorldAPI.CreateWorldRequest, creator: Identifier, characters: Int32, posts: Int32, idempotencyKey: String?
    ) async throws -> WorldRecord {
        let now = environment.strictlyIncreasingNow()
        let world = WorldRecord(
            id: try await ids.next(idempotencyKey: idempotencyKey).canonical, name: try Self.validName(request.name),
            description: try request.description.storable(field: "description"), prompt: try request.prompt.storable(field: "prompt"),
            creatorID: creator.canonical, usersCount: characters, postsCount: posts, createdAt: now, updatedAt: now)
        return WorldRecord(try await store.insertOnce(world.document(idempotencyKey: idempotencyKey), into: WorldRecord.collection))
    }

    /// Starts the generations that could not be started when their worlds were made, some at a time; to be called now and then. Nobody does
    /// that where the originals' defects are reproduced (generation flow 11, D-41).
    public func startOverdueGenerations() async {
        guard !behaviour.isStrict else { return }
        let overdue = Query(.equals(WorldRecord.Field.isGenerationStarted, false), limit: Self.overdueAtATime)
        guard let worlds = try? await store.find(overdue, in: WorldRecord.collection) else { return }
        for world in worlds {
            // What hinders one hinders all.
            guard await startGeneration(of: WorldRecord(world)) else { return }
        }
    }

    private static let overdueAtATime = 100

    /// - Returns: whether the generation is started.
    @discardableResult
    private func startGeneration(of world: WorldRecord) async -> Bool {
        do {
            guard let id = Identifier(parsing: world.id) else { return true }
            try await starter.start(
                world: id, name: world.name, prompt: world.prompt, characters: Int(world.usersCount), posts: Int(world.postsCount))
            let started = Update(set: [WorldRecord.Field.isGenerationStarted: true])
            _ = try await store.update(.id(world.id), in: WorldRecord.collection, with: started)
            return true
        } catch {
            logger.warning("the generation of a world was not started", ["world_id": world.id, "reason": "\(error)"])
            return false
        }
    }
}

// MARK: - Joining

extension WorldServiceHandler {
    /// Makes a user a member of a world; a member stays one.
    /// - Throws: INVALID_ARGUMENT without an id, NOT_FOUND for an unknown world, INTERNAL for malformed ids.
    public func joinWorld(_ request: WorldAPI.JoinWorldRequest, context: ServerContext) async throws -> WorldAPI.JoinWorldResponse {
        guard !request.userID.isEmpty, !request.worldID.isEmpty else {
            throw WorldError.invalid("user_id and world_id are required")
        }
        let user = try await validUser(request.userID, operation: "JoinWorld")
        let world = try await existingWorld(request.worldID, operation: "JoinWorld")
        let membership = Membership(user: user, world: world.id)
        var isMember = try await step("check user access to world", of: "JoinWorld") { try await isStored(membership) }
        if !isMember {
            // Of several calls at once one adds the user; to the others the user is a member already.
            isMember = try await step("add user to world", of: "JoinWorld") {
                let document = membership.document(createdAt: environment.strictlyIncreasingNow())
                return try await store.insertIfAbsent(document, into: Membership.collection) != document
            }
        }
        return WorldAPI.JoinWorldResponse(
            success: true, message: isMember ? "User already has access to this world" : "User joined world successfully")
    }

    func isStored(_ membership: Membership) async throws(StoreError) -> Bool {
        try await store.get(membership.id, from: Membership.collection) != nil
    }
}

// MARK: - Steps of calls

extension WorldServiceHandler {
    /// Does a step of a call; whatever goes wrong becomes INTERNAL `failed to …`.
    func step<Value>(_ name: String, of operation: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            logger.callFailed(operation, because: error)
            throw behaviour.failure(for: error, otherwise: WorldError.failed(name))
        }
    }

    /// The world with an id in any spelling.
    /// - Throws: NOT_FOUND for an unknown one, INTERNAL for a malformed one or when the store fails.
    func existingWorld(_ id: String, operation: String) async throws -> WorldRecord {
        let document = try await step("get world", of: operation) {
            let id = try Identifier(id, field: "world_id")
            return try await store.get(id.canonical, from: WorldRecord.collection)
        }
        guard let document else { throw WorldError.notFound }
        // The originals cannot read a world that was inserted by hand without these (4.4, W-D9).
        if behaviour.isStrict, !WorldRecord.isComplete(document) { throw WorldError.failed("get world") }
        return WorldRecord(document)
    }

    /// The user with an id in any spelling. Whatever is wrong with it is INTERNAL `failed to validate user` (4.4, W-D12).
    private func validUser(_ id: String, operation: String) async throws -> Identifier {
        do {
            let user = try Identifier(id, field: "user_id")
            guard try await users.contains(user) else { throw RejectedInput("there is no user \(user)") }
            return user
        } catch {
            logger.callFailed(operation, because: error)
            throw WorldError.failed("validate user")
        }
    }

    /// A name that fits its column.
    static func validName(_ name: String) throws(RejectedInput) -> String {
        guard name.unicodeScalars.count <= WorldRecord.maximumNameLength else {
            throw RejectedInput("name must have at most \(WorldRecord.maximumNameLength) characters")
        }
        return try name.storable(field: "name")
    }
}
