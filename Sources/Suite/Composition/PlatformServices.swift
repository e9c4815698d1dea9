import AuthService
import CharacterService
import GeneriaAPI
import GeneriaAPIv1
import InteractionService
import MediaService
import ObjectStorage
import PostService
import ProtoRuntime
import ServiceSupport
import Telemetry
import WorldService

/// The services of a suite that run in this process.
struct PlatformServices: Sendable {
    /// As listeners offer them, in the wire contract's chosen version.
    let offered: [Component: ServiceDefinition]
    /// What each needs before it can serve.
    let preparations: [Preparation]
    /// WorldService, where it runs.
    private let worlds: WorldServiceHandler?
    /// How often WorldService looks for generations that could not be started.
    private static let overdueInterval = Duration.seconds(5)

    /// Makes the chosen services and lets `channels` lead to them.
    /// - Parameters:
    ///   - objects: the object storage; without one there is no MediaService.
    ///   - starter: starts the generation of new worlds.
    init(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, _ databases: Databases, objects: ObjectStorageSetup?,
        starter: (any GenerationStarter)?, channels: ServiceChannels
    ) {
        let maker = ServiceMaker(configuration, foundations, channels)
        let isV1 = configuration.wireVersion == .v1
        var services: [Component: ServiceDefinition] = [:]
        var older: [Component: ServiceDefinition] = [:]
        var preparations: [Preparation] = []
        var worlds: WorldServiceHandler?

        /// Takes up a service with what it needs first, and version 1 of it where there is one and it is wanted.
        func take(_ component: Component, _ service: ServiceDefinition, _ preparation: Preparation, v1: ServiceDefinition? = nil) {
            services[component] = service
            preparations.append(preparation)
            if isV1 { older[component] = v1 }
        }

        if let database = databases[.character] {
            let character = maker.character(database)
            take(
                .character, CharacterAPI.definition(of: character), database.preparation(of: .character, character.prepare),
                v1: GeneriaAPIv1.CharacterAPI.definition(of: CharacterServiceV1(character)))
        }
        if let database = databases[.media], let objects {
            let media = maker.media(database, objects.client)
            let collections = database.preparation(of: .media, media.prepare)
            let both = Preparation(.media, dependency: "\(database.place) or \(objects.place)") { () async throws(SuiteError) in
                try await objects.prepare()
                try await collections.work()
            }
            take(.media, MediaAPI.definition(of: media), both, v1: GeneriaAPIv1.MediaAPI.definition(of: MediaServiceV1(media)))
        }
        if let database = databases[.post] {
            let post = maker.post(database)
            take(
                .post, PostAPI.definition(of: post), database.preparation(of: .post, post.prepare),
                v1: GeneriaAPIv1.PostAPI.definition(of: PostServiceV1(post)))
        }
        if let database = databases[.world], let generations = databases[.worker], let starter {
            let world = maker.world(database, generations: generations, starter)
            worlds = world
            take(.world, WorldAPI.definition(of: world), database.preparation(of: .world, world.prepare))
        }
        if let database = databases[.auth] {
            let auth = maker.auth(database)
            take(.auth, AuthAPI.definition(of: auth), database.preparation(of: .auth, auth.prepare))
        }
        if let database = databases[.interaction] {
            let interaction = maker.interaction(database)
            take(
                .interaction, InteractionAPI.definition(of: interaction),
                database.preparation(of: .interaction, interaction.prepare))
        }
        // Among themselves the services speak the present version, whatever others speak.
        channels.own.serve(Array(services.values))
        offered = services.merging(older) { _, older in older }
        self.preparations = preparations
        self.worlds = worlds
    }

    /// What the services do by themselves, until the task is cancelled.
    func run() async {
        guard let worlds else { return }
        repeat { await worlds.startOverdueGenerations() } while (try? await Task.sleep(for: Self.overdueInterval)) != nil
    }
}

/// Makes each service out of the suite's parts.
private struct ServiceMaker {
    let configuration: SuiteConfiguration
    let foundations: Foundations
    let clients: ServiceClients
    let worlds: ForeignKey
    let users: ForeignKey

    init(_ configuration: SuiteConfiguration, _ foundations: Foundations, _ channels: ServiceChannels) {
        self.configuration = configuration
        self.foundations = foundations
        clients = ServiceClients(channels)
        // Where there is no WorldService, every well-formed id is a world's. The same holds for users, who need no registration unless an
        // AuthService was named or the originals are to be followed to the letter.
        worlds = configuration.checksWorlds ? .worlds(clients.world) { channels.reaches(.world) } : .unchecked
        users = configuration.checksUsers ? .users(clients.auth) { channels.reaches(.auth) } : .unchecked
    }

    private func logger(_ component: Component) -> Logger { foundations.logger.named(component.rawValue) }

    func character(_ database: Database) -> CharacterServiceHandler {
        CharacterServiceHandler(
            store: database.store, environment: foundations.environment, media: clients.media, worlds: worlds, users: users,
            behaviour: configuration.behaviour, logger: logger(.character))
    }

    func media(_ database: Database, _ objects: S3Client) -> MediaServiceHandler {
        MediaServiceHandler(
            store: database.store, objects: objects, environment: foundations.environment, worlds: worlds,
            behaviour: configuration.behaviour, logger: logger(.media))
    }

    func post(_ database: Database) -> PostServiceHandler {
        PostServiceHandler(
            store: database.store, environment: foundations.environment, characters: clients.character, media: clients.media,
            interactions: configuration.mayReach(.interaction) ? clients.interaction : nil, worlds: worlds,
            behaviour: configuration.behaviour,
            logger: logger(.post))
    }

    func world(_ database: Database, generations: Database, _ starter: any GenerationStarter) -> WorldServiceHandler {
        WorldServiceHandler(
            store: database.store, generations: generations.store, starter: starter, environment: foundations.environment,
            media: clients.media, users: users, behaviour: configuration.behaviour, logger: logger(.world))
    }

    func auth(_ database: Database) -> AuthServiceHandler {
        AuthServiceHandler(
            store: database.store, environment: foundations.environment, pool: foundations.pool, configuration: configuration.auth,
            behaviour: configuration.behaviour, logger: logger(.auth))
    }

    func interaction(_ database: Database) -> InteractionServiceHandler {
        InteractionServiceHandler(
            store: database.store, environment: foundations.environment,
            users: configuration.mayReach(.auth) ? clients.auth : nil, sharesStore: database.isElsewhere,
            behaviour: configuration.behaviour, logger: logger(.interaction))
    }
}
