import CSQLite
import Glibc

/// Checks of a database file before it is used, so that a file that is damaged or not ours is left alone.
enum SQLiteFile {
    /// "GLdb", in the header of our databases.
    private static let applicationID: Int64 = 0x474c_6462

    /// Looks at the file without SQLite: it is absent, empty, or a database of full length.
    static func check(_ path: String) throws(StoreError) {
        let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let parent = directory.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : directory
        guard access(parent, F_OK) == 0 else { throw .unavailable("the directory \(parent) does not exist") }
        guard access(parent, W_OK | X_OK) == 0 else { throw .unavailable("the directory \(parent) is not writable") }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unavailable("\(path) is not a file") }
        guard access(path, R_OK | W_OK) == 0 else { throw .unavailable("\(path) is not readable and writable") }
        let size = Int(status.st_size)
        guard size > 0 else { return }
        let header = try header(of: path)
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .corrupted(path: path, hint: "it is not an SQLite database; move it away to start with an empty one")
        }
        // With a log beside it the file may lag behind its header; without one its length is exact.
        let pageSize = Int(header[16]) << 8 | Int(header[17])
        let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
        guard access("\(path)-wal", F_OK) == 0 || size >= pages * (pageSize == 1 ? 65_536 : pageSize) else {
            throw .corrupted(path: path, hint: "its end is missing; put back a copy of it, or move it away to start with an empty one")
        }
    }

    private static func header(of path: String) throws(StoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unavailable("\(path) cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: 100) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, 100))
        }
    }

    /// Files up to this size are compared with their own indexes, too: for 100,000 posts, 104 MB, that takes a third of a second in all, where
    /// the pages alone take half of that. Beyond the page cache the comparison would read in random order.
    private static let thoroughlyExaminedSize: Int64 = 256 << 20

    /// Reads the whole database, log included, and refuses it if its pages, rows or indexes are not what they should be. What only changes
    /// letters within a document is noticed when that is read, if at all. The connection for this cannot write to the file.
    static func examine(_ path: String, busyTimeout: Duration) throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0 else { return }
        let connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READONLY, busyTimeout: busyTimeout)
        guard try isClaimed(connection) else { return }
        let check = status.st_size > thoroughlyExaminedSize ? "quick_check" : "integrity_check"
        let finding = try connection.firstRow("PRAGMA \(check)(1)") { $0.text(0) }
        guard finding == "ok" else { throw .damaged(path, finding ?? "the check says nothing") }
    }

    /// Marks a new database as ours, and refuses one that another program made.
    static func claim(_ connection: SQLiteConnection) throws(StoreError) {
        guard try !isClaimed(connection) else { return }
        try connection.execute("PRAGMA application_id = \(applicationID)")
    }

    /// Whether the database has our mark; an empty one has none yet.
    /// - Throws: ``StoreError/corrupted(path:hint:)`` for one that another program made.
    private static func isClaimed(_ connection: SQLiteConnection) throws(StoreError) -> Bool {
        let mark = try connection.firstRow("PRAGMA application_id") { $0.integer(0) } ?? 0
        guard mark != applicationID else { return true }
        let tables = try connection.firstRow("SELECT count(*) FROM sqlite_master") { $0.integer(0) } ?? 0
        guard mark == 0 && tables == 0 else {
            throw .corrupted(path: connection.path, hint: "another program made this database; move it away to start with an empty one")
        }
        return false
    }
}
