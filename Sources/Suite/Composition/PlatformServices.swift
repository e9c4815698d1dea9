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
        var offered: [Component: ServiceDefinition] = [:]
        var preparations: [Preparation] = []

        if configuration.runs(.character) {
            let character = maker.character()
            services[.character] = CharacterAPI.definition(of: character)
            if isV1 { offered[.character] = GeneriaAPIv1.CharacterAPI.definition(of: CharacterServiceV1(character)) }
            preparations.append(databases.character.preparation(of: .character, character.prepare))
        }
        if configuration.runs(.media), let objects {
            let media = maker.media(objects.client)
            services[.media] = MediaAPI.definition(of: media)
            if isV1 { offered[.media] = GeneriaAPIv1.MediaAPI.definition(of: MediaServiceV1(media)) }
            let collections = databases.media.preparation(of: .media, media.prepare)
            preparations.append(
                Preparation(.media, dependency: "\(databases.media.place) or \(objects.place)") { () async throws(SuiteError) in
                    try await objects.prepare()
                    try await collections.work()
                })
        }
        if configuration.runs(.post) {
            let post = maker.post()
            services[.post] = PostAPI.definition(of: post)
            if isV1 { offered[.post] = GeneriaAPIv1.PostAPI.definition(of: PostServiceV1(post)) }
            preparations.append(databases.post.preparation(of: .post, post.prepare))
        }
        if configuration.runs(.world) {
            let world = maker.world(starter)
            services[.world] = WorldAPI.definition(of: world)
            preparations.append(databases.world.preparation(of: .world, world.prepare))
        }
        if configuration.runs(.auth) {
            let auth = maker.auth()
            services[.auth] = AuthAPI.definition(of: auth)
            preparations.append(databases.auth.preparation(of: .auth, auth.prepare))
        }
        if configuration.runs(.interaction) {
            let interaction = maker.interaction()
            services[.interaction] = InteractionAPI.definition(of: interaction)
            preparations.append(databases.interaction.preparation(of: .interaction, interaction.prepare))
        }
        // Among themselves the services speak the present version, whatever others speak.
        channels.own.serve(Array(services.values))
        self.offered = services.merging(offered) { _, old in old }
        self.preparations = preparations
    }
}

/// Makes each service out of the suite's parts.
private struct ServiceMaker {
    let configuration: SuiteConfiguration
    let foundations: Foundations
    let databases: Databases
    let channels: ServiceChannels
    let clients: ServiceClients
    let worlds: ForeignKey
    let users: ForeignKey

    init(_ configuration: SuiteConfiguration, _ foundations: Foundations, _ databases: Databases, _ channels: ServiceChannels) {
        self.configuration = configuration
        self.foundations = foundations
        self.databases = databases
        self.channels = channels
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
            interactions: channels.mayReach(.interaction) ? clients.interaction : nil, worlds: worlds,
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
            users: channels.mayReach(.auth) ? clients.auth : nil, sharesStore: databases.interaction.isElsewhere,
            behaviour: configuration.behaviour, logger: logger(.interaction))
    }
}
