import ConsulDiscovery
import EventLoops
import GeneriaAPI
import ProtoRuntime

/// How the parts of a suite reach the services: in this process where they run here, else at the addresses given, else through discovery.
struct ServiceChannels: Sendable {
    /// Leads to the services of this process.
    let own: InProcessChannel
    private let remote: [Component: HTTP2Channel]

    /// Nothing is connected before the first call.
    /// - Throws: ``SuiteError/badTarget(_:reason:)``.
    init(_ configuration: SuiteConfiguration, _ foundations: Foundations, teardown: Teardown) throws(SuiteError) {
        own = InProcessChannel(loop: foundations.callLoops.next())
        var remote: [Component: HTTP2Channel] = [:]
        for service in Component.services where !configuration.runs(service) {
            guard let target = Self.target(of: service, configuration) else { continue }
            do throws(TargetError) {
                let parsed = try ChannelTarget(parsing: target, schemes: [ConsulScheme(client: foundations.http)])
                let channel = HTTP2Channel(parsed, loop: foundations.callLoops.next(), configuration: Self.channelConfiguration)
                remote[service] = channel
                teardown.add { _ in channel.close() }
            } catch {
                throw .badTarget(service, reason: "\(error)")
            }
        }
        self.remote = remote
    }

    /// A service that is away is tried again soon: it may be starting.
    private static var channelConfiguration: ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.backoff = ConnectionBackoff(initial: .milliseconds(200), maximum: .seconds(5))
        return configuration
    }

    private static func target(of service: Component, _ configuration: SuiteConfiguration) -> String? {
        if let peer = configuration.peers[service] { return peer }
        guard let consul = configuration.consul, let name = service.serviceName else { return nil }
        return "consul://\(consul)/\(name)"
    }

    /// The channel to a service. One that is nowhere is looked for in this process, which says that it does not know it.
    subscript(service: Component) -> any Channel { remote[service] ?? own }
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
