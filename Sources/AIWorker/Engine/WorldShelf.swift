import Environments
import JSONModel
import Persistence
import Synchronization

/// The descriptions of worlds: written once, read by every later task of the world.
final class WorldShelf: Sendable {
    static let schema = CollectionSchema(collection, indexes: [])
    private static let collection = "world_parameters"
    /// Worlds kept in memory at a time.
    private static let capacity = 1_000

    private let store: any DocumentStore
    private let environment: Environment
    private let cache = Mutex<[Identifier: WorldContext]>([:])

    init(store: any DocumentStore, environment: Environment) {
        self.store = store
        self.environment = environment
    }

    func save(_ description: WorldDescription, of worldID: Identifier) async throws {
        let now = environment.now()
        let created = try await store.get(worldID.canonical, from: Self.collection)?["created_at"]
        var document: Document = ["_id": .string(worldID.canonical), "id": .string(worldID.canonical)]
        for (key, value) in try Document(encoding: description) { document[key] = value }
        document["created_at"] = created ?? .date(now)
        document["updated_at"] = .date(now)
        try await store.upsert(document, into: Self.collection)
        keep(WorldContext(description), of: worldID)
    }

    func load(_ worldID: Identifier) async throws -> WorldContext? {
        if let world = cache.withLock({ $0[worldID] }) { return world }
        guard let document = try await store.get(worldID.canonical, from: Self.collection) else { return nil }
        let world = WorldContext(try WorldDescription.parse(document.json))
        keep(world, of: worldID)
        return world
    }

    private func keep(_ world: WorldContext, of worldID: Identifier) {
        cache.withLock { cache in
            // Any other world will do: it is read again when it is needed.
            if cache.count >= Self.capacity, let other = cache.keys.first { cache[other] = nil }
            cache[worldID] = world
        }
    }
}
