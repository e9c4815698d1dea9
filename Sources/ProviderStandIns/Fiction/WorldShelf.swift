import Synchronization

/// Keeps the worlds that were asked for last, so that the many answers about one world build it once. What is kept changes no answer.
final class WorldShelf: Sendable {
    private struct Key: Hashable {
        let idea: String
        let tongue: Tongue
    }

    private let seed: Seed
    private let worlds = Mutex<[Key: World]>([:])
    private static let limit = 64

    init(seed: Seed) {
        self.seed = seed
    }

    /// The world that grows from an idea.
    func world(_ idea: String, in tongue: Tongue) -> World {
        let key = Key(idea: idea, tongue: tongue)
        if let world = worlds.withLock({ $0[key] }) { return world }
        let world = World(idea: idea, tongue: tongue, seed: seed)
        worlds.withLock { worlds in
            if worlds.count >= Self.limit { worlds.removeAll(keepingCapacity: true) }
            worlds[key] = world
        }
        return world
    }
}
