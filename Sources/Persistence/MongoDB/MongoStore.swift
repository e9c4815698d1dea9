import EventLoops
import Synchronization

/// A ``DocumentStore`` on a database of a MongoDB deployment, which other programs may use at the same time.
///
/// Every operation is one command, except where MongoDB needs a transaction for it: adding several documents and changing all that match.
/// Replica sets and sharded deployments have transactions. A standalone server has none: documents that were added before one was refused
/// are taken out again, and documents that were changed before one could not be changed stay changed; when the server or the connection
/// breaks down in the middle of either, a part may remain.
///
/// Dates are cut to milliseconds, also in filters. The order of fields that an update adds is MongoDB's. `_id` comes first in what is stored.
public final class MongoStore: DocumentStore {
    /// How often a write is tried that another one gets in the way of.
    private static let attempts = 5

    private let connections: MongoConnections
    private let database: String
    private let gate = OperationGate()
    /// The collections whose ids are ObjectIds.
    private let objectIDCollections = Mutex<Set<String>>([])

    init(_ connections: MongoConnections, database: String) {
        self.connections = connections
        self.database = database
    }

    /// Asks the deployment whether it serves. See ``MongoConnections/ping()``.
    public func ping() async throws(StoreError) {
        _ = try await connections.ping()
    }

    // MARK: Collections

    /// Makes sure that the collections and these indexes of theirs exist. Of other indexes those go that this program has made; it keeps their
    /// names in the collection `_generia_indexes`, because other programs may have indexes of their own on the same documents.
    public func prepare(_ collections: [CollectionSchema]) async throws(StoreError) {
        for schema in collections {
            try CollectionSchema.checkName(schema.name)
            for index in schema.indexes { try index.check(in: schema.name) }
        }
        objectIDCollections.withLock { names in
            for schema in collections {
                if schema.storesObjectIDs { names.insert(schema.name) } else { names.remove(schema.name) }
            }
        }
        try await connections.run(gate) { [database] client throws(StoreError) in
            for schema in collections { try MongoIndexes(database, schema).prepare(with: client) }
        }
    }

    // MARK: Reading

    /// The document with the id.
    public func get(_ id: String, from collection: String) async throws(StoreError) -> Document? {
        try await find(Query(.id(id), limit: 1), in: collection).first
    }

