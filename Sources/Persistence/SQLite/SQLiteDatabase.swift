import CSQLite
import Synchronization

/// An open database: the connection that writes and those that read, each used by one thread at a time. All methods may block.
///
/// A file is in WAL mode: readers see the last commit as it was when they began and neither wait for the writer nor hold it up. A database in
/// memory has one connection for everything, and readers wait for the transaction that is running.
final class SQLiteDatabase: Sendable {
    private let path: String
    private let options: SQLiteStore.Options
    /// `nil` once closed.
    private let writer: Mutex<SQLiteWriter?>
    /// Connections for reading that nobody is using now; `nil` once closed.
    private let idleReaders = Mutex<[SQLiteConnection]?>([])
    /// What the writer's catalog was after its last commit.
    private let catalog: Mutex<SQLiteCatalog>
    private let fileLock: FileLock?

    /// Where a database lives.
    enum Location {
        case file(String)
        case memory
    }

    init(_ location: Location, options: SQLiteStore.Options, cache: DocumentCache?) throws(StoreError) {
        self.options = options
        let connection: SQLiteConnection
        switch location {
        case .memory:
            path = ""
            fileLock = nil
            connection = try SQLiteConnection(path: ":memory:", flags: Self.flags, busyTimeout: options.busyTimeout)
        case .file(let path):
            self.path = path
            try SQLiteFile.check(path)
            fileLock = try FileLock(path: "\(path)-lock", isExclusive: options.isExclusive)
            try SQLiteFile.examine(path, busyTimeout: options.busyTimeout)
            connection = try SQLiteConnection(path: path, flags: Self.flags, busyTimeout: options.busyTimeout)
            try SQLiteFile.claim(connection)
            try connection.execute("PRAGMA journal_mode = WAL")
            // What savepoints set aside would go to a file of its own otherwise, which is thrown away with each transaction.
            try connection.execute("PRAGMA temp_store = MEMORY")
            try connection.execute("PRAGMA wal_autocheckpoint = \(Self.pagesPerCheckpoint)")
            try connection.execute("PRAGMA synchronous = \(options.survivesPowerLoss ? "FULL" : "NORMAL")")
        }
        let writer = try SQLiteWriter(connection, cache: cache, isShared: !options.isExclusive)
        catalog = Mutex(writer.catalog)
        self.writer = Mutex(writer)
    }

    /// Pages of the log after which it is copied into the file. The same pages are written again and again, and copied once.
    private static let pagesPerCheckpoint = 4_000

    private static let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE

    /// What calls get after ``close()``.
    var closedError: StoreError { .unavailable("the store \(path) is closed") }

    /// Runs `writes` in one transaction.
    func withTransaction(_ writes: (SQLiteWriter) throws(StoreError) -> Void) throws(StoreError) {
        try writer.withLock { writer throws(StoreError) in
            guard let writer else { throw closedError }
            try writer.transaction { () throws(StoreError) in try writes(writer) }
            catalog.withLock { $0 = writer.catalog }
        }
    }

    /// Runs `read` on the collection; `nil` when there is no such collection.
    func read<Value: Sendable>(_ name: String, _ read: (SQLiteScan) throws(StoreError) -> Value) throws(StoreError) -> Value? {
        if path.isEmpty {
            return try writer.withLock { writer throws(StoreError) in
                guard let writer else { throw closedError }
                return try writer.scan(name).map(read)
            }
        }
        let reader = try takeReader()
        defer { idleReaders.withLock { $0?.append(reader) } }
        guard let collection = try collection(name, for: reader) else { return nil }
        return try read(SQLiteScan(connection: reader, collection: collection))
    }

    private func takeReader() throws(StoreError) -> SQLiteConnection {
        let idle = try idleReaders.withLock { readers throws(StoreError) in
            guard readers != nil else { throw closedError }
            return readers?.popLast()
        }
        if let idle { return idle }
        let reader = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE, busyTimeout: options.busyTimeout)
        try reader.execute("PRAGMA query_only = 1")
        return reader
    }

    /// The collection as this process knows it, or as another one has made it meanwhile.
    private func collection(_ name: String, for reader: SQLiteConnection) throws(StoreError) -> SQLiteCatalog.Collection? {
        if let collection = catalog.withLock({ $0.collections[name] }) { return collection }
        return options.isExclusive ? nil : try SQLiteCatalog(reader).collections[name]
    }

    /// Closes the connections; one that is in use is closed when it is given back.
    func close() {
        idleReaders.withLock { $0 = nil }
        writer.withLock { $0 = nil }
        fileLock?.release()
    }
}
