import CMongoc
import Synchronization

/// libmongoc's pool of clients.
///
/// The pool may be used from all threads; it is destroyed exactly once, when no client is lent, because those who
/// lend hold this object and ``OperationGate`` lets nobody in any more before ``close()``.
final class MongoClientPool: Sendable {
    /// A client while it is lent; not to be kept.
    struct Client {
        let pointer: OpaquePointer
        fileprivate let uri: MongoURI

        /// What the server that takes writes says about itself; waits until there is one.
        func deployment() throws(StoreError) -> MongoDeployment {
            var error = bson_error_t()
            guard let server = mongoc_client_select_server(pointer, true, nil, &error) else {
                throw MongoError(error).storeError(collection: "", servers: uri.servers, isPastDeadline: false)
            }
            defer { mongoc_server_description_destroy(server) }
            guard let hello = mongoc_server_description_hello_response(server) else { return .standalone }
            return MongoDeployment(hello: try BSONReader.document(MongoClient.bytes(of: hello)))
        }
    }

    private let pointer: Mutex<OpaquePointer?>

    /// - Throws: ``StoreError/invalid(_:)`` for options that contradict each other, ``StoreError/unavailable(_:)`` when DNS does not answer.
    init(_ uri: MongoURI) throws(StoreError) {
        var error = bson_error_t()
        guard let pool = mongoc_client_pool_new_with_error(uri.pointer, &error) else {
            let error = MongoError(error).storeError(collection: "", servers: uri.servers, isPastDeadline: false)
            if case .unavailable = error { throw error }
            throw .invalid("the MongoDB URI is not usable: \(error)")
        }
        mongoc_client_pool_set_error_api(pool, MONGOC_ERROR_API_VERSION_2)
        pointer = Mutex(pool)
    }

    deinit {
        close()
    }

    /// Lends a client to `body`.
    func lend<Value>(_ uri: MongoURI, _ body: (Client) throws(StoreError) -> Value) throws(StoreError) -> Value {
        guard let pool = pointer.withLock({ $0 }) else { throw .unavailable("the connections to MongoDB at \(uri.servers) are closed") }
        guard let client = mongoc_client_pool_pop(pool) else {
            throw .unavailable("no connection to MongoDB at \(uri.servers) became free in time")
        }
        defer { mongoc_client_pool_push(pool, client) }
        return try body(Client(pointer: client, uri: uri))
    }

    /// Ends the connections and the threads that watch the servers.
    func close() {
        if let pool = pointer.withLock({ $0.take() }) { mongoc_client_pool_destroy(pool) }
    }
}
