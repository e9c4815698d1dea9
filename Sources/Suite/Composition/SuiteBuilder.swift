import AIWorker
import Environments
import EventLoops
import GenerationMessages
import ProtoRuntime
import ProviderStandIns
import Synchronization
import Telemetry
import WorldService

/// Puts the parts of a suite together.
struct SuiteBuilder: Sendable {
    private let configuration: SuiteConfiguration
    private let teardown: Teardown
    private let foundations: Foundations
    private let web: WebListeners
    private let readiness: Readiness

    init(_ configuration: SuiteConfiguration, logger: Logger, teardown: Teardown) throws(SuiteError) {
        self.configuration = configuration
        self.teardown = teardown
        foundations = try Foundations(configuration, logger: logger, teardown: teardown)
        let readiness = Readiness(logger: logger)
        self.readiness = readiness
        web = WebListeners(configuration: configuration, foundations: foundations, teardown: teardown)
    }

    func build() async throws(SuiteError) -> RunningSuite {
        let startedAt = foundations.environment.now()
        let databases = try await Databases.open(configuration, foundations, teardown: teardown)
        let objects = try await ObjectStorageSetup.start(web)
        let providers = try await startProviders()

        let catalog = ServiceCatalog()
        let channels = try ServiceChannels(configuration, foundations, catalog: catalog, teardown: teardown)
        let kafka = try KafkaSetup.make(configuration, foundations, teardown: teardown)
        let worker = try makeWorker(databases, channels, providers, kafka)
        let orders = databases[.worker].map {
            GenerationOrders(store: $0.store, announces: kafka != nil, environment: foundations.environment)
        }
        // Without a worker of its own, the suite leaves its orders to workers that share the database.
        let starter: (any GenerationStarter)? =
            worker.map(WorkerStarter.init) ?? orders.map { OrderStarter(orders: $0, broker: kafka?.messaging.broker) }
        let services = PlatformServices(
            configuration, foundations, databases, objects: objects, starter: starter, channels: channels)
        var preparations = services.preparations
        if let database = databases[.worker], let prepare = worker?.start ?? orders?.prepare {
            let collections = database.preparation(of: .worker, prepare)
            preparations.append(kafka?.preparation(after: collections, for: worker) ?? collections)
        }
        teardown.add { [readiness] _ in readiness.abandon() }
        try await readiness.prepare(preparations)

        let served = try GRPCListeners(
            configuration: configuration, foundations: foundations, readiness: readiness, teardown: teardown
        ).start(services)
        let housekeeping = Task { [readiness] in
            await readiness.allReady()
            if readiness.obstacles.isEmpty { await services.run() }
        }
        teardown.add { _ in housekeeping.cancel() }
        try await startMetrics(of: served)
        var listeners = served + [objects?.listener, providers].compactMap { $0 }
        if let discovery = try await startDiscovery(of: served, in: catalog) { listeners.append(discovery) }
        if configuration.runs(.web) {
            let control = worker?.control ?? databases[.worker].map { controlOfWorkers(sharing: $0) }
            listeners.append(try await startAdmin(startedAt, listeners, worker, control))
        }
        let order = Component.allCases
        listeners.sort { left, right in
            (order.firstIndex(of: left.component) ?? 0) < (order.firstIndex(of: right.component) ?? 0)
        }
        return RunningSuite(
            startedAt: startedAt, listeners: listeners, kafka: kafka?.place, readiness: readiness,
            teardown: teardown)
    }

    // MARK: Providers and worker

    private func startProviders() async throws(SuiteError) -> Listener? {
        guard configuration.runs(.providers) else { return nil }
        // Pictures are fetched from the address of the listener, which is known once it listens.
        let address = Mutex("")
        let standIns = ProviderStandIns(
            seed: configuration.seed, baseURL: { "http://" + address.withLock { $0 } }, pool: foundations.pool,
            logger: foundations.logger.named("providers"), latency: configuration.builtinLatency)
        let listener = try await web.start(.providers) { request in await standIns.handle(request) }
        address.withLock { $0 = listener.address }
        return listener
    }

    private func makeWorker(
        _ databases: Databases, _ channels: ServiceChannels, _ providers: Listener?, _ kafka: KafkaSetup?
    ) throws(SuiteError) -> AIWorker? {
        guard configuration.runs(.worker), let database = databases[.worker] else { return nil }
        let worker = try WorkerSetup.worker(
            configuration, foundations, database, distribution: try distribution(of: database, kafka), news: kafka?.messaging.listener,
            clients: ServiceClients(channels), providers: providers)
        teardown.add { remaining in await worker.stop(grace: remaining) }
        return worker
    }

    private func distribution(of database: Database, _ kafka: KafkaSetup?) throws(SuiteError) -> TaskDistribution {
        if let kafka { return .broker(kafka.messaging.broker, isAlone: !database.isShared) }
        guard database.isShared else { return .alone }
        guard !database.isElsewhere, let data = foundations.data else { return .sharedStore(isFirst: false) }
        let lock = try WorkerLock(in: data)
        teardown.add { _ in withExtendedLifetime(lock) {} }
        return .sharedStore(isFirst: lock.isFirst)
    }

    /// Control of workers in other processes.
    private func controlOfWorkers(sharing database: Database) -> WorkerControl {
        WorkerControl(store: database.store, environment: foundations.environment, logger: foundations.logger.named("control"))
    }

    // MARK: Discovery and administration

    /// Makes the services known to the Consul that was named, or starts the embedded endpoint.
    private func startDiscovery(of services: [Listener], in catalog: ServiceCatalog) async throws(SuiteError) -> Listener? {
        let registrations = services.compactMap { service in
            OwnServices.registration(
                of: service.component, host: OwnServices.advertisedHost(of: service, configuration), port: service.port)
        }
        if let consul = configuration.consul {
            let agent = ConsulAgent(address: consul, client: foundations.http)
            let announcement = ConsulAnnouncement(registrations, to: agent, logger: foundations.logger.named("consul"))
            announcement.start()
            teardown.add { _ in await announcement.end() }
            return nil
        }
        guard configuration.runs(.consul) else { return nil }
        for registration in registrations + OwnServices.neighbours(host: Listener.reachable(configuration.host)) {
            catalog.register(registration)
        }
        let consul = ConsulEndpoint(catalog: catalog)
        return try await web.start(.consul) { request in await consul.handle(request) }
    }

    /// The metrics ports that the platform's services have.
    private func startMetrics(of services: [Listener]) async throws(SuiteError) {
        let metrics = MetricsEndpoint(metrics: foundations.metrics)
        for service in services {
            guard let port = configuration.ports.metricsPort(of: service.component) else { continue }
            _ = try await web.start(service.component, port: port) { request in await metrics.handle(request) }
        }
    }

    private func startAdmin(
        _ startedAt: Timestamp, _ others: [Listener], _ worker: AIWorker?, _ control: WorkerControl?
    ) async throws(SuiteError) -> Listener {
        let overview = Overview(startedAt: startedAt, seed: configuration.seed, listeners: others, readiness: readiness)
        let admin = AdminEndpoint(metrics: foundations.metrics, readiness: readiness, worker: worker, control: control) { overview.json }
        return try await web.start(.web) { request in await admin.handle(request) }
    }
}
