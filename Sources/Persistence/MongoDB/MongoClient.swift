import CMongoc
import EventLoops

/// One client of the pool with the circumstances of one operation, used on one thread while it is lent.
///
/// A value of this type must not be kept beyond the operation that it was lent for; it is not Sendable, so that it stays on its thread.
/// (Swift 6.3 cannot specialise generic code over a type that may not be copied, which would say the same.)
///
/// Wraps libmongoc: what its functions give is freed in the function that asked for it, and documents lent to them outlive the call.
struct MongoClient {
    private let pointer: OpaquePointer
    private let servers: String
    /// How far writes must have got when they are acknowledged; `nil` for what the connection string says.
    private let writeConcern: Document?
    private let deadline: MonotonicTime?
    let deployment: MongoDeployment

    init(_ pointer: OpaquePointer, _ uri: MongoURI, deployment: MongoDeployment, deadline: MonotonicTime?) {
        self.pointer = pointer
        self.deployment = deployment
        self.deadline = deadline
        servers = uri.servers
        writeConcern = uri.hasWriteConcern || !deployment.isReplicated ? nil : ["w": "majority"]
    }

    // MARK: Reading

    /// The documents of a query. Lost connections are tried once more by libmongoc.
    func find(_ filter: [UInt8], options: [UInt8], in place: MongoPlace) throws(StoreError) -> [Document] {
        let collection = collection(place)
        defer { mongoc_collection_destroy(collection) }
        let cursor = Self.lending([filter, options]) { mongoc_collection_find_with_opts(collection, $0[0], $0[1], nil) }
        return try documents(of: cursor, place)
    }

    /// The indexes of a collection; none when there is no such collection.
    func indexes(of place: MongoPlace) throws(StoreError) -> [Document] {
        let collection = collection(place)
        defer { mongoc_collection_destroy(collection) }
        return try documents(of: mongoc_collection_find_indexes_with_opts(collection, nil), place)
    }

    /// The number of documents that match.
    func count(_ filter: [UInt8], in place: MongoPlace) throws(StoreError) -> Int {
        let collection = collection(place)
        defer { mongoc_collection_destroy(collection) }
        let options = try options()
        var count: Int64 = -1
        _ = try converting(place) { () throws(MongoError) in
            try asking { reply, error in
                count = Self.lending([filter, options]) { mongoc_collection_count_documents(collection, $0[0], $0[1], nil, reply, error) }
                return count >= 0
            }
        }
        return Int(count)
    }

    private func documents(of cursor: OpaquePointer?, _ place: MongoPlace) throws(StoreError) -> [Document] {
        defer { mongoc_cursor_destroy(cursor) }
        var documents: [Document] = []
        var next: OpaquePointer?
        while mongoc_cursor_next(cursor, &next) {
            if let next { documents.append(try BSONReader.document(Self.bytes(of: next))) }
        }
        var error = bson_error_t()
        if mongoc_cursor_error(cursor, &error) { throw storeError(MongoError(error), place) }
        return documents
    }

    // MARK: Writing

    /// Adds documents in order until one is refused; all or none of them in a transaction.
    func insert(_ documents: [[UInt8]], into place: MongoPlace, isTransaction: Bool) throws(MongoError) {
        _ = try write(place, isTransaction: isTransaction) { collection, options, reply, error in
            Self.lending(documents) { documents in
                var pointers = documents.map { Optional($0) }
                return mongoc_collection_insert_many(collection, &pointers, pointers.count, options, reply, error)
            }
        }
    }

    /// Changes every matching document; all or none of them in a transaction.
    /// - Returns: how many there were.
    func updateAll(_ filter: [UInt8], with update: [UInt8], in place: MongoPlace, isTransaction: Bool) throws(MongoError) -> Int {
        let reply = try write(place, isTransaction: isTransaction) { collection, options, reply, error in
            Self.lending([filter, update]) { mongoc_collection_update_many(collection, $0[0], $0[1], options, reply, error) }
        }
        return reply["matchedCount"]?.int ?? 0
    }

    /// Puts a document in the place of the matching one, or adds it.
    func replace(_ filter: [UInt8], with document: [UInt8], in place: MongoPlace) throws(MongoError) {
        _ = try write(place, options: ["upsert": true]) { collection, options, reply, error in
            Self.lending([filter, document]) { mongoc_collection_replace_one(collection, $0[0], $0[1], options, reply, error) }
        }
    }

    /// Removes every matching document.
    /// - Returns: how many there were.
    func delete(_ filter: [UInt8], from place: MongoPlace) throws(MongoError) -> Int {
        let reply = try write(place, isChecked: false) { collection, options, reply, error in
            Self.lending([filter]) { mongoc_collection_delete_many(collection, $0[0], options, reply, error) }
        }
        return reply["deletedCount"]?.int ?? 0
    }

    /// A function of libmongoc that writes to a collection.
    typealias Write = (
        _ collection: OpaquePointer?, _ options: OpaquePointer, _ reply: OpaquePointer?,
        _ error: UnsafeMutablePointer<bson_error_t>?
    ) -> Bool

