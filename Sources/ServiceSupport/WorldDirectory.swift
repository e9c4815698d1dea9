import Environments
import GeneriaAPI
import ProtoRuntime
import Synchronization

/// Knows which worlds exist: the foreign key on worlds that the platform's database has and separate databases lack.
///
/// Worlds are never deleted, so a world that was found once is remembered; one that was not found is asked for again.
public final class WorldDirectory: Sendable {
    private let client: WorldAPI.WorldServiceClient?
    private let limit: Int
    private let known = Mutex<Set<Identifier>>([])

    /// - Parameters:
    ///   - client: the WorldService to ask; `nil` accepts every world.
    ///   - limit: how many worlds are remembered; beyond, all are forgotten and asked for again.
    public init(_ client: WorldAPI.WorldServiceClient?, limit: Int = 4_096) {
        self.client = client
        self.limit = limit
    }

    /// Whether the world exists.
    /// - Throws: why WorldService could not say.
    public func contains(_ world: Identifier) async throws(RPCError) -> Bool {
        guard let client else { return true }
        if known.withLock({ $0.contains(world) }) { return true }
        do throws(RPCError) {
            _ = try await client.getWorld(WorldAPI.GetWorldRequest(worldID: world.canonical))
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
        known.withLock { known in
            if known.count >= limit { known.removeAll(keepingCapacity: true) }
            known.insert(world)
        }
        return true
    }
}
