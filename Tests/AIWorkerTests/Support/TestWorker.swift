import Environments
import Persistence
import Telemetry

@testable import AIWorker

/// An engine with scripted activities over some store: one process of a test.
struct TestWorker {
    static let worldID = Identifier.v5(namespace: Identifier(high: 7, low: 7), name: "world")

    let store: any DocumentStore
    let engine: Engine
    let queue: TaskQueue
    let book: ProgressBook

    init(
        over store: any DocumentStore, platform: FakePlatform, script: Script = Script(), name: String = "worker-1",
        distribution: TaskDistribution = .alone, listener: (any GenerationListener)? = nil,
        configure: (inout AIWorkerConfiguration) -> Void = { _ in }
    ) {
        let environment = Environment()
        var configuration = AIWorkerConfiguration(
            llm: .init(baseURL: "", apiKey: "", model: ""), images: .init(baseURL: "", apiKey: "", model: ""))
        configuration.taskRetryPause = .milliseconds(2)
        configuration.outagePause = .milliseconds(2)
        configure(&configuration)
        let queue = TaskQueue(
            store: store, environment: environment, workerID: name, lease: configuration.lease,
            marksOwedWakeUps: distribution.isShared)
        let news = listener.map { NewsOutbox(store: store, listener: $0) }
        let book = ProgressBook(store: store, writer: "w", news: news, environment: environment, logger: .disabled)
        let shelf = WorldShelf(store: store, environment: environment)
        let turn = PostTurn(sequence: PostSequence(), queue: queue, sharesStore: distribution.isShared)
        self.store = store
        self.queue = queue
        self.book = book
        engine = Engine(
            queue: queue, book: book, jobs: .standard, turn: turn, distribution: distribution, listener: listener, news: news,
            configuration: configuration, environment: environment,
            logger: .disabled,
            metrics: Metrics(),
            makeActivities: {
                ScriptedActivities(
                    task: $0, queue: queue, turn: turn, book: book, shelf: shelf, environment: environment, platform: platform,
                    script: script)
            })
    }

    /// What people can do to the generations here.
    var control: WorkerControl { WorkerControl(store: store, environment: Environment(), book: book, queue: queue, engine: engine) }

    /// Orders a world.
    func submit(users: Int, posts: Int, prompt: String = "A world", llmLimit: Int? = nil) async throws {
        let id = Identifier.v5(namespace: Self.worldID, name: TaskType.initWorldCreation.rawValue)
        let parameters = InitWorldCreation.Parameters(
            userPrompt: prompt, usersCount: users, postsCount: posts, apiCallLimitsLLM: llmLimit)
        try await queue.add([
            TaskRecord.newDocument(
                id: id, type: .initWorldCreation, worldID: Self.worldID, parent: nil, parameters: try Document(encoding: parameters),
                at: Timestamp(seconds: 1))
        ])
        engine.wake([TaskNotice(id: id, type: TaskType.initWorldCreation.rawValue, worldID: Self.worldID)])
    }

    /// The progress once the world is over and no task is open any more, or as it is after some forty seconds.
    func end() async throws -> WorldProgress? {
        var progress: WorldProgress?
        for _ in 0..<20_000 {
            progress = try await store.get(Self.worldID.canonical, from: "world_generation_status").flatMap(WorldProgress.init)
            if let progress, progress.isOver { break }
            try await Task.sleep(for: .milliseconds(2))
        }
        return progress
    }

    func tasks() async throws -> [TaskRecord] {
        try await store.find(Query(.equals("world_id", .string(Self.worldID.canonical))), in: "tasks").compactMap(TaskRecord.init)
    }
}
