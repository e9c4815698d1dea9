/// The one connection that writes, and what is written on it: documents together with their index entries.
///
/// `@unchecked Sendable`: a writer is only used while the lock of ``SQLiteDatabase`` around it is held. All methods but
/// ``transaction(_:)`` run within a transaction.
final class SQLiteWriter: @unchecked Sendable {
    private let connection: SQLiteConnection
    private let cache: DocumentCache?
    /// Whether other processes may have written since the last transaction.
    private let isShared: Bool
    private(set) var catalog: SQLiteCatalog
    private var schemaVersion: Int64
    /// What the transaction under way changed so far.
    private var changes: [DocumentCache.Change] = []
    /// Documents that were changed lately, so that they need not be read from their bytes for the next change.
    private let recent = RecentDocuments(size: 4 << 20)

    init(_ connection: SQLiteConnection, cache: DocumentCache?, isShared: Bool) throws(StoreError) {
        self.connection = connection
        self.cache = cache
        self.isShared = isShared
        try connection.execute("BEGIN IMMEDIATE")
        try SQLiteCatalog.createTables(connection)
        catalog = try SQLiteCatalog(connection)
        schemaVersion = try connection.firstRow("PRAGMA schema_version") { $0.integer(0) } ?? 0
        try connection.execute("COMMIT")
    }

    /// A scan for a reader that shares this connection, because the database is in memory.
    func scan(_ name: String) -> SQLiteScan? {
        catalog.collections[name].map { SQLiteScan(connection: connection, collection: $0) }
    }

    // MARK: Transactions

    /// Runs `writes` in one transaction. Each of them succeeds or fails for itself, unless the transaction as a whole fails.
    /// - Throws: the error of the transaction; nothing of it is stored then.
    func transaction(_ writes: () throws(StoreError) -> Void) throws(StoreError) {
        changes.removeAll(keepingCapacity: true)
        try connection.run("BEGIN IMMEDIATE")
        let previous = catalog
        do throws(StoreError) {
            if isShared { try refreshCatalog() }
            try writes()
            cache?.beginCommit(of: changes)
            try connection.run("COMMIT")
            cache?.endCommit(changes)
        } catch {
            cache?.endCommit([])
            catalog = previous
            // An error such as a full disk ends the transaction by itself; a failing rollback changes nothing about that.
            if connection.isInTransaction { try? connection.run("ROLLBACK") }
            throw error
        }
    }

    /// Runs one write such that, when it throws, nothing of it remains in the transaction.
    func savepoint<Value>(_ write: (SQLiteWriter) throws(StoreError) -> Value) throws(StoreError) -> Value {
        let previous = catalog
        let changeCount = changes.count
        try connection.run("SAVEPOINT write")
        do throws(StoreError) {
            let value = try write(self)
            try connection.run("RELEASE write")
            return value
        } catch {
            catalog = previous
            changes.removeSubrange(changeCount...)
            if connection.isInTransaction {
                try connection.run("ROLLBACK TO write")
                try connection.run("RELEASE write")
            }
            throw error
        }
    }

    /// Whether the transaction is still open; grave errors end it.
    var isInTransaction: Bool { connection.isInTransaction }

    /// Notices collections and indexes that another process has made.
    private func refreshCatalog() throws(StoreError) {
        let version = try connection.firstRow("PRAGMA schema_version") { $0.integer(0) } ?? 0
        guard version != schemaVersion else { return }
        catalog = try SQLiteCatalog(connection)
        schemaVersion = version
    }

    // MARK: Collections

    func prepare(_ schemas: [CollectionSchema]) throws(StoreError) {
        for schema in schemas {
            let collection = try catalog.collection(schema.name, creatingOn: connection)
            for index in collection.indexes where !schema.indexes.contains(index.definition) {
                try catalog.removeIndex(index, from: schema.name, on: connection)
            }
            for definition in schema.indexes where !collection.indexes.contains(where: { $0.definition == definition }) {
                let index = try catalog.addIndex(definition, to: schema.name, on: connection)
                for hit in try SQLiteScan(connection: connection, collection: collection).find(Query()) {
                    try addEntries(try entries(of: hit.document, in: index), of: hit.document.id, row: hit.row, to: index, collection)
                }
            }
        }
    }

    // MARK: Documents

    func insert(_ documents: [Document], into name: String) throws(StoreError) {
        let collection = try catalog.collection(name, creatingOn: connection)
        for document in documents { try put(document, replacing: nil, in: collection) }
    }

    func upsert(_ document: Document, into name: String) throws(StoreError) {
        let collection = try catalog.collection(name, creatingOn: connection)
        try put(document, replacing: try scan(collection).document(id: document.id), in: collection)
    }

    func insertIfAbsent(_ document: Document, into name: String) throws(StoreError) -> Document {
        let collection = try catalog.collection(name, creatingOn: connection)
        if let hit = try scan(collection).document(id: document.id) { return hit.document }
        try put(document, replacing: nil, in: collection)
        return document
    }