    /// The documents that `query` asks for, in its order.
    public func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document] {
        if let limit = query.limit, limit <= 0 { return [] }
        let filter = try MongoFilter(ids: ids(of: collection)).document(query.filter)
        var options = Document()
        if !Self.isByID(query.filter) { options["sort"] = .document(Self.sort(query.sort)) }
        if let limit = query.limit { options["limit"] = .int64(Int64(limit)) }
        if query.offset > 0 { options["skip"] = .int64(Int64(query.offset)) }
        return try await run(collection) { [options] client, place throws(StoreError) in
            try client.find(filter, options: try client.options(options), in: place)
        }
    }

    /// The number of documents that match.
    public func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int {
        let filter = try MongoFilter(ids: ids(of: collection)).document(filter)
        return try await run(collection) { client, place throws(StoreError) in try client.count(filter, in: place) }
    }

    /// Whether at most one document can match, so that there is nothing to sort: MongoDB has a short way for these.
    private static func isByID(_ filter: Filter) -> Bool {
        switch filter {
        case .equals("_id", _): true
        case .and(let filters): filters.contains { isByID($0) }
        default: false
        }
    }

    /// The keys of a sort with `_id` at the end.
    private static func sort(_ keys: [SortKey]) -> Document {
        let order = DocumentOrder(keys)
        var sort = Document()
        for key in order.keys where sort[key.path] == nil { sort[key.path] = key.isDescending ? -1 : 1 }
        sort["_id"] = order.isIDDescending ? -1 : 1
        return sort
    }

    // MARK: Inserting

    /// Adds a document.
    public func insert(_ document: Document, into collection: String) async throws(StoreError) {
        try await insert([document], into: collection)
    }

    /// Adds all documents, or none; see the type's description for standalone servers.
    public func insert(_ documents: [Document], into collection: String) async throws(StoreError) {
        try CollectionSchema.checkName(collection)
        guard !documents.isEmpty else { return }
        let ids = ids(of: collection)
        let encoded = try documents.map { document throws(StoreError) in try Self.encoding(document, ids) }
        try await run(collection) { client, place throws(StoreError) in
            do throws(MongoError) {
                try client.insert(encoded, into: place, isTransaction: documents.count > 1 && client.deployment.isReplicated)
            } catch {
                if !client.deployment.isReplicated, error.isAnswer, let count = error.reply["insertedCount"]?.int, count > 0 {
                    let added = documents.prefix(count).map { DocumentValue.string($0.id) }
                    let filter = try MongoFilter(ids: ids).document(.in("_id", added))
                    _ = try client.converting(place) { () throws(MongoError) in try client.delete(filter, from: place) }
                }
                throw client.storeError(error, place)
            }
        }
    }

    /// Adds the document unless one with the same `_id` is there, and returns the one that is stored now.
    public func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document {
        let stored = try BSONReader.document(try Self.encoding(document, ids(of: collection)))
        for _ in 0..<Self.attempts {
            do throws(StoreError) {
                try await insert(document, into: collection)
                return stored
            } catch {
                guard case .duplicateKey(_, let index) = error else { throw error }
                if let present = try await get(document.id, from: collection) { return present }
                // With another key at fault it would fail again; the one with the same id was removed in between.
                guard index == "_id" else { throw error }
            }
        }
        throw .unavailable("'\(document.id)' is added to '\(collection)' and removed by others all the time")
    }

    /// Adds the document, or puts it in the place of the one with the same `_id`.
    public func upsert(_ document: Document, into collection: String) async throws(StoreError) {
        try CollectionSchema.checkName(collection)
        let ids = ids(of: collection)
        let encoded = try Self.encoding(document, ids)
        let filter = try MongoFilter(ids: ids).document(.id(document.id))
        try await run(collection) { client, place throws(StoreError) in
            for attempt in 1...Self.attempts {
                do throws(MongoError) {
                    return try client.replace(filter, with: encoded, in: place)
                } catch {
                    let error = client.storeError(error, place)
                    // Two that add it at the same time: the second one finds it there when it asks again.
                    guard error == .duplicateKey(collection: collection, index: "_id"), attempt < Self.attempts else { throw error }
                }
            }
        }
    }

    private static func encoding(_ document: Document, _ ids: MongoIDs) throws(StoreError) -> [UInt8] {
        try DocumentLimits.check(document)
        let bytes = try BSONWriter.encoding(document, ids: ids)
        try DocumentLimits.check(size: bytes.count, of: document)
        return bytes
    }

    // MARK: Changing

    /// Changes the first matching document in the order of `sort` and returns it.
    public func update(
        _ filter: Filter, sort: [SortKey], in collection: String, with update: Update
    ) async throws(StoreError) -> Document? {
        guard !update.operations.isEmpty else { return try await find(Query(filter, sort: sort, limit: 1), in: collection).first }
        let ids = ids(of: collection)
        let command = try BSONWriter.document { writer throws(StoreError) in
            try writer.append("findAndModify", .string(collection))
            try writer.append("query", document: try MongoFilter(ids: ids).document(filter))
            if !Self.isByID(filter) { try writer.append("sort", .document(Self.sort(sort))) }
            try writer.append("update", document: try MongoUpdate(ids: ids).document(update))
            try writer.append("new", true)
        }
        return try await run(collection) { client, place throws(StoreError) in
            try client.write(command, in: place)["value"]?.document
        }
    }

    /// Changes every matching document and returns their number; see the type's description for standalone servers.
    public func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int {
        guard !update.operations.isEmpty else { return try await count(filter, in: collection) }
        let ids = ids(of: collection)
        let filter = try MongoFilter(ids: ids).document(filter)
        let update = try MongoUpdate(ids: ids).document(update)
        return try await run(collection) { client, place throws(StoreError) in
            try client.converting(place) { () throws(MongoError) in
                try client.updateAll(filter, with: update, in: place, isTransaction: client.deployment.isReplicated)
            }
        }
    }

    /// Removes every matching document and returns their number.
    public func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int {
        let filter = try MongoFilter(ids: ids(of: collection)).document(filter)
        return try await run(collection) { client, place throws(StoreError) in
            try client.converting(place) { () throws(MongoError) in try client.delete(filter, from: place) }
        }
    }

    // MARK: Closing

    /// Finishes what was asked for. The connections stay; ``MongoConnections/close()`` ends them.
    public func close() async {
        await gate.close()
    }

    private func ids(of collection: String) -> MongoIDs {
        MongoIDs(areObjectIDs: objectIDCollections.withLock { $0.contains(collection) })
    }

    private func run<Value: Sendable>(
        _ collection: String, _ operation: @escaping @Sendable (MongoClient, MongoPlace) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let place = MongoPlace(database: database, collection: collection)
        return try await connections.run(gate) { client throws(StoreError) in try operation(client, place) }
    }
}
