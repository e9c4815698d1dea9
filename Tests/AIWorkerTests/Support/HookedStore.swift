import Persistence

/// A store as a worker sees it that a hook watches. Updates are named after what they change.
struct HookedStore: DocumentStore {
    let base: any DocumentStore
    let hook: AwaitHook

    private func pass<Value>(_ name: String, _ body: () async throws(StoreError) -> Value) async throws(StoreError) -> Value {
        try await hook.pass(name, killed: StoreError.unavailable("killed"), body)
    }

    func prepare(_ collections: [CollectionSchema]) async throws(StoreError) { try await base.prepare(collections) }

    func insert(_ document: Document, into collection: String) async throws(StoreError) {
        try await pass("insert \(collection)") { () async throws(StoreError) in try await base.insert(document, into: collection) }
    }

    func insert(_ documents: [Document], into collection: String) async throws(StoreError) {
        try await pass("insert \(collection)") { () async throws(StoreError) in try await base.insert(documents, into: collection) }
    }

    func get(_ id: String, from collection: String) async throws(StoreError) -> Document? {
        try await pass("get \(collection)") { () async throws(StoreError) in try await base.get(id, from: collection) }
    }

    func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document] {
        try await pass("find \(collection)") { () async throws(StoreError) in try await base.find(query, in: collection) }
    }

    func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int {
        try await pass("count \(collection)") { () async throws(StoreError) in try await base.count(filter, in: collection) }
    }

    func update(
        _ filter: Filter, sort: [SortKey], in collection: String, with update: Update
    ) async throws(StoreError) -> Document? {
        try await pass("update \(collection)\(update.purpose)") { () async throws(StoreError) in
            try await base.update(filter, sort: sort, in: collection, with: update)
        }
    }

    func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int {
        try await pass("updateAll \(collection)\(update.purpose)") { () async throws(StoreError) in
            try await base.updateAll(filter, in: collection, with: update)
        }
    }

    func upsert(_ document: Document, into collection: String) async throws(StoreError) {
        try await pass("upsert \(collection)") { () async throws(StoreError) in try await base.upsert(document, into: collection) }
    }

    func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document {
        try await pass("insertIfAbsent \(collection)") { () async throws(StoreError) in
            try await base.insertIfAbsent(document, into: collection)
        }
    }

    func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int {
        try await pass("delete \(collection)") { () async throws(StoreError) in try await base.delete(filter, from: collection) }
    }

    func close() async {}
}

extension Update {
    /// The step that is remembered, or the status that is set; empty for anything else.
    fileprivate var purpose: String {
        for operation in operations {
            guard case .set(let path, let value) = operation else { continue }
            if path.hasPrefix("checkpoint.") { return " \(path)" }
            if path == "status", let status = value.string { return " \(status)" }
        }
        return ""
    }
}