    func update(_ query: Query, in name: String, with update: Update) throws(StoreError) -> [Document] {
        guard let collection = catalog.collections[name] else { return [] }
        var results: [Document] = []
        let fields = update.changedFields
        for hit in try scan(collection).find(query) {
            let changed = try update.applied(to: hit.document)
            try put(changed, replacing: hit, changing: fields, in: collection)
            results.append(changed)
        }
        return results
    }

    func delete(_ filter: Filter, from name: String) throws(StoreError) -> Int {
        guard let collection = catalog.collections[name] else { return 0 }
        let hits = try scan(collection).find(Query(filter))
        for hit in hits {
            try connection.run("DELETE FROM \(collection.table) WHERE seq = ?", .integer(hit.row))
            for index in collection.indexes {
                try removeEntries(try entries(of: hit.document, in: index), of: hit.document.id, from: index)
            }
            changes.append(.init(key: .init(collection: name, id: hit.document.id), document: nil, size: 0))
        }
        return hits.count
    }

    private func scan(_ collection: SQLiteCatalog.Collection) -> SQLiteScan {
        SQLiteScan(connection: connection, collection: collection, recent: recent)
    }

    /// Stores a document in the place of `old`, or as a new one.
    /// - Parameter fields: the fields of `old` that may differ; `nil` for all.
    private func put(
        _ document: Document, replacing old: SQLiteScan.Hit?, changing fields: Set<String>? = nil, in collection: SQLiteCatalog.Collection
    ) throws(StoreError) {
        let bytes = try StoredDocument.encoding(document)
        let row: Int64
        if let old {
            row = old.row
            try connection.run("UPDATE \(collection.table) SET doc = ? WHERE seq = ?", .utf8(bytes), .integer(row))
        } else {
            try connection.run("INSERT OR IGNORE INTO \(collection.table) (id, doc) VALUES (?, ?)", .text(document.id), .utf8(bytes))
            guard connection.changedRows == 1 else { throw .duplicateKey(collection: collection.name, index: "_id") }
            row = connection.lastInsertedRow
        }
        // Not what is new: many documents are never changed.
        if old != nil { recent.keep(document, bytes, at: row, of: collection.name) }
        for index in collection.indexes where fields.map(index.depends(on:)) ?? true {
            let before = try old.map { hit throws(StoreError) in try entries(of: hit.document, in: index) } ?? []
            let after = try entries(of: document, in: index)
            guard before != after else { continue }
            try removeEntries(before.subtracting(after), of: document.id, from: index)
            try addEntries(after.subtracting(before), of: document.id, row: row, to: index, collection)
        }
        changes.append(.init(key: .init(collection: collection.name, id: document.id), document: document, size: bytes.count))
    }

    // MARK: Index entries

    /// The entries of a document: every combination of its keys.
    private func entries(of document: Document, in index: SQLiteCatalog.Index) throws(StoreError) -> Set<[IndexKeys.Key]> {
        if index.definition.isSparse, !index.paths.contains(where: { $0.visitLeaves(of: document) { $0 != nil } }) { return [] }
        var entries: Set<[IndexKeys.Key]> = [[]]
        var pathWithSeveralKeys: String?
        for path in index.paths {
            let keys = IndexKeys.keys(at: path, of: document)
            if keys.count > 1 {
                if let other = pathWithSeveralKeys {
                    throw .invalid(
                        "the index '\(index.definition.name)' allows one array in a document, '\(other)' and '\(path.text)' are two")
                }
                pathWithSeveralKeys = path.text
            }
            entries = Set(entries.flatMap { entry in keys.map { entry + [$0] } })
        }
        return entries
    }

    private func removeEntries(_ entries: Set<[IndexKeys.Key]>, of id: String, from index: SQLiteCatalog.Index) throws(StoreError) {
        guard !entries.isEmpty else { return }
        let conditions = index.columns.map { "\($0) = ?" }.joined(separator: " AND ")
        for entry in entries {
            try connection.run("DELETE FROM \(index.table) WHERE \(conditions) AND id = ?", entry.parameters + [.text(id)])
        }
    }

    private func addEntries(
        _ entries: Set<[IndexKeys.Key]>, of id: String, row: Int64, to index: SQLiteCatalog.Index, _ collection: SQLiteCatalog.Collection
    ) throws(StoreError) {
        guard !entries.isEmpty else { return }
        let conditions = index.columns.map { "\($0) = ?" }.joined(separator: " AND ")
        let places = Array(repeating: "?", count: index.columns.count + 2).joined(separator: ", ")
        for entry in entries {
            if index.definition.isUnique {
                // The transaction is the only one that writes, so what is not there now cannot appear before the insert.
                let sql = "SELECT 1 FROM \(index.table) WHERE \(conditions) AND id <> ? LIMIT 1"
                guard try connection.firstRow(sql, entry.parameters + [.text(id)], read: { _ in true }) == nil else {
                    throw .duplicateKey(collection: collection.name, index: index.definition.name)
                }
            }
            try connection.run("INSERT INTO \(index.table) VALUES (\(places))", entry.parameters + [.text(id), .integer(row)])
        }
    }
}

extension [IndexKeys.Key] {
    fileprivate var parameters: [SQLiteParameter] { map { .blob($0.bytes) } }
}
