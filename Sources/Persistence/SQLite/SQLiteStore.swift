import EventLoops

/// A ``DocumentStore`` on SQLite: one file, or memory.
///
/// Writes are grouped into transactions (while one runs, the next one collects) and acknowledged after the commit. Reads run beside them on
/// connections of their own. SQLite is called on the blocking pool, never on the caller's thread; a document that the cache holds is
/// returned without suspending.
public final class SQLiteStore: DocumentStore {
    /// How a store is opened.
    public struct Options: Sendable {
        /// Whether no other process and no other store of this one may open the file; needed for the cache. Another opening of the file fails
        /// then with ``StoreError/unavailable(_:)``.
        public var isExclusive: Bool
        /// Whether an acknowledged write survives a power failure or a crash of the machine. It survives the end of the process, also by
        /// `kill -9`, in any case: with `false` the log reaches the disk when the system writes it, at the latest at the next checkpoint.
        public var survivesPowerLoss: Bool
        /// The bound of the cache in bytes of stored text; 0 for no cache.
        public var cacheSize: Int
        /// How long a write waits for that of another process.
        public var busyTimeout: Duration

        /// - Parameters:
        ///   - exclusive: whether nobody else may open the file; needed for the cache.
        ///   - survivesPowerLoss: whether each commit waits for the disk.
        ///   - cacheSize: the bound of the cache in bytes of stored text.
        ///   - busyTimeout: how long a write waits for that of another process.
        public init(
            exclusive: Bool = false, survivesPowerLoss: Bool = false, cacheSize: Int = 4 << 20, busyTimeout: Duration = .seconds(10)
        ) {
            isExclusive = exclusive
            self.survivesPowerLoss = survivesPowerLoss
            self.cacheSize = cacheSize
            self.busyTimeout = busyTimeout
        }
    }

    private let database: SQLiteDatabase
    private let queue: SQLiteWriteQueue
    private let cache: DocumentCache?
    private let pool: BlockingPool

    /// Opens the database at `path`, which is made when it does not exist; its directory must be there.
    ///
    /// The pool must go on serving until the store is closed.
    /// - Throws: ``StoreError/corrupted(path:hint:)`` for a file that is damaged or not a database of this program (it is left as it is),
    ///   ``StoreError/unavailable(_:)`` when it cannot be written or another process has it exclusively.
    public static func open(path: String, pool: BlockingPool, options: Options = Options()) async throws(StoreError) -> SQLiteStore {
        try await pool.run { () throws(StoreError) in try SQLiteStore(.file(path), pool: pool, options: options) }
    }

    /// Makes an empty database in memory, which ends with the store.
    public static func inMemory(pool: BlockingPool, cacheSize: Int = 4 << 20) async throws(StoreError) -> SQLiteStore {
        let options = Options(exclusive: true, cacheSize: cacheSize)
        return try await pool.run { () throws(StoreError) in try SQLiteStore(.memory, pool: pool, options: options) }
    }

    private init(_ location: SQLiteDatabase.Location, pool: BlockingPool, options: Options) throws(StoreError) {
        cache = options.isExclusive && options.cacheSize > 0 ? DocumentCache(size: options.cacheSize) : nil
        database = try SQLiteDatabase(location, options: options, cache: cache)
        queue = SQLiteWriteQueue(database, pool: pool)
        self.pool = pool
    }

    // MARK: Reading

    /// The document with the id; without suspending when it is cached.
    public func get(_ id: String, from collection: String) async throws(StoreError) -> Document? {
        if let document = cache?.document(id, in: collection) { return document }
        let ticket = cache?.ticket(for: id, in: collection)
        let hit = try await read(collection) { scan throws(StoreError) in try scan.document(id: id) }
        guard let hit = hit ?? nil else { return nil }
        if let ticket { cache?.insert(hit.document, size: hit.size, with: ticket) }
        return hit.document
    }

    /// The documents that `query` asks for, in its order.
    public func find(_ query: Query, in collection: String) async throws(StoreError) -> [Document] {
        try await read(collection) { scan throws(StoreError) in try scan.find(query).map(\.document) } ?? []
    }

    /// The number of documents that match.
    public func count(_ filter: Filter, in collection: String) async throws(StoreError) -> Int {
        try await read(collection) { scan throws(StoreError) in try scan.count(filter) } ?? 0
    }

    /// Runs `body` on a connection that reads; `nil` when there is no such collection.
    private func read<Value: Sendable>(
        _ collection: String, _ body: @escaping @Sendable (SQLiteScan) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value? {
        try await pool.run { [database] () throws(StoreError) in try database.read(collection, body) }
    }

    // MARK: Writing

    /// Makes sure that the collections and exactly these indexes of theirs exist.
    public func prepare(_ collections: [CollectionSchema]) async throws(StoreError) {
        try await queue.submit { writer throws(StoreError) in try writer.prepare(collections) }
    }

    /// Adds a document.
    public func insert(_ document: Document, into collection: String) async throws(StoreError) {
        try await insert([document], into: collection)
    }

    /// Adds all documents, or none.
    public func insert(_ documents: [Document], into collection: String) async throws(StoreError) {
        try await queue.submit { writer throws(StoreError) in try writer.insert(documents, into: collection) }
    }

    /// Changes the first matching document in the order of `sort` and returns it.
    public func update(
        _ filter: Filter, sort: [SortKey], in collection: String, with update: Update
    ) async throws(StoreError) -> Document? {
        let query = Query(filter, sort: sort, limit: 1)
        return try await queue.submit { writer throws(StoreError) in try writer.update(query, in: collection, with: update).first }
    }

    /// Changes every matching document and returns their number; none when one of them cannot be changed.
    public func updateAll(_ filter: Filter, in collection: String, with update: Update) async throws(StoreError) -> Int {
        try await queue.submit { writer throws(StoreError) in try writer.update(Query(filter), in: collection, with: update).count }
    }

    /// Adds the document, or puts it in the place of the one with the same `_id`.
    public func upsert(_ document: Document, into collection: String) async throws(StoreError) {
        try await queue.submit { writer throws(StoreError) in try writer.upsert(document, into: collection) }
    }

    /// Adds the document unless one with the same `_id` is there, and returns the one that is stored now.
    public func insertIfAbsent(_ document: Document, into collection: String) async throws(StoreError) -> Document {
        try await queue.submit { writer throws(StoreError) in try writer.insertIfAbsent(document, into: collection) }
    }

    /// Removes every matching document and returns their number.
    public func delete(_ filter: Filter, from collection: String) async throws(StoreError) -> Int {
        try await queue.submit { writer throws(StoreError) in try writer.delete(filter, from: collection) }
    }

    // MARK: Closing

    /// Commits what was asked for and closes the file.
    public func close() async {
        await queue.close()
        cache?.close()
        await pool.run { [database] in database.close() }
    }
}
