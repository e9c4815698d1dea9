import CharacterService
import GeneriaAPI
import MediaService
import ObjectStorage
import Persistence
import PostService
import ProtoRuntime
import Telemetry
import WorldService

/// The four services. They call each other through one channel within the process.
struct PlatformServices: Sendable {
    let definitions: [Component: ServiceDefinition]
    let channel: InProcessChannel

    /// The clients of services in the same process.
    struct Clients: Sendable {
        let character: CharacterAPI.CharacterServiceClient
        let media: MediaAPI.MediaServiceClient
        let post: PostAPI.PostServiceClient
        let world: WorldAPI.WorldServiceClient

        init(_ channel: InProcessChannel) {
            character = CharacterAPI.CharacterServiceClient(channel)
            media = MediaAPI.MediaServiceClient(channel)
            post = PostAPI.PostServiceClient(channel)
            world = WorldAPI.WorldServiceClient(channel)
        }
    }

    /// Makes the chosen services and prepares their databases, at the same time.
    /// - Parameter starter: starts the generation of new worlds.
    static func prepare(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, _ databases: Databases, objects: S3Client?,
        starter: any GenerationStarter, channel: InProcessChannel
    ) async throws(SuiteError) -> PlatformServices {
        let clients = Clients(channel)
        let (environment, logger) = (foundations.environment, foundations.logger)
        // Without WorldService, every well-formed world exists.
        let worlds = configuration.runs(.world) ? clients.world : nil

        let character = CharacterServiceHandler(
            store: databases.character, environment: environment, media: clients.media, worlds: worlds, logger: logger.named("character"))
        let media = objects.map { objects in
            MediaServiceHandler(
                store: databases.media, objects: objects, environment: environment, worlds: worlds, logger: logger.named("media"))
        }
        let post = PostServiceHandler(
            store: databases.post, environment: environment, characters: clients.character, media: clients.media, worlds: worlds,
            logger: logger.named("post"))
        let world = WorldServiceHandler(
            store: databases.world, generations: databases.worker, starter: starter, environment: environment, media: clients.media,
            logger: logger.named("world"))

        async let preparedCharacter = prepared(character.prepare)
        async let preparedMedia = prepared { () async throws(StoreError) in try await media?.prepare() }
        async let preparedPost = prepared(post.prepare)
        async let preparedWorld = prepared(world.prepare)
        for result in await [preparedCharacter, preparedMedia, preparedPost, preparedWorld] { try result.get() }

        var definitions: [Component: ServiceDefinition] = [:]
        if configuration.runs(.character) { definitions[.character] = CharacterAPI.definition(of: character) }
        if configuration.runs(.media), let media { definitions[.media] = MediaAPI.definition(of: media) }
        if configuration.runs(.post) { definitions[.post] = PostAPI.definition(of: post) }
        if configuration.runs(.world) { definitions[.world] = WorldAPI.definition(of: world) }
        channel.serve(Array(definitions.values))
        return PlatformServices(definitions: definitions, channel: channel)
    }

    private static func prepared(_ prepare: () async throws(StoreError) -> Void) async -> Result<Void, SuiteError> {
        do throws(StoreError) {
            return .success(try await prepare())
        } catch {
            return .failure(.store(path: "of a service", reason: error.description))
        }
    }
}
