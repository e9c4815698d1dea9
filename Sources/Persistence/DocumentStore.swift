/// Collections of documents, whatever engine keeps them.
///
/// Every write is atomic and lasting once it is acknowledged, that is when the call returns; every read sees all writes acknowledged before
/// it began. A collection that was never written is empty. Cancelling the calling task does not take back what was asked for.
public protocol DocumentStore: Sendable {
    /// Makes sure that the collections and exactly these indexes of theirs exist.
    /// - Throws: ``StoreError/duplicateKey(collection:index:)`` when documents already there contradict a new unique index.
    func prepare(_ collections: [CollectionSchema]) async throws(StoreError)

    /// Adds a document.
    /// - Throws: ``StoreError/duplicateKey(collection:index:)``, or ``StoreError/invalid(_:)`` when it has no `_id`.
    func insert(_ document: Document, into collection: String) async throws(StoreError)

    /// Adds all documents, or none when one of them cannot be added.
    func insert(_ documents: [Document], into collection: String) async throws(StoreError)

    /// The document with the id; `nil` when there is none.
    func get(_ id: String, from collection: String) async throws(StoreError) -> Document?

    /// The documents that `query` asks for, in its order.
    func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document]

    /// The number of documents that match.
    func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int

    /// Changes the first matching document in the order of `sort`, atomically.
    /// - Returns: the document after the change; `nil` when none matched.
    func update(
        _ filter: Filter, sort: [SortKey], in collection: String, with update: Update
    ) async throws(StoreError) -> Document?

    /// Changes every matching document.
    /// - Returns: how many there were.
    func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int

    /// Adds the document, or puts it in the place of the one with the same `_id`.
    func upsert(_ document: Document, into collection: String) async throws(StoreError)

    /// Adds the document unless one with the same `_id` is there.
    /// - Returns: the document that is stored now.
    func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document

    /// Removes every matching document.
    /// - Returns: how many there were.
    func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int

    /// Finishes what was asked for and lets go of files and connections; later calls fail with ``StoreError/unavailable(_:)``.
    func close() async
}

extension DocumentStore {
    /// Changes the matching document with the least `_id`, atomically.
    /// - Returns: the document after the change; `nil` when none matched.
    public func update(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Document? {
        try await self.update(filter, sort: [], in: collection, with: update)
    }
}
