import CSQLite
import Glibc

/// A value for a placeholder of a statement.
enum SQLiteParameter {
    case integer(Int64)
    case text(String)
    /// Text in UTF-8.
    case utf8([UInt8])
    case blob([UInt8])
}

/// A prepared statement. Owned by one `SQLiteConnection` and used on its thread only.
final class SQLiteStatement {
    fileprivate let pointer: OpaquePointer

    /// Takes over `pointer`, which is finalized with this object.
    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    /// Binds a copy of the value to the placeholder `index`, counted from 1.
    func bind(_ parameter: SQLiteParameter, at index: Int32) {
        // SQLITE_TRANSIENT, which Swift cannot import: SQLite copies the bytes before the call returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch parameter {
        case .integer(let value): sqlite3_bind_int64(pointer, index, value)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    _ = sqlite3_bind_text64(pointer, index, characters.baseAddress, UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .utf8(let bytes):
            bytes.withUnsafeBytes { bytes in
                let characters = bytes.bindMemory(to: CChar.self)
                _ = sqlite3_bind_text64(pointer, index, characters.baseAddress, UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
            }
        case .blob(let bytes):
            _ = bytes.withUnsafeBytes { sqlite3_bind_blob64(pointer, index, $0.baseAddress, UInt64($0.count), copied) }
        }
    }

    /// Goes to the next row; SQLite's result code.
    func step() -> Int32 {
        sqlite3_step(pointer)
    }

    /// Makes the statement ready for another run and drops its values.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }
}

/// The current row of a running statement, valid until the statement moves on. Columns are counted from 0.
struct SQLiteRow: ~Copyable {
    private let statement: SQLiteStatement

    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement.pointer, column)
    }

    func text(_ column: Int32) -> String {
        String(decoding: UnsafeBufferPointer(start: sqlite3_column_text(statement.pointer, column), count: count(column)), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement.pointer, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count(column)))
    }

    /// Whether the column has exactly these bytes.
    func hasBytes(_ bytes: [UInt8], in column: Int32) -> Bool {
        guard let start = sqlite3_column_blob(statement.pointer, column), count(column) == bytes.count else { return false }
        return bytes.withUnsafeBytes { kept in
            kept.baseAddress.map { memcmp($0, start, kept.count) == 0 } ?? true
        }
    }

    private func count(_ column: Int32) -> Int {
        Int(sqlite3_column_bytes(statement.pointer, column))
    }
}
