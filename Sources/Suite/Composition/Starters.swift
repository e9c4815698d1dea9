import AIWorker
import Environments
import ProtoRuntime
import WorldService

/// Starts the generations of new worlds with the suite's own worker.
struct WorkerStarter: GenerationStarter {
    let worker: AIWorker

    func start(world: Identifier, name: String, prompt: String, characters: Int, posts: Int) async throws {
        // The generation outlives the call that orders it, so that the call's deadline must not become that of the worker's calls.
        try await ServerContext.$current.withValue(nil) {
            try await worker.submit(world: world, prompt: prompt, users: characters, posts: posts)
        }
    }
}

/// Leaves the generations of new worlds to workers that share the worker's database.
struct OrderStarter: GenerationStarter {
    let orders: GenerationOrders
    /// Tells the workers, where they do not look by themselves.
    let broker: (any TaskBroker)?

    func start(world: Identifier, name: String, prompt: String, characters: Int, posts: Int) async throws {
        let task = try await orders.place(world: world, prompt: prompt, users: characters, posts: posts)
        guard let broker else { return }
        // The order is safe, and a worker announces it when this fails; so nobody waits for a broker that is away.
        Task { try? await orders.announce(task, by: broker) }
    }
}
