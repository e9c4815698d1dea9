import Environments
import Persistence

/// Where the records of a collection get their ids from.
public struct RecordIDs: Sendable {
    /// What an id looks like.
    public enum Shape: Sendable {
        /// UUID version 4.
        case uuid
        /// 16 bytes without version bits: media ids.
        case bytes16
    }

    private let collection: String
    private let store: any DocumentStore
    private let environment: Environment
    private let scope: String
    private let shape: Shape

    /// - Parameters:
    ///   - collection: the collection whose records are named.
    ///   - store: where the collection is.
    ///   - environment: the source of ids.
    ///   - scope: what the ids are for, such as `character`; see `Environment.uuid(for:key:)`.
    ///   - shape: what the ids look like.
    public init(of collection: String, in store: any DocumentStore, environment: Environment, scope: String, shape: Shape = .uuid) {
        self.collection = collection
        self.store = store
        self.environment = environment
        self.scope = scope
        self.shape = shape
    }

    /// An id for a new record.
    /// - Parameter idempotencyKey: the key of the call that makes the record; a seeded run derives the id from it.
    public func next(idempotencyKey: String?) async throws(StoreError) -> Identifier {
        var id = draw(idempotencyKey)
        // A seeded run counts where there is no key, and begins again at zero with each start: ids of earlier starts are passed over.
        guard environment.seed != nil, idempotencyKey == nil else { return id }
        while try await store.get(id.canonical, from: collection) != nil { id = draw(nil) }
        return id
    }

    private func draw(_ key: String?) -> Identifier {
        switch shape {
        case .uuid: environment.uuid(for: scope, key: key)
        case .bytes16: environment.bytes16(for: scope, key: key)
        }
    }
}
