import Environments
import GeneriaAPI
import ProtoRuntime
import Synchronization

/// Knows which records of another service exist: the foreign key that the platform's one database has and separate databases lack.
///
/// Such records are never deleted, so one that was found once is remembered; one that was not found is asked for again.
public final class ForeignKey: Sendable {
    /// Returns when the record exists, and throws NOT_FOUND when it does not.
    public typealias Lookup = @Sendable (Identifier) async throws(RPCError) -> Void

    private let lookup: Lookup?
    private let limit: Int
    private let known = Mutex<Set<Identifier>>([])

    /// - Parameters:
    ///   - limit: how many records are remembered; beyond, all are forgotten and asked for again.
    ///   - lookup: asks the service; `nil` accepts every id.
    public init(limit: Int = 4_096, lookup: Lookup?) {
        self.limit = limit
        self.lookup = lookup
    }

    /// The key on worlds.
    /// - Parameter client: the WorldService to ask; `nil` accepts every id.
    public static func worlds(_ client: WorldAPI.WorldServiceClient?) -> ForeignKey {
        guard let client else { return ForeignKey(lookup: nil) }
        return ForeignKey { world throws(RPCError) in
            _ = try await client.getWorld(WorldAPI.GetWorldRequest(worldID: world.canonical))
        }
    }

    /// The key on users.
    /// - Parameter client: the AuthService to ask; `nil` accepts every id.
    public static func users(_ client: AuthAPI.AuthServiceClient?) -> ForeignKey {
        guard let client else { return ForeignKey(lookup: nil) }
        return ForeignKey { user throws(RPCError) in
            _ = try await client.getUserInfo(AuthAPI.GetUserInfoRequest(userID: user.canonical))
        }
    }

    /// Whether the record exists.
    /// - Throws: why the service could not say.
    public func contains(_ id: Identifier) async throws(RPCError) -> Bool {
        guard let lookup else { return true }
        if known.withLock({ $0.contains(id) }) { return true }
        do throws(RPCError) {
            try await lookup(id)
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
        known.withLock { known in
            if known.count >= limit { known.removeAll(keepingCapacity: true) }
            known.insert(id)
        }
        return true
    }
}
