import CMongoc

/// One write in a transaction, which is repeated while the server asks for that.
///
/// Wraps libmongoc's session: it is destroyed before ``run(options:_:)`` returns, and its callback runs on the same thread within that call.
struct MongoTransaction: ~Copyable {
    typealias Body = (
        _ options: OpaquePointer, _ reply: OpaquePointer?, _ error: UnsafeMutablePointer<bson_error_t>?
    ) -> Bool

    /// What the callback needs.
    private final class Context {
        let options: [UInt8]
        let body: Body
        /// The reply to the last try; the library's own is that of the commit.
        private(set) var reply = Document()

        init(options: [UInt8], body: @escaping Body) {
            self.options = options
            self.body = body
        }

        func run(
            _ session: OpaquePointer?, _ reply: UnsafeMutablePointer<OpaquePointer?>?,
            _ error: UnsafeMutablePointer<bson_error_t>?
        ) -> Bool {
            let options = bson_new_from_data(options, options.count)
            defer { bson_destroy(options) }
            guard let options, mongoc_client_session_append(session, options, error) else { return false }
            let storage = cmongoc_reply_make()
            defer { cmongoc_reply_free(storage) }
            let isDone = body(options, storage, error)
            self.reply = storage.flatMap { try? BSONReader.document(MongoClient.bytes(of: $0)) } ?? Document()
            // The library frees this one, and looks into it for what the server says about repeating.
            reply?.pointee = bson_copy(storage)
            return isDone
        }
    }

    private let client: OpaquePointer
    private let writeConcern: Document?

    init(_ client: OpaquePointer, writeConcern: Document?) {
        self.client = client
        self.writeConcern = writeConcern
    }

    /// - Returns: the reply to the write.
    func run(options: Document, _ body: @escaping Body) throws(MongoError) -> Document {
        var error = bson_error_t()
        guard let session = mongoc_client_start_session(client, nil, &error) else { throw MongoError(error) }
        defer { mongoc_client_session_destroy(session) }
        let transaction = mongoc_transaction_opts_new()
        defer { mongoc_transaction_opts_destroy(transaction) }
        if writeConcern != nil {
            let concern = mongoc_write_concern_new()
            mongoc_write_concern_set_w(concern, MONGOC_WRITE_CONCERN_W_MAJORITY)
            mongoc_transaction_opts_set_write_concern(transaction, concern)
            mongoc_write_concern_destroy(concern)
        }
        let context: Context
        do throws(StoreError) {
            context = Context(options: try BSONWriter.encoding(options, ids: .texts), body: body)
        } catch {
            throw MongoError(error)
        }
        let reply = cmongoc_reply_make()
        defer { cmongoc_reply_free(reply) }
        let isDone = withExtendedLifetime(context) {
            mongoc_client_session_with_transaction(
                session,
                { session, context, reply, error in
                    guard let context else { return false }
                    return Unmanaged<Context>.fromOpaque(context).takeUnretainedValue().run(session, reply, error)
                }, transaction, Unmanaged.passUnretained(context).toOpaque(), reply, &error)
        }
        guard isDone else { throw MongoError(error, reply: context.reply) }
        return context.reply
    }
}
