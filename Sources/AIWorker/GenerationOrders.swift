import Environments
import Persistence

/// Orders of generations: the first task of a world, written into the workers' store, where whichever worker shares it finds it.
public struct GenerationOrders: Sendable {
    private let queue: TaskQueue
    private let environment: Environment

    /// Orders for workers elsewhere.
    ///
    /// - Parameters:
    ///   - store: the workers' database.
    ///   - announces: whether the notices are carried by a broker; then a worker announces those that were lost.
    public init(store: any DocumentStore, announces: Bool, environment: Environment) {
        // Claims nothing, so it needs no name and no lease.
        self.init(
            queue: TaskQueue(
                store: store, environment: environment, workerID: "", lease: .zero, marksOwedWakeUps: announces),
            environment: environment)
    }

    init(queue: TaskQueue, environment: Environment) {
        self.queue = queue
        self.environment = environment
    }

    /// Makes sure that the collection of tasks exists.
    ///
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) { try await queue.store.prepare([TaskQueue.schema]) }

    /// Stores the order of a world's generation. Ordering the same world again changes nothing.
    ///
    /// - Parameters:
    ///   - prompt: the user's idea of the world. An empty or too large one makes the generation fail with a recorded reason.
    ///   - users: how many characters.
    ///   - posts: how many posts in all; every character writes at least one.
    ///   - llmLimit: the most calls to the language model; by default what is predicted and a quarter more.
    ///   - imageLimit: the most calls to the image generator; by default what is predicted and a quarter more.
    /// - Returns: the notice of the first task, for a broker.
    /// - Throws: `StoreError` when the order could not be stored.
    public func place(
        world: Identifier, prompt: String, users: Int, posts: Int, llmLimit: Int? = nil, imageLimit: Int? = nil
    ) async throws -> TaskNotice {
        let now = environment.now()
        let parameters = try Document(
            encoding: InitWorldCreation.Parameters(
                userPrompt: prompt, usersCount: users, postsCount: posts, apiCallLimitsLLM: llmLimit, apiCallLimitsImages: imageLimit,
                createdAt: now.rfc3339))
        let type = TaskType.initWorldCreation
        let id = Identifier.v5(namespace: world, name: type.rawValue)
        try await queue.add([
            TaskRecord.newDocument(id: id, type: type, worldID: world, parent: nil, parameters: parameters, at: now)
        ])
        return TaskNotice(id: id, type: type.rawValue, worldID: world, parameters: parameters)
    }

    /// Announces an order. When it fails, a worker announces the order later.
    ///
    /// - Throws: what the broker throws, or why the store cannot be used.
    public func announce(_ task: TaskNotice, by broker: any TaskBroker) async throws {
        try await broker.announce([task])
        try await queue.announced([task.id])
    }
}
