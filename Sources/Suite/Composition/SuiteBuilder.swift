import AIWorker
import Environments
import EventLoops
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

    init(_ configuration: SuiteConfiguration, logger: Logger, teardown: Teardown) throws(SuiteError) {
        self.configuration = configuration
        self.teardown = teardown
        foundations = try Foundations(configuration, logger: logger, teardown: teardown)
        web = WebListeners(configuration: configuration, foundations: foundations, teardown: teardown)
    }

    func build(_ makeSuite: (Timestamp, [Listener]) -> RunningSuite) async throws(SuiteError) -> RunningSuite {
        let startedAt = foundations.environment.now()
        let databases = try await Databases.open(foundations, teardown: teardown)
        let objects = try await ObjectStorageSetup.start(web)
        let providers = try await startProviders()

        let channel = InProcessChannel(loop: foundations.callLoops.next())
        let worker = makeWorker(databases, channel, providers)
        let starter: any GenerationStarter = worker.map { WorkerStarter(worker: $0) } ?? NoStarter()
        let services = try await PlatformServices.prepare(
            configuration, foundations, databases, objects: objects?.client, starter: starter, channel: channel)
        if let worker { try await start(worker) }

        let served = try GRPCListeners(configuration: configuration, foundations: foundations, teardown: teardown).start(services)
        var listeners = served + [objects?.listener, providers].compactMap { $0 }
        if let discovery = try await startDiscovery(of: served) { listeners.append(discovery) }
        if configuration.runs(.web) { listeners.append(try await startAdmin(startedAt, listeners)) }
        let order = Component.allCases
        listeners.sort { left, right in
            (order.firstIndex(of: left.component) ?? 0) < (order.firstIndex(of: right.component) ?? 0)
        }
        return makeSuite(startedAt, listeners)
    }

    // MARK: Providers and worker

    private func startProviders() async throws(SuiteError) -> Listener? {
        guard configuration.runs(.providers) else { return nil }
        // Pictures are fetched from the address of the listener, which is known once it listens.
        let address = Mutex("")
        let standIns = ProviderStandIns(
            seed: configuration.seed, baseURL: { "http://" + address.withLock { $0 } }, pool: foundations.pool,
            logger: foundations.logger.named("providers"))
        let listener = try await web.start(.providers) { request in await standIns.handle(request) }
        address.withLock { $0 = listener.address }
        return listener
    }

    private func makeWorker(_ databases: Databases, _ channel: InProcessChannel, _ providers: Listener?) -> AIWorker? {
        guard configuration.runs(.worker) else { return nil }
        return WorkerSetup.worker(
            configuration, foundations, databases, clients: PlatformServices.Clients(channel), providers: providers)
    }

    private func start(_ worker: AIWorker) async throws(SuiteError) {
        do {
            try await worker.start()
        } catch {
            throw .store(path: "generia_ai_worker", reason: "\(error)")
        }
        teardown.add { remaining in await worker.stop(grace: remaining) }
    }

    // MARK: Discovery and administration

    private func startDiscovery(of services: [Listener]) async throws(SuiteError) -> Listener? {
        guard configuration.runs(.consul) else { return nil }
        let catalog = ServiceCatalog()
        for service in services {
            let registration = OwnServices.registration(of: service.component, host: service.host, port: service.port)
            if let registration { catalog.register(registration) }
        }
        let consul = ConsulEndpoint(catalog: catalog)
        return try await web.start(.consul) { request in await consul.handle(request) }
    }

    private func startAdmin(_ startedAt: Timestamp, _ others: [Listener]) async throws(SuiteError) -> Listener {
        let overview = Overview(startedAt: startedAt, seed: configuration.seed, listeners: others)
        let admin = AdminEndpoint(metrics: foundations.metrics) { overview.json }
        return try await web.start(.web) { request in await admin.handle(request) }
    }
}
