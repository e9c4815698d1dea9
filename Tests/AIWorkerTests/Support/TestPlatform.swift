import CharacterService
import Environments
import EventLoops
import GeneriaAPI
import MediaService
import Persistence
import PostService
import ProtoRuntime
import ServiceSupport
import Synchronization
import Telemetry
import Testing
import WorldService

/// The four services of the platform in this process, on stores in memory.
final class TestPlatform: Sendable {
    let loop: EventLoop
    let channel: InProcessChannel
    let objects = ObjectsInMemory()
    private let stores: [String: SQLiteStore]

    /// - Parameter pool: where the stores work.
    init(loop: EventLoop, pool: BlockingPool) async throws {
        self.loop = loop
        channel = InProcessChannel(loop: loop)
        let environment = Environment()
        var stores: [String: SQLiteStore] = [:]
        for name in ["characters", "media", "posts", "worlds", "generations"] { stores[name] = try await SQLiteStore.inMemory(pool: pool) }
        self.stores = stores
        func store(_ name: String) throws -> SQLiteStore { try #require(stores[name]) }

        let media = MediaAPI.MediaServiceClient(channel)
        let worlds = ForeignKey.worlds(WorldAPI.WorldServiceClient(channel))
        let characterService = CharacterServiceHandler(
            store: try store("characters"), environment: environment, media: media, worlds: worlds, logger: .disabled)
        let mediaService = MediaServiceHandler(
            store: try store("media"), objects: objects, environment: environment, worlds: worlds, logger: .disabled)
        let postService = PostServiceHandler(
            store: try store("posts"), environment: environment, characters: CharacterAPI.CharacterServiceClient(channel), media: media,
            worlds: worlds, logger: .disabled)
        let worldService = WorldServiceHandler(
            store: try store("worlds"), generations: try store("generations"), starter: NoStarter(), environment: environment,
            media: media, logger: .disabled)
        try await characterService.prepare()
        try await mediaService.prepare()
        try await postService.prepare()
        try await worldService.prepare()
        channel.serve([
            CharacterAPI.definition(of: characterService), MediaAPI.definition(of: mediaService), PostAPI.definition(of: postService),
            WorldAPI.definition(of: worldService),
        ])
    }

    /// A new world that nobody generates.
    func newWorld() async throws -> Identifier {
        let world = try await WorldAPI.WorldServiceClient(channel).createWorld(
            .init(userID: "11111111-2222-4333-8444-555555555555", name: "Test", description: "", prompt: "A world"))
        return try #require(Identifier(parsing: world.id))
    }

    /// Everything that the services have stored of a world.
    func records(of world: Identifier) async throws -> Records {
        func all(_ store: String, _ collection: String) async throws -> [Document] {
            try await #require(stores[store]).find(
                Query(.equals("world_id", .string(world.canonical)), sort: [.ascending("created_at")]), in: collection)
        }
        var record = try await #require(stores["worlds"]).get(world.canonical, from: "worlds")
        // When it was touched last says nothing about what is in it.
        record?["updated_at"] = nil
        return Records(
            characters: try await all("characters", "world_user_characters"), media: try await all("media", "media"),
            posts: try await all("posts", "posts"), world: record,
            objects: objects.keys(of: world))
    }

    func close() async { for store in stores.values { await store.close() } }

    struct Records: Hashable {
        var characters: [Document]
        var media: [Document]
        var posts: [Document]
        var world: Document?
        var objects: [String]
    }

    private struct NoStarter: GenerationStarter {
        func start(world: Identifier, name: String, prompt: String, characters: Int, posts: Int) async throws {}
    }
}

/// The object storage: files by their keys. Each world's files are uploaded to an address of its own.
final class ObjectsInMemory: ObjectStore {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var addresses: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// Says where uploads to a world are sent.
    func receive(_ world: Identifier, at address: String) { state.withLock { $0.addresses[world.canonical] = address } }

    func keep(_ bytes: [UInt8], as key: String) { state.withLock { $0.files[key] = bytes } }

    func keys(of world: Identifier) -> [String] {
        state.withLock { $0.files.keys.filter { $0.hasPrefix(world.canonical) }.sorted() }
    }

    func uploadURL(for key: String, at host: String?, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        let world = String(key.prefix { $0 != "/" })
        guard let address = state.withLock({ $0.addresses[world] }) else { throw ObjectStoreFailure("no address for \(key)") }
        return "\(address)/objects/\(key)"
    }

    func downloadURL(for key: String, at host: String?, contentType: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        try uploadURL(for: key, at: host, expiresIn: seconds)
    }

    func verify(_ key: String) async throws(ObjectStoreFailure) -> UploadedObject {
        let bytes = try await read(key, maximumSize: .max)
        return UploadedObject(size: bytes.count, version: "1")
    }

    func read(_ key: String, maximumSize: Int) async throws(ObjectStoreFailure) -> [UInt8] {
        guard let bytes = state.withLock({ $0.files[key] }) else { throw ObjectStoreFailure("no \(key)", kind: .missing) }
        return bytes
    }

    func write(_ bytes: [UInt8], to key: String, contentType: String) async throws(ObjectStoreFailure) { keep(bytes, as: key) }
}
