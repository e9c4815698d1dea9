import Environments
import HTTPClient
import Semaphores

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

    init(
        services: WorkerServices, http: HTTPClient, configuration: AIWorkerConfiguration, environment: Environment, queue: TaskQueue,
        turn: PostTurn, book: ProgressBook, shelf: WorldShelf, history: RequestHistory
    ) {
        func dependency(_ name: String, permits: Int? = nil) -> Dependency {
            Dependency(
                limiter: permits.map { Semaphore(permits: $0) },
                breaker: CircuitBreaker(name, policy: configuration.breaker, environment: environment),
                retry: RetryPolicy(
                    attempts: configuration.callAttempts, initialPause: configuration.callRetryPause,
                    maximumPause: configuration.maximumPause),
                environment: environment)
        }
        self.configuration = configuration
        self.environment = environment
        self.queue = queue
        self.turn = turn
        self.book = book
        self.shelf = shelf
        providers = ProviderCalls(
            llm: LLMClient(http: http, endpoint: configuration.llm),
            llmDependency: dependency("language model", permits: configuration.maximumLLMRequests),
            images: ImageClient(http: http, endpoint: configuration.images, usualPrice: configuration.imagePrice),
            imageDependency: dependency("image generator", permits: configuration.maximumImageRequests),
            book: book, history: history, environment: environment)
        platform = PlatformClient(
            services: services, character: dependency("character-service"), media: dependency("media-service"),
            post: dependency("post-service"), world: dependency("world-service"), history: history, environment: environment,
            timeout: configuration.callTimeout)
        uploader = MediaUploader(
            http: http, platform: platform, downloads: dependency("image download", permits: configuration.maximumTransfers),
            uploads: dependency("object storage", permits: configuration.maximumTransfers), timeout: configuration.transferTimeout,
            environment: environment)
    }

    func activities(for task: ClaimedTask) -> any Activities {
        TaskActivities(
            task: task, queue: queue, book: book, shelf: shelf, providers: providers, uploader: uploader, platform: platform,
            turn: turn, environment: environment, maximumPromptSize: configuration.maximumPromptSize,
            callReserve: configuration.callReserve)
    }
}
