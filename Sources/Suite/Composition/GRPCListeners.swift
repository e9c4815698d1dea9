import EventLoops
import ProtoRuntime
import ServiceSupport
import Telemetry

/// Starts the listeners of the services, each on a port of its own with the standard health service and reflection beside it.
struct GRPCListeners: Sendable {
    let configuration: SuiteConfiguration
    let foundations: Foundations
    let readiness: Readiness
    let teardown: Teardown

    func start(_ services: PlatformServices) throws(SuiteError) -> [Listener] {
        let observer = CallMetrics(
            Array(services.offered.values), metrics: foundations.metrics, logger: foundations.logger.named("grpc"))
        var servers: [Server] = []
        var health: [HealthService] = []
        defer {
            let (servers, health) = (servers, health)
            teardown.add { remaining in await Self.stop(servers, health, grace: remaining) }
        }
        var listeners: [Listener] = []
        for component in Component.services {
            guard let service = services.offered[component] else { continue }
            let own = self.health(of: component, service)
            let offered = [service, own.definition]
            let server = try start(component, offered + ReflectionService(describing: offered).definitions, observer)
            servers.append(server)
            health.append(own)
            listeners.append(Listener(component: component, host: Listener.reachable(configuration.host), port: server.port))
        }
        return listeners
    }

    /// The platform's CharacterService answers for every name, and lets no one watch (platform contract, section 5.1).
    private func health(of component: Component, _ service: ServiceDefinition) -> HealthService {
        let isCharacter = component == .character
        let health = HealthService(
            serving: [service.name], unknownServices: isCharacter ? .serving : .notFound,
            offersWatch: !isCharacter || configuration.behaviour.isExtended)
        readiness.onReady { if $0 == component { health.setAll(.serving) } }
        if readiness.obstacle(of: component) != nil {
            health.setAll(.notServing)
            // What was waited for may have come in between.
            if readiness.obstacle(of: component) == nil { health.setAll(.serving) }
        }
        return health
    }

    private func start(
        _ component: Component, _ services: [ServiceDefinition], _ observer: CallMetrics
    ) throws(SuiteError) -> Server {
        let port = configuration.ports.port(of: component) ?? 0
        var options = ServerConfiguration()
        options.observers = [observer]
        // The usual case, in which nothing has to be waited for, has no gate to pass with every call.
        if readiness.obstacle(of: component) != nil { options.interceptors = [ReadinessGate(component: component, readiness: readiness)] }
        if configuration.behaviour.isStrict { options.pingPolicy = .strict() }
        do throws(SocketError) {
            return try Server.start(
                host: configuration.host, port: port, services: services, loops: foundations.callLoops, configuration: options)
        } catch {
            switch error {
            case .addressInUse: throw .portTaken(component, host: configuration.host, port: port)
            case .unknownHost(_, let reason), .invalidAddress(_, let reason):
                throw .cannotListen(component, host: configuration.host, port: port, reason: reason)
            case .system(_, _, let number):
                throw .cannotListen(component, host: configuration.host, port: port, reason: systemErrorText(number))
            }
        }
    }

    private static func stop(_ servers: [Server], _ health: [HealthService], grace: Duration) async {
        for service in health { service.shutdown() }
        await withTaskGroup { group in
            for server in servers { group.addTask { await server.shutdown(grace: grace) } }
        }
    }
}
