import CSQLite

/// One connection to a database, with its prepared statements.
///
/// `@unchecked Sendable`: a connection is handed from thread to thread, but used by one at a time; `ReaderPool` and the lock around the
/// writer's connection see to that.
final class SQLiteConnection: @unchecked Sendable {
    private let handle: OpaquePointer
    /// The file, for messages.
    let path: String
    /// Statements that nobody is using now, by their text.
    private var idleStatements: [String: SQLiteStatement] = [:]
    private static let idleStatementLimit = 256

    /// - Throws: ``StoreError`` when the file cannot be opened; a damaged one is noticed on first use only.
    init(path: String, flags: Int32, busyTimeout: Duration) throws(StoreError) {
        var handle: OpaquePointer?
        // The connection is used by one thread at a time, so SQLite's own mutexes would only cost time.
        let status = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let handle else { throw .io("there is not enough memory to open \(path)") }
        self.handle = handle
        self.path = path
        guard status == SQLITE_OK else { throw error(status) }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Int32(clamping: busyTimeout.attoseconds / 1_000_000_000_000_000))
    }

    deinit {
        idleStatements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Whether a transaction is open; an error may have ended it.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs statements that have neither parameters nor results.
    func execute(_ sql: String) throws(StoreError) {
        let status = sqlite3_exec(handle, sql, nil, nil, nil)
        guard status == SQLITE_OK else { throw error(status) }
    }

    /// Runs a statement without results.
    func run(_ sql: String, _ parameters: SQLiteParameter...) throws(StoreError) {
        try run(sql, parameters)
    }

    /// Runs a statement without results.
    func run(_ sql: String, _ parameters: [SQLiteParameter]) throws(StoreError) {
        try rows(sql, parameters) { _ throws(StoreError) in false }
    }

    /// Runs a query; `body` sees its rows one after the other until it returns false.
    func rows(
        _ sql: String, _ parameters: [SQLiteParameter], _ body: (borrowing SQLiteRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let statement = try takeStatement(sql)
        defer { giveBack(statement, sql) }
        for (index, parameter) in parameters.enumerated() { statement.bind(parameter, at: Int32(index + 1)) }
        while true {
            let status = statement.step()
            if status == SQLITE_DONE { return }
            guard status == SQLITE_ROW else { throw error(status) }
            guard try body(SQLiteRow(statement)) else { return }
        }
    }

    /// The first row of a query as `read` sees it; `nil` when there is none.
    func firstRow<Value>(
        _ sql: String, _ parameters: [SQLiteParameter] = [], read: (borrowing SQLiteRow) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        var result: Value?
        try rows(sql, parameters) { row throws(StoreError) in
            result = try read(row)
            return false
        }
        return result
    }

    /// How many rows the last statement added, changed or removed.
    var changedRows: Int { Int(sqlite3_changes(handle)) }

    /// The number that the last insert gave its row.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    private func takeStatement(_ sql: String) throws(StoreError) -> SQLiteStatement {
        if let statement = idleStatements.removeValue(forKey: sql) { return statement }
        var pointer: OpaquePointer?
        let status = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
        guard status == SQLITE_OK, let pointer else { throw error(status) }
        return SQLiteStatement(pointer)
    }

    private func giveBack(_ statement: SQLiteStatement, _ sql: String) {
        statement.reset()
        if idleStatements.count >= Self.idleStatementLimit { idleStatements.removeAll() }
        idleStatements[sql] = statement
    }

    private func error(_ status: Int32) -> StoreError {
        StoreError(sqliteStatus: status, message: String(cString: sqlite3_errmsg(handle)), path: path)
    }
}

extension StoreError {
    /// The error of a database that is damaged; `finding` says in which way.
    static func damaged(_ path: String, _ finding: String) -> StoreError {
        .corrupted(
            path: path, hint: "\(finding); it was left as it is: move it away to start with an empty one, or put back a copy of it")
    }

    /// The error of SQLite's result code.
    init(sqliteStatus status: Int32, message: String, path: String) {
        switch status & 0xff {
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged(path, message)
        case SQLITE_BUSY, SQLITE_LOCKED:
            self = .unavailable("\(path) is in use by another process for too long (\(message))")
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            self = .unavailable("\(path) cannot be opened for writing (\(message)): check that its directory exists and is writable")
        case SQLITE_FULL: self = .io("the disk of \(path) is full")
        default: self = .io("\(path): \(message) (SQLite code \(status))")
        }
    }
}
