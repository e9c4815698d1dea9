import Persistence
import Synchronization

/// A store whose user's process ends at one of its writes: that write is done or not, nothing is afterwards.
final class InterruptedStore: DocumentStore {
    /// What becomes of a write.
    enum Fate: Sendable {
        case done
        /// The process ends before it.
        case lost
        /// The process ends after it.
        case unanswered
    }

    private struct State {
        var writes = 0
        var isDead = false
    }

    private let store: any DocumentStore
    private let fate: @Sendable (_ write: Int) async -> Fate
    private let state = Mutex(State())
    private static let death = StoreError.unavailable("the process has ended")

    /// - Parameters:
    ///   - store: what the process uses.
    ///   - fate: asked before each write for what becomes of it; the writes are counted from 0.
    init(_ store: any DocumentStore, fate: @escaping @Sendable (_ write: Int) async -> Fate) {
        self.store = store
        self.fate = fate
    }

    /// Whether the process has ended.
    var isDead: Bool { state.withLock { $0.isDead } }

    private func checkAlive() throws(StoreError) {
        if isDead { throw Self.death }
    }

    private func write<Value: Sendable>(_ body: () async throws(StoreError) -> Value) async throws(StoreError) -> Value {
        try checkAlive()
        let number = state.withLock { state in
            state.writes += 1
            return state.writes - 1
        }
        switch await fate(number) {
        case .done: return try await body()
        case .lost: break
        case .unanswered: _ = try await body()
        }
        state.withLock { $0.isDead = true }
        throw Self.death
    }

    func prepare(_ collections: [CollectionSchema]) async throws(StoreError) { try await store.prepare(collections) }

    func get(_ id: String, from collection: String) async throws(StoreError) -> Document? {
        try checkAlive()
        return try await store.get(id, from: collection)
    }

    func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document] {
        try checkAlive()
        return try await store.find(query, in: collection)
    }

    func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int {
        try checkAlive()
        return try await store.count(filter, in: collection)
    }

    func insert(_ document: Document, into collection: String) async throws(StoreError) {
        try await write { () throws(StoreError) in try await store.insert(document, into: collection) }
    }

    func insert(_ documents: [Document], into collection: String) async throws(StoreError) {
        try await write { () throws(StoreError) in try await store.insert(documents, into: collection) }
    }

    func update(
        _ filter: Filter, sort: [SortKey], in collection: String, with update: Update
    ) async throws(StoreError) -> Document? {
        try await write { () throws(StoreError) in try await store.update(filter, sort: sort, in: collection, with: update) }
    }

    func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int {
        try await write { () throws(StoreError) in try await store.updateAll(filter, in: collection, with: update) }
    }

    func upsert(_ document: Document, into collection: String) async throws(StoreError) {
        try await write { () throws(StoreError) in try await store.upsert(document, into: collection) }
    }

    func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document {
        try await write { () throws(StoreError) in try await store.insertIfAbsent(document, into: collection) }
    }

    func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int {
        try await write { () throws(StoreError) in try await store.delete(filter, from: collection) }
    }

    func close() async { await store.close() }
}
