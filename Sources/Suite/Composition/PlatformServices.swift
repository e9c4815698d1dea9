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

    /// Makes the chosen services and lets `channels` lead to them.
    /// - Parameters:
    ///   - objects: the object storage; without one there is no MediaService.
    ///   - starter: starts the generation of new worlds.
    init(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, _ databases: Databases, objects: ObjectStorageSetup?,
        starter: any GenerationStarter, channels: ServiceChannels
    ) {
        let maker = ServiceMaker(configuration, foundations, databases, channels)
        let isV1 = configuration.wireVersion == .v1
        var services: [Component: ServiceDefinition] = [:]
        var older: [Component: ServiceDefinition] = [:]
        var preparations: [Preparation] = []

        /// Takes up a service with what it needs first, and version 1 of it where there is one and it is wanted.
        func take(_ component: Component, _ service: ServiceDefinition, _ preparation: Preparation, v1: ServiceDefinition? = nil) {
            services[component] = service
            preparations.append(preparation)
            if isV1 { older[component] = v1 }
        }

        if configuration.runs(.character) {
            let character = maker.character()
            take(
                .character, CharacterAPI.definition(of: character), databases.character.preparation(of: .character, character.prepare),
                v1: GeneriaAPIv1.CharacterAPI.definition(of: CharacterServiceV1(character)))
        }
        if configuration.runs(.media), let objects {
            let media = maker.media(objects.client)
            let collections = databases.media.preparation(of: .media, media.prepare)
            let both = Preparation(.media, dependency: "\(databases.media.place) or \(objects.place)") { () async throws(SuiteError) in
                try await objects.prepare()
                try await collections.work()
            }
            take(.media, MediaAPI.definition(of: media), both, v1: GeneriaAPIv1.MediaAPI.definition(of: MediaServiceV1(media)))
        }
        if configuration.runs(.post) {
            let post = maker.post()
            take(
                .post, PostAPI.definition(of: post), databases.post.preparation(of: .post, post.prepare),
                v1: GeneriaAPIv1.PostAPI.definition(of: PostServiceV1(post)))
        }
        if configuration.runs(.world) {
            let world = maker.world(starter)
            take(.world, WorldAPI.definition(of: world), databases.world.preparation(of: .world, world.prepare))
        }
        if configuration.runs(.auth) {
            let auth = maker.auth()
            take(.auth, AuthAPI.definition(of: auth), databases.auth.preparation(of: .auth, auth.prepare))
        }
        if configuration.runs(.interaction) {
            let interaction = maker.interaction()
            take(
                .interaction, InteractionAPI.definition(of: interaction),
                databases.interaction.preparation(of: .interaction, interaction.prepare))
        }
        // Among themselves the services speak the present version, whatever others speak.
        channels.own.serve(Array(services.values))
        offered = services.merging(older) { _, older in older }
        self.preparations = preparations
    }
}

/// Makes each service out of the suite's parts.
private struct ServiceMaker {
    let configuration: SuiteConfiguration
    let foundations: Foundations
    let databases: Databases
    let clients: ServiceClients
    let worlds: ForeignKey
    let users: ForeignKey

    init(_ configuration: SuiteConfiguration, _ foundations: Foundations, _ databases: Databases, _ channels: ServiceChannels) {
        self.configuration = configuration
        self.foundations = foundations
        self.databases = databases
        clients = ServiceClients(channels)
        // Where there is no WorldService, every well-formed id is a world's. The same holds for users, who need no registration unless an
        // AuthService was named or the originals are to be followed to the letter.
        worlds = configuration.checksWorlds ? .worlds(clients.world) { channels.reaches(.world) } : .unchecked
        users = configuration.checksUsers ? .users(clients.auth) { channels.reaches(.auth) } : .unchecked
    }

    private func logger(_ component: Component) -> Logger { foundations.logger.named(component.rawValue) }

    func character() -> CharacterServiceHandler {
        CharacterServiceHandler(
            store: databases.character.store, environment: foundations.environment, media: clients.media, worlds: worlds, users: users,
            behaviour: configuration.behaviour, logger: logger(.character))
    }

    func media(_ objects: S3Client) -> MediaServiceHandler {
        MediaServiceHandler(
            store: databases.media.store, objects: objects, environment: foundations.environment, worlds: worlds,
            behaviour: configuration.behaviour, logger: logger(.media))
    }

    func post() -> PostServiceHandler {
        PostServiceHandler(
            store: databases.post.store, environment: foundations.environment, characters: clients.character, media: clients.media,
            interactions: configuration.mayReach(.interaction) ? clients.interaction : nil, worlds: worlds,
            behaviour: configuration.behaviour,
            logger: logger(.post))
    }

    func world(_ starter: any GenerationStarter) -> WorldServiceHandler {
        WorldServiceHandler(
            store: databases.world.store, generations: databases.worker.store, starter: starter, environment: foundations.environment,
            media: clients.media, users: users, behaviour: configuration.behaviour, logger: logger(.world))
    }

    func auth() -> AuthServiceHandler {
        AuthServiceHandler(
            store: databases.auth.store, environment: foundations.environment, pool: foundations.pool, configuration: configuration.auth,
            behaviour: configuration.behaviour, logger: logger(.auth))
    }

    func interaction() -> InteractionServiceHandler {
        InteractionServiceHandler(
            store: databases.interaction.store, environment: foundations.environment,
            users: configuration.mayReach(.auth) ? clients.auth : nil, sharesStore: databases.interaction.isElsewhere,
            behaviour: configuration.behaviour, logger: logger(.interaction))
    }
}
