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

/// Stands in for the worker in a suite without one: worlds stay `not_started`, as on the platform when nothing can start them.
struct NoStarter: GenerationStarter {
    struct NoWorker: Error, CustomStringConvertible {
        let description = "the suite runs without its worker"
    }

    func start(world: Identifier, name: String, prompt: String, characters: Int, posts: Int) async throws {
        throw NoWorker()
    }
}
