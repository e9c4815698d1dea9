import AIWorker
import Telemetry

/// How the suite's configuration becomes the worker's.
enum WorkerSetup {
    private static let languageModel = "google/gemini-2.0-flash-001"
    private static let imageModel = "runware:100@1"

    /// Makes the worker; it does nothing before it is started.
    /// - Parameters:
    ///   - distribution: how tasks are shared with other workers.
    ///   - listener: hears what the worker does.
    ///   - providers: where the stand-ins for providers listen, when they run.
    static func worker(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, _ database: Database, distribution: TaskDistribution,
        listener: (any GenerationListener)?, clients: ServiceClients, providers: Listener?
    ) -> AIWorker {
        var settings = AIWorkerConfiguration(
            llm: endpoint(configuration.languageModel, model: languageModel, providers),
            images: endpoint(configuration.images, model: imageModel, providers))
        settings.maximumTasks = configuration.workerLimits.tasks
        settings.maximumLLMRequests = configuration.workerLimits.llmRequests
        settings.maximumImageRequests = configuration.workerLimits.imageRequests
        settings.lease = configuration.workerLimits.lease
        settings.callReserve = configuration.workerLimits.callReserve
        settings.longestOutage = configuration.workerLimits.outage
        return AIWorker(
            store: database.store, distribution: distribution, listener: listener,
            services: WorkerServices(character: clients.character, media: clients.media, post: clients.post, world: clients.world),
            http: foundations.http, configuration: settings, environment: foundations.environment,
            logger: foundations.logger.named("worker"), metrics: foundations.metrics)
    }

    private static func endpoint(
        _ provider: SuiteConfiguration.Provider, model: String, _ standIns: Listener?
    ) -> AIWorkerConfiguration.Endpoint {
        switch provider {
        case .external(let origin, let key): AIWorkerConfiguration.Endpoint(baseURL: origin, apiKey: key, model: model)
        case .builtin:
            AIWorkerConfiguration.Endpoint(baseURL: "http://\(standIns?.address ?? "127.0.0.1")", apiKey: "builtin", model: model)
        }
    }
}
