import Environments
import Synchronization
import WorldService

/// A generation starter that generates nothing and remembers everything.
final class RecordingStarter: GenerationStarter {
    struct Refusal: Error {}

    private let state = Mutex((starts: [StartedGeneration](), isFailing: false))

    var starts: [StartedGeneration] { state.withLock { $0.starts } }

    func fail(_ isFailing: Bool) {
        state.withLock { $0.isFailing = isFailing }
    }

    func start(world: Identifier, name: String, prompt: String, characters: Int, posts: Int) async throws {
        try state.withLock { state in
            if state.isFailing { throw Refusal() }
            state.starts.append(
                StartedGeneration(world: world.canonical, name: name, prompt: prompt, characters: characters, posts: posts))
        }
    }
}
