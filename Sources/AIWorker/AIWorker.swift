import Environments
import HTTPClient
import Persistence
import Synchronization
import Telemetry

/// Generates worlds: takes their orders, runs their tasks and keeps the record of their progress.
///
/// What it knows is in the store (collections `tasks`, `world_generation_status`, `world_parameters`, `api_requests_history`); a process
/// that takes over the store goes on where the last one stopped.
public final class AIWorker: Sendable {
    private let store: any DocumentStore
    private let environment: Environment
    private let queue: TaskQueue
    private let orders: GenerationOrders
    private let book: ProgressBook
    private let engine: Engine
    private let toolbox: Toolbox
    private let history: RequestHistory
    private let news: NewsOutbox?
    private let workerID: String
    private let maintenance = Mutex<Task<Void, Never>?>(nil)

    /// A worker; nothing runs before `start`.
    ///
    /// - Parameters:
    ///   - store: the worker's own database.
    ///   - distribution: how the tasks of the store are shared with other workers.
    ///   - services: the platform's services, where what was generated goes.
    ///   - http: for the providers and for the transfer of pictures.
    ///   - environment: time, ids and randomness; in a seeded run ids depend on nothing but the seed and the order.
    ///   - outlets: where the worker shows what it does.
    public init(
        store: any DocumentStore, distribution: TaskDistribution, services: WorkerServices, http: HTTPClient,
        configuration: AIWorkerConfiguration, environment: Environment, outlets: WorkerOutlets
    ) {
        let (logger, metrics) = (outlets.logger, outlets.metrics)
        self.store = store
        self.environment = environment
        // Another one for every process, also in a seeded run: the time makes it so.
        let instance = environment.uuid(for: "worker", key: "\(environment.strictlyIncreasingNow().microseconds)")
        workerID = "worker-\(instance.hex.prefix(8))"
        queue = TaskQueue(
            store: store, environment: environment, workerID: workerID, lease: configuration.lease,
            marksOwedWakeUps: distribution.isShared)
        orders = GenerationOrders(queue: queue, environment: environment)
        news = outlets.news.map { NewsOutbox(store: store, listener: $0) }
        book = ProgressBook(store: store, writer: workerID, news: news, environment: environment, logger: logger)
        history = RequestHistory(store: store, environment: environment, logger: logger, workerID: workerID)
        let turn = PostTurn(sequence: PostSequence(), queue: queue, sharesStore: distribution.isShared)
        let pauses = Pauses()
        let toolbox = Toolbox(
            services: services, http: http, configuration: configuration, environment: environment, queue: queue, turn: turn, book: book,
            shelf: WorldShelf(store: store, environment: environment), history: history, pauses: pauses, outlets: outlets)
        self.toolbox = toolbox
        engine = Engine(
            queue: queue, book: book, jobs: .standard, turn: turn, distribution: distribution, listener: outlets.news, news: news,
            pauses: pauses, configuration: configuration, environment: environment, logger: logger, metrics: metrics,
            makeActivities: { toolbox.activities(for: $0) })
    }

    /// Prepares the collections, takes up what an earlier process left, and works from now on.
    ///
    /// - Throws: `StoreError` when the store cannot be used.
    public func start() async throws {
        try await store.prepare([
            TaskQueue.schema, ProgressBook.schema, WorldShelf.schema, RequestHistory.schema,
        ])
        try await engine.recover()
        maintenance.withLock { task in
            if task == nil { task = Task { await engine.maintain() } }
        }
    }

    /// Orders the generation of a world. Ordering the same world again changes nothing.
    ///
    /// - Parameters:
    ///   - prompt: the user's idea of the world. An empty or too large one makes the generation fail with a recorded reason.
    ///   - users: how many characters.
    ///   - posts: how many posts in all; every character writes at least one.
    ///   - llmLimit: the most calls to the language model; by default what is predicted and a quarter more.
    ///   - imageLimit: the most calls to the image generator; by default what is predicted and a quarter more.
    /// - Throws: `StoreError` when the order could not be stored.
    public func submit(
        world: Identifier, prompt: String, users: Int, posts: Int, llmLimit: Int? = nil, imageLimit: Int? = nil
    ) async throws {
        let task = try await orders.place(
            world: world, prompt: prompt, users: users, posts: posts, llmLimit: llmLimit, imageLimit: imageLimit)
        engine.announce([task])
    }

    /// Takes a task that a broker hands over. Returns when the task is claimed or nobody has to run it: from then on it cannot be lost, and
    /// the broker need not keep the notice.
    ///
    /// - Returns: `false` when the worker stops first: the notice is to be handed to another one.
    public func take(_ task: TaskNotice) async -> Bool { await engine.take(task) }

    /// The status documents of a world's generation (platform contract 9.3): the present one, if there is one, then each change, up to
    /// the end of the generation or of the worker. A slow reader misses documents in between, never the last one.
    public func progress(of world: Identifier) -> AsyncStream<Document> { book.documents(of: world) }

    /// What people can see of the generations in the worker's store and do to them.
    public var control: WorkerControl {
        WorkerControl(store: store, environment: environment, book: book, queue: queue, engine: engine)
    }

    /// What the worker is about now.
    public var snapshot: WorkerSnapshot {
        WorkerSnapshot(worker: workerID, dependencies: toolbox.dependencies, tasks: engine.load)
    }

    /// Stops: starts nothing more, gives running tasks `grace` to end, interrupts the rest, and writes what is left to write. Interrupted
    /// tasks go on after the next start.
    public func stop(grace: Duration) async {
        maintenance.withLock { task in
            task?.cancel()
            task = nil
        }
        await engine.stop(grace: grace)
        news?.close()
        await book.flush()
        await history.flush()
        book.endObservation()
    }
}
