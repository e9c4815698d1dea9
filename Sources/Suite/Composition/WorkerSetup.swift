import AIWorker
import Telemetry

/// How the suite's configuration becomes the worker's.
enum WorkerSetup {
    /// Makes the worker; it does nothing before it is started.
    /// - Parameters:
    ///   - distribution: how tasks are shared with other workers.
    ///   - news: hears what the worker does.
    ///   - providers: where the stand-ins for providers listen, when they run.
    /// - Throws: ``SuiteError/imageDirectoryUnusable(path:reason:)``.
    static func worker(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, _ database: Database, distribution: TaskDistribution,
        news: (any GenerationListener)?, clients: ServiceClients, providers: Listener?
    ) throws(SuiteError) -> AIWorker {
        let limits = configuration.workerLimits
        var settings = AIWorkerConfiguration(
            llm: endpoint(
                configuration.languageModel, model: configuration.languageModelName, timeout: limits.llmTimeout, providers),
            images: endpoint(configuration.images, model: configuration.imageModelName, timeout: limits.imageTimeout, providers))
        settings.enhancesPrompts = configuration.enhancesPrompts
        settings.maximumTasks = limits.tasks
        settings.maximumLLMRequests = limits.llmRequests
        settings.maximumImageRequests = limits.imageRequests
        settings.maximumServiceCalls = limits.serviceCalls
        settings.lease = limits.lease
        settings.callReserve = limits.callReserve
        settings.longestOutage = limits.outage
        settings.callAttempts = limits.callAttempts
        settings.breaker.failureThreshold = limits.breakerFailures
        settings.breaker.recoveryTime = limits.breakerRecovery
        return AIWorker(
            store: database.store, distribution: distribution,
            services: WorkerServices(character: clients.character, media: clients.media, post: clients.post, world: clients.world),
            http: foundations.http, configuration: settings, environment: foundations.environment,
            outlets: try outlets(configuration, foundations, news: news))
    }

    private static func outlets(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, news: (any GenerationListener)?
    ) throws(SuiteError) -> WorkerOutlets {
        var outlets = WorkerOutlets(logger: foundations.logger.named("worker"), metrics: foundations.metrics)
        outlets.news = news
        outlets.texts = configuration.textListener
        guard let directory = configuration.imageDirectory else { return outlets }
        do throws(TextFile.Failure) {
            try TextFile.makeDirectories(directory)
        } catch {
            throw .imageDirectoryUnusable(path: directory, reason: error.description)
        }
        do throws(ImageArchive.Failure) {
            outlets.archive = try ImageArchive(directory: directory, pool: foundations.pool)
        } catch {
            throw .imageDirectoryUnusable(path: directory, reason: error.reason)
        }
        return outlets
    }

    private static func endpoint(
        _ provider: SuiteConfiguration.Provider, model: String, timeout: Duration, _ standIns: Listener?
    ) -> AIWorkerConfiguration.Endpoint {
        switch provider {
        case .external(let url, let key): AIWorkerConfiguration.Endpoint(baseURL: url, apiKey: key, model: model, timeout: timeout)
        case .builtin:
            AIWorkerConfiguration.Endpoint(
                baseURL: "http://\(standIns?.address ?? "127.0.0.1")", apiKey: "builtin", model: model, timeout: timeout)
        }
    }
}
