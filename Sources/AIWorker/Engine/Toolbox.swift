import Environments
import HTTPClient
import Semaphores
import Telemetry

/// Everything that activities are made of, put together once.
struct Toolbox: Sendable {
    private let configuration: AIWorkerConfiguration
    private let environment: Environment
    private let queue: TaskQueue
    private let book: ProgressBook
    private let shelf: WorldShelf
    private let providers: ProviderCalls
    private let platform: PlatformClient
    private let uploader: MediaUploader
    private let turn: PostTurn
    private let archive: ImageArchive?
    private let logger: Logger

    init(
        services: WorkerServices, http: HTTPClient, configuration: AIWorkerConfiguration, environment: Environment, queue: TaskQueue,
        turn: PostTurn, book: ProgressBook, shelf: WorldShelf, history: RequestHistory, pauses: Pauses, outlets: WorkerOutlets
    ) {
        func dependency(_ name: String, _ limiter: Semaphore<Never>) -> Dependency {
            Dependency(
                name, limiter: limiter, breaker: configuration.breaker,
                retry: RetryPolicy(
                    attempts: configuration.callAttempts, initialPause: configuration.callRetryPause,
                    maximumPause: configuration.maximumPause),
                pauses: pauses, environment: environment, metrics: outlets.metrics)
        }
        func permits(_ count: Int) -> Semaphore<Never> { Semaphore(permits: count) }
        logger = outlets.logger
        archive = outlets.archive
        self.configuration = configuration
        self.environment = environment
        self.queue = queue
        self.turn = turn
        self.book = book
        self.shelf = shelf
        providers = ProviderCalls(
            llm: LLMClient(http: http, endpoint: configuration.llm, environment: environment, logger: outlets.logger),
            llmDependency: dependency("language-model", permits(configuration.maximumLLMRequests)),
            images: ImageClient(
                http: http, endpoint: configuration.images, usualPrice: configuration.imagePrice, environment: environment),
            imageDependency: dependency("image-generator", permits(configuration.maximumImageRequests)),
            book: book, history: history, meters: CostMeters(outlets.metrics), listener: outlets.texts, environment: environment)
        // One for all four services; no call is made within another, so they cannot wait for each other.
        let calls = permits(configuration.maximumServiceCalls)
        platform = PlatformClient(
            services: services, character: dependency("character-service", calls), media: dependency("media-service", calls),
            post: dependency("post-service", calls), world: dependency("world-service", calls), history: history,
            environment: environment, timeout: configuration.callTimeout)
        uploader = MediaUploader(
            http: http, platform: platform, downloads: dependency("image-download", permits(configuration.maximumTransfers)),
            uploads: dependency("object-storage", permits(configuration.maximumTransfers)), timeout: configuration.transferTimeout,
            environment: environment)
    }

    /// Everything that is called, as it is now.
    var dependencies: [WorkerSnapshot.Dependency] {
        [
            providers.llmDependency, providers.imageDependency, uploader.downloads, uploader.uploads, platform.character, platform.media,
            platform.post, platform.world,
        ].map(\.snapshot)
    }

    func activities(for task: ClaimedTask) -> any Activities {
        TaskActivities(
            task: task, queue: queue, book: book, shelf: shelf, providers: providers, uploader: uploader, platform: platform,
            turn: turn, environment: environment, maximumPromptSize: configuration.maximumPromptSize,
            callReserve: configuration.callReserve, enhancesPrompts: configuration.enhancesPrompts, archive: archive, logger: logger)
    }
}
