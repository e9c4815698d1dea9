import ConsulDiscovery
import EventLoops
import GeneriaAPI
import ProtoRuntime

/// How the parts of a suite reach the services: in this process where they run here, else at the addresses given, else through discovery,
/// be it a Consul elsewhere or the suite's own endpoint.
struct ServiceChannels: Sendable {
    /// Leads to the services of this process.
    let own: InProcessChannel
    private let configuration: SuiteConfiguration
    private let catalog: ServiceCatalog
    private let remote: [Component: HTTP2Channel]

    /// Nothing is connected before the first call.
    /// - Parameter catalog: what the suite's own discovery knows.
    /// - Throws: ``SuiteError/badTarget(_:reason:)``.
    init(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, catalog: ServiceCatalog, teardown: Teardown
    ) throws(SuiteError) {
        self.configuration = configuration
        self.catalog = catalog
        own = InProcessChannel(loop: foundations.callLoops.next())
        var remote: [Component: HTTP2Channel] = [:]
        for service in Component.services where !configuration.runs(service) {
            guard let target = try Self.target(of: service, configuration, foundations, catalog) else { continue }
            let channel = HTTP2Channel(target, loop: foundations.callLoops.next(), configuration: Self.channelConfiguration)
            remote[service] = channel
            teardown.add { _ in channel.close() }
        }
        self.remote = remote
    }

    /// A service that is away is tried again soon: it may be starting. One that has fallen silent is noticed as the platform's clients do
    /// (contract, section 5.3), only that a busy machine gets more time to answer.
    private static var channelConfiguration: ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.http2.keepalive = .client(interval: .seconds(10), timeout: .seconds(2), permitWithoutCalls: true)
        configuration.backoff = ConnectionBackoff(initial: .milliseconds(200), maximum: .seconds(5))
        return configuration
    }

    private static func target(
        of service: Component, _ configuration: SuiteConfiguration, _ foundations: Foundations, _ catalog: ServiceCatalog
    ) throws(SuiteError) -> ChannelTarget? {
        guard let name = service.serviceName else { return nil }
        let text: String
        if let peer = configuration.peers[service] {
            text = peer
        } else if let consul = configuration.consul {
            text = "consul://\(consul)/\(name)"
        } else {
            return configuration.runs(.consul) ? .resolver(CatalogResolver(catalog: catalog, service: name), authority: name) : nil
        }
        do throws(TargetError) {
            return try ChannelTarget(parsing: text, schemes: [ConsulScheme(client: foundations.http)])
        } catch {
            throw .badTarget(service, reason: "\(error)")
        }
    }

    /// The channel to a service. One that is nowhere is looked for in this process, which says that it does not know it.
    subscript(service: Component) -> any Channel { remote[service] ?? own }

    /// Whether there is somebody to call at the moment: the suite's own discovery may know nobody.
    func reaches(_ service: Component) -> Bool {
        configuration.places(service) || !catalog.instances(of: service.serviceName ?? "").isEmpty
    }
}

/// The clients of all services.
struct ServiceClients: Sendable {
    let character: CharacterAPI.CharacterServiceClient
    let media: MediaAPI.MediaServiceClient
    let post: PostAPI.PostServiceClient
    let world: WorldAPI.WorldServiceClient
    let auth: AuthAPI.AuthServiceClient
    let interaction: InteractionAPI.InteractionServiceClient

    init(_ channels: ServiceChannels) {
        character = CharacterAPI.CharacterServiceClient(channels[.character])
        media = MediaAPI.MediaServiceClient(channels[.media])
        post = PostAPI.PostServiceClient(channels[.post])
        world = WorldAPI.WorldServiceClient(channels[.world])
        auth = AuthAPI.AuthServiceClient(channels[.auth])
        interaction = InteractionAPI.InteractionServiceClient(channels[.interaction])
    }
}
