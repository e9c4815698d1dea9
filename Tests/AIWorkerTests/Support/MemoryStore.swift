import Persistence
import Synchronization

/// A simple store in memory that outlives the workers of a test.
final class MemoryStore: DocumentStore {
    typealias Collections = [String: [String: Document]]

    private let collections = Mutex<Collections>([:])
    private let isTooLarge: @Sendable (Document) -> Bool

    /// - Parameter isTooLarge: whether a document must not become like this.
    init(isTooLarge: @escaping @Sendable (Document) -> Bool = { _ in false }) { self.isTooLarge = isTooLarge }

    func prepare(_ collections: [CollectionSchema]) async throws(StoreError) {}

    func insert(_ document: Document, into collection: String) async throws(StoreError) { try await insert([document], into: collection) }

    func insert(_ documents: [Document], into collection: String) async throws(StoreError) {
        let isDuplicate = collections.withLock { collections in
            if documents.contains(where: { collections[collection]?[$0.id] != nil }) { return true }
            for document in documents { collections[collection, default: [:]][document.id] = document }
            return false
        }
        if isDuplicate { throw .duplicateKey(collection: collection, index: "_id") }
    }

    func get(_ id: String, from collection: String) async throws(StoreError) -> Document? {
        collections.withLock { $0[collection]?[id] }
    }

    func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document] {
        collections.withLock { ($0[collection] ?? [:]).values.filter(query.filter.matches).sorted { $0.id < $1.id } }
    }

    func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int {
        collections.withLock { ($0[collection] ?? [:]).values.filter(filter.matches).count }
    }

    func update(
        _ filter: Filter, sort: [SortKey], in collection: String, with update: Update
    ) async throws(StoreError) -> Document? {
        try change(filter, in: collection, with: update, limit: 1).first
    }

    func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int {
        try change(filter, in: collection, with: update, limit: .max).count
    }

    /// The documents that may match: the one whose id a condition names, else all.
    private static func candidates(_ documents: [String: Document], _ filter: Filter) -> [Document] {
        switch filter {
        case .equals("_id", .string(let id)): documents[id].map { [$0] } ?? []
        case .and(let conditions):
            conditions.lazy.compactMap { if case .equals("_id", _) = $0 { candidates(documents, $0) } else { nil } }.first
                ?? Array(documents.values)
        default: Array(documents.values)
        }
    }

    private func change(
        _ filter: Filter, in collection: String, with update: Update, limit: Int
    ) throws(StoreError) -> [Document] {
        let result: Result<[Document], StoreError> = collections.withLock { collections in
            let matching = Self.candidates(collections[collection] ?? [:], filter).filter(filter.matches).prefix(limit)
            var changed: [Document] = []
            for document in matching {
                do throws(StoreError) {
                    let next = try update.applied(to: document)
                    if isTooLarge(next) { throw .invalid("the document '\(document.id)' is too large") }
                    collections[collection]?[document.id] = next
                    changed.append(next)
                } catch {
                    return .failure(error)
                }
            }
            return .success(changed)
        }
        return try result.get()
    }

    func upsert(_ document: Document, into collection: String) async throws(StoreError) {
        collections.withLock { $0[collection, default: [:]][document.id] = document }
    }

    func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document {
        collections.withLock { collections in
            let stored = collections[collection]?[document.id] ?? document
            collections[collection, default: [:]][document.id] = stored
            return stored
        }
    }

    func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int {
        collections.withLock { collections in
            let matching = (collections[collection] ?? [:]).filter { filter.matches($0.value) }.keys
            for id in matching { collections[collection]?[id] = nil }
            return matching.count
        }
    }

    func close() async {}
}
