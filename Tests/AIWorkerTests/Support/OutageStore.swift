import Persistence

/// A store that does not answer for a while, from a given operation on.
struct OutageStore: DocumentStore {
    let base: MemoryStore
    let isDown: @Sendable () -> Bool
    /// Whether an update takes place although the caller is told that no answer came.
    var losesAnswer: @Sendable () -> Bool = { false }

    private func up<Value>(_ body: () async throws(StoreError) -> Value) async throws(StoreError) -> Value {
        if isDown() { throw .unavailable("gone for a while") }
        return try await body()
    }

    func prepare(_ collections: [CollectionSchema]) async throws(StoreError) {}
    func insert(_ document: Document, into collection: String) async throws(StoreError) {
        try await up { () async throws(StoreError) in try await base.insert(document, into: collection) }
    }
    func insert(_ documents: [Document], into collection: String) async throws(StoreError) {
        try await up { () async throws(StoreError) in try await base.insert(documents, into: collection) }
    }
    func get(_ id: String, from collection: String) async throws(StoreError) -> Document? {
        try await up { () async throws(StoreError) in try await base.get(id, from: collection) }
    }
    func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document] {
        try await up { () async throws(StoreError) in try await base.find(query, in: collection) }
    }
    func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int {
        try await up { () async throws(StoreError) in try await base.count(filter, in: collection) }
    }
    func update(_ filter: Filter, sort: [SortKey], in collection: String, with update: Update) async throws(StoreError) -> Document? {
        try await up { () async throws(StoreError) in
            let losesAnswer = losesAnswer()
            let updated = try await base.update(filter, sort: sort, in: collection, with: update)
            if losesAnswer { throw .deadlineExceeded }
            return updated
        }
    }
    func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int {
        try await up { () async throws(StoreError) in try await base.updateAll(filter, in: collection, with: update) }
    }
    func upsert(_ document: Document, into collection: String) async throws(StoreError) {
        try await up { () async throws(StoreError) in try await base.upsert(document, into: collection) }
    }
    func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document {
        try await up { () async throws(StoreError) in try await base.insertIfAbsent(document, into: collection) }
    }
    func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int { 0 }
    func close() async {}
}
