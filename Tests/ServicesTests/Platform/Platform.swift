import CharacterService
import Environments
import EventLoops
import Foundation
import GeneriaAPI
import HTTPClient
import HTTPServing
import MediaService
import ObjectStorage
import Persistence
import PostService
import ProtoRuntime
import ServiceSupport
import Telemetry
import WorldService

/// The four services in this process, each on a database of its own, with the embedded object storage behind HTTP.
struct Platform: ContractSubject {
    /// How a platform is set up.
    struct Options: Sendable {
        /// Where databases and objects are kept; `nil` for memory and a temporary directory.
        var directory: String?
        var environment = Environment()
        var checksWorlds = true
        /// Further addresses of the object storage, for which URLs are signed.
        var publicHosts: [String] = []
        var behaviour = Behaviour.standard
        /// Where the services look for the object storage instead of the place where it is.
        var objectHost: String?
    }

    let observed: ObservedChannel
    let objects: ObservedObjects
    let starter = RecordingStarter()
    let stores: [PlatformService: SQLiteStore]
    let generations: SQLiteStore
    /// WorldService itself, for what it does without being called.
    let worldHandler: WorldServiceHandler
    private let http: HTTPClient

    var channel: any Channel { observed }

    private static let loop = Result { try EventLoop(name: "services-test") }
    private static let pool = BlockingPool(threads: 8, name: "services-test-disk")

    /// Runs `body` with a platform that ends with it.
    static func with(_ options: Options = Options(), _ body: (Platform) async throws -> Void) async throws {
        let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("generia-services-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        let loop = try loop.get()
        let objects = try EmbeddedS3(
            directory: "\(options.directory ?? temporary)/objects", credentials: credentials, environment: options.environment, pool: pool)
        try await objects.createBucketIfMissing("generia-images")
        let server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop) { await objects.handle($0) }
        let platform = try await Platform(options, objectHost: options.objectHost ?? "127.0.0.1:\(server.port)", loop: loop)
        do {
            try await body(platform)
        } catch {
            await platform.close()
            await server.stop()
            throw error
        }
        await platform.close()
        await server.stop()
    }

    private static let credentials = S3Credentials(accessKey: "minioadmin", secretKey: "minioadmin")

    private init(_ options: Options, objectHost: String, loop: EventLoop) async throws {
        let environment = options.environment
        http = try HTTPClient(loop: loop)
        let storage = S3Client(
            endpoint: S3Endpoint(host: objectHost, bucket: "generia-images"),
            publicEndpoints: options.publicHosts.map { S3Endpoint(host: $0, bucket: "generia-images") }, credentials: Self.credentials,
            http: http,
            environment: environment)
        objects = ObservedObjects(storage)

        func open(_ name: String) async throws -> SQLiteStore {
            guard let directory = options.directory else { return try await SQLiteStore.inMemory(pool: Self.pool) }
            let path = "\(directory)/\(name).sqlite"
            return try await SQLiteStore.open(path: path, pool: Self.pool, options: SQLiteStore.Options(exclusive: true))
        }
        let (characterStore, mediaStore) = (try await open("character"), try await open("media"))
        let (postStore, worldStore) = (try await open("post"), try await open("world"))
        stores = [.character: characterStore, .media: mediaStore, .post: postStore, .world: worldStore]
        generations = try await open("generia_ai_worker")

        let inner = InProcessChannel(loop: loop)
        observed = ObservedChannel(inner)
        let media = MediaAPI.MediaServiceClient(observed)
        let worlds: ForeignKey = options.checksWorlds ? .worlds(WorldAPI.WorldServiceClient(observed)) : .unchecked
        let characterService = CharacterServiceHandler(
            store: characterStore, environment: environment, media: media, worlds: worlds, behaviour: options.behaviour,
            logger: .disabled)
        let mediaService = MediaServiceHandler(
            store: mediaStore, objects: objects, environment: environment, worlds: worlds, behaviour: options.behaviour, logger: .disabled)
        let postService = PostServiceHandler(
            store: postStore, environment: environment, characters: CharacterAPI.CharacterServiceClient(observed), media: media,
            worlds: worlds, behaviour: options.behaviour, logger: .disabled)
        let worldService = WorldServiceHandler(
            store: worldStore, generations: generations, starter: starter, environment: environment, media: media,
            behaviour: options.behaviour, logger: .disabled)
        worldHandler = worldService
        try await characterService.prepare()
        try await mediaService.prepare()
        try await postService.prepare()
        try await worldService.prepare()
        inner.serve([
            CharacterAPI.definition(of: characterService), MediaAPI.definition(of: mediaService), PostAPI.definition(of: postService),
            WorldAPI.definition(of: worldService),
        ])
    }

    private func close() async {
        for store in stores.values { await store.close() }
        await generations.close()
        await http.close()
    }
}

extension Platform {
    func stop(_ service: PlatformService) async { observed.stop(service) }

    func startedGenerations() async -> [StartedGeneration] { starter.starts }

    func storeGenerationStatus(_ document: Document) async throws {
        try await generations.upsert(document, into: "world_generation_status")
    }

    func upload(_ bytes: [UInt8], to url: String) async throws -> Int {
        let request = HTTPClientRequest(method: "PUT", url: url, headers: ["Content-Type": "image/png"], body: .bytes(bytes))
        return try await http.send(request).status
    }

    func download(_ url: String) async throws -> (status: Int, contentType: String?, body: [UInt8]) {
        let response = try await http.send(HTTPClientRequest(url: url))
        return (response.status, response.headers["Content-Type"], response.body)
    }
}

/// A directory that is removed after `body`.
func withTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("generia-services-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
}