    private func write(
        _ place: MongoPlace, options: Document = Document(), isChecked: Bool = true, isTransaction: Bool = false, _ write: @escaping Write
    ) throws(MongoError) -> Document {
        let collection = collection(place)
        defer { mongoc_collection_destroy(collection) }
        var options = options
        // Names such as "" and "$date" are legal in MongoDB; what is not has been refused already.
        if isChecked { options["validate"] = false }
        if isTransaction {
            return try MongoTransaction(pointer, writeConcern: writeConcern).run(options: options) { write(collection, $0, $1, $2) }
        }
        let bytes = try writeOptions(options)
        return try asking { reply, error in Self.lending([bytes]) { write(collection, $0[0], reply, error) } }
    }

    // MARK: Commands

    /// Sends a command that reads.
    func read(_ command: [UInt8], in place: MongoPlace) throws(StoreError) -> Document {
        let options = try options()
        return try converting(place) { () throws(MongoError) in
            try asking { reply, error in
                Self.lending([command, options]) {
                    mongoc_client_read_command_with_opts(pointer, place.database, $0[0], nil, $0[1], reply, error)
                }
            }
        }
    }

    /// Sends a command that writes. `findAndModify` is tried once more by libmongoc where the server can tell that it was done already.
    func write(_ command: [UInt8], in place: MongoPlace) throws(StoreError) -> Document {
        try converting(place) { () throws(MongoError) in
            let options = try writeOptions()
            return try asking { reply, error in
                Self.lending([command, options]) {
                    mongoc_client_write_command_with_opts(pointer, place.database, $0[0], $0[1], reply, error)
                }
            }
        }
    }

    // MARK: Options

    /// The options of an operation that reads.
    /// - Throws: ``StoreError/deadlineExceeded`` when its time is over.
    func options(_ more: Document = Document()) throws(StoreError) -> [UInt8] {
        var options = more
        if let deadline {
            let remaining = (deadline - .now()).wholeNanoseconds
            guard remaining > 0 else { throw .deadlineExceeded }
            options["maxTimeMS"] = .int64(min(max(1, remaining / 1_000_000), Int64(Int32.max)))
        }
        return try BSONWriter.encoding(options, ids: .texts)
    }

    private func writeOptions(_ more: Document = Document()) throws(MongoError) -> [UInt8] {
        var options = more
        if let writeConcern { options["writeConcern"] = .document(writeConcern) }
        do throws(StoreError) {
            return try self.options(options)
        } catch {
            throw MongoError(error)
        }
    }

    // MARK: Asking

    private func collection(_ place: MongoPlace) -> OpaquePointer? {
        mongoc_client_get_collection(pointer, place.database, place.collection)
    }

    /// Runs a function that fills a reply and an error.
    /// - Returns: the reply.
    private func asking(
        _ ask: (OpaquePointer?, UnsafeMutablePointer<bson_error_t>?) -> Bool
    ) throws(MongoError) -> Document {
        let reply = cmongoc_reply_make()
        defer { cmongoc_reply_free(reply) }
        var error = bson_error_t()
        let isDone = ask(reply, &error)
        let document = reply.flatMap { try? BSONReader.document(Self.bytes(of: $0)) } ?? Document()
        guard isDone else { throw MongoError(error, reply: document) }
        return document
    }

    /// Runs an operation on a collection and says its errors in the store's terms.
    func converting<Value>(_ place: MongoPlace, _ body: () throws(MongoError) -> Value) throws(StoreError) -> Value {
        do throws(MongoError) {
            return try body()
        } catch {
            throw storeError(error, place)
        }
    }

    func storeError(_ error: MongoError, _ place: MongoPlace) -> StoreError {
        error.storeError(collection: place.collection, servers: servers, isPastDeadline: deadline.map { $0 <= .now() } ?? false)
    }

    static func bytes(of document: OpaquePointer) -> [UInt8] {
        Array(UnsafeBufferPointer(start: bson_get_data(document), count: cmongoc_length(document)))
    }

    /// Lends copies of documents, which ``BSONWriter`` must have made, to a function of libmongoc.
    static func lending<Value>(_ documents: [[UInt8]], _ body: ([OpaquePointer]) -> Value) -> Value {
        // Only a wrong length gives no document; the writer's are right.
        let pointers = documents.compactMap { bson_new_from_data($0, $0.count) }
        defer { for pointer in pointers { bson_destroy(pointer) } }
        return body(pointers)
    }
}

/// A collection of a database.
struct MongoPlace: Sendable {
    let database: String
    let collection: String
}

/// What kind of servers answer.
enum MongoDeployment: Sendable, Hashable {
    case standalone
    case replicaSet(String)
    case sharded

    /// Whether writes reach several servers, and transactions over several documents are possible.
    var isReplicated: Bool { self != .standalone }

    /// What a server says about itself in its answer to `hello`.
    init(hello: Document) {
        if let name = hello["setName"]?.string {
            self = .replicaSet(name)
        } else {
            self = hello["msg"]?.string == "isdbgrid" ? .sharded : .standalone
        }
    }
}
