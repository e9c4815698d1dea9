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

    private let lookup: Lookup
    private let isAskable: @Sendable () -> Bool
    private let limit: Int
    private let known = Mutex<Set<Identifier>>([])

    /// - Parameters:
    ///   - limit: how many records are remembered; beyond, all are forgotten and asked for again.
    ///   - isAskable: whether there is a service to ask at the moment; while there is none, every id is accepted.
    ///   - lookup: asks the service.
    public init(limit: Int = 4_096, isAskable: @escaping @Sendable () -> Bool = { true }, lookup: @escaping Lookup) {
        self.limit = limit
        self.isAskable = isAskable
        self.lookup = lookup
    }

    /// A key that accepts every id.
    public static var unchecked: ForeignKey { ForeignKey(isAskable: { false }) { _ in } }

    /// The key on worlds.
    /// - Parameters:
    ///   - client: the WorldService to ask.
    ///   - isAskable: whether there is one at the moment; while there is none, every id is accepted.
    public static func worlds(
        _ client: WorldAPI.WorldServiceClient, while isAskable: @escaping @Sendable () -> Bool = { true }
    ) -> ForeignKey {
        ForeignKey(isAskable: isAskable) { world throws(RPCError) in
            _ = try await client.getWorld(WorldAPI.GetWorldRequest(worldID: world.canonical))
        }
    }

    /// The key on users.
    /// - Parameters:
    ///   - client: the AuthService to ask.
    ///   - isAskable: whether there is one at the moment; while there is none, every id is accepted.
    public static func users(
        _ client: AuthAPI.AuthServiceClient, while isAskable: @escaping @Sendable () -> Bool = { true }
    ) -> ForeignKey {
        ForeignKey(isAskable: isAskable) { user throws(RPCError) in
            _ = try await client.getUserInfo(AuthAPI.GetUserInfoRequest(userID: user.canonical))
        }
    }

    /// Whether the record exists.
    /// - Throws: why the service could not say.
    public func contains(_ id: Identifier) async throws(RPCError) -> Bool {
        guard isAskable() else { return true }
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
