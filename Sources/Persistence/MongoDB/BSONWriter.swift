import Environments

/// Writes one BSON document, field by field.
///
/// Types map one to one; dates are cut to milliseconds, which is what BSON keeps.
struct BSONWriter {
    /// What MongoDB accepts at most; deeper values would be refused there with a lost connection.
    private static let maximumDepth = 150

    private(set) var bytes: [UInt8] = []
    private var depth = 0

    /// The document that `body` writes.
    static func document(_ body: (inout BSONWriter) throws(StoreError) -> Void) throws(StoreError) -> [UInt8] {
        var writer = BSONWriter()
        let start = writer.open()
        try body(&writer)
        writer.close(from: start)
        return writer.bytes
    }

    /// - Throws: ``StoreError/invalid(_:)`` for what ``append(_:_:)`` refuses.
    static func encoding(_ document: Document, ids: MongoIDs) throws(StoreError) -> [UInt8] {
        try Self.document { writer throws(StoreError) in
            // Where MongoDB puts it anyway.
            if let id = document["_id"] { try ids.append("_id", id, to: &writer) }
            for (key, value) in document where !key.hasSameBytes(as: "_id") { try writer.append(key, value) }
        }
    }

    /// Adds a field.
    /// - Throws: ``StoreError/invalid(_:)`` for a name with U+0000 in it, and for values that are nested too deeply.
    mutating func append(_ key: String, _ value: DocumentValue) throws(StoreError) {
        switch value {
        case .null: try begin(.null, key)
        case .bool(let value):
            try begin(.bool, key)
            bytes.append(value ? 1 : 0)
        case .int32(let value):
            try begin(.int32, key)
            append(UInt64(UInt32(bitPattern: value)), count: 4)
        case .int64(let value):
            try begin(.int64, key)
            append(UInt64(bitPattern: value), count: 8)
        case .double(let value):
            try begin(.double, key)
            append(value.bitPattern, count: 8)
        case .string(let text):
            try begin(.string, key)
            append(UInt64(text.utf8.count + 1), count: 4)
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        case .date(let time):
            try begin(.date, key)
            append(UInt64(bitPattern: time.milliseconds), count: 8)
        case .array(let elements): try array(key, elements)
        case .document(let document):
            try self.document(key) { writer throws(StoreError) in
                for (key, value) in document { try writer.append(key, value) }
            }
        }
    }

    /// Adds an ObjectId.
    mutating func append(_ key: String, _ id: ObjectID) throws(StoreError) {
        try begin(.objectID, key)
        bytes.append(contentsOf: id.bytes)
    }

    /// Adds an embedded document that is written already.
    mutating func append(_ key: String, document: [UInt8]) throws(StoreError) {
        try begin(.document, key)
        bytes.append(contentsOf: document)
    }

    /// Adds an array of values.
    mutating func array(_ key: String, _ elements: [DocumentValue]) throws(StoreError) {
        try array(key) { writer throws(StoreError) in
            for (index, element) in elements.enumerated() { try writer.append(String(index), element) }
        }
    }

    /// Adds an array, whose elements `body` writes under the names `0`, `1` and so on.
    mutating func array(_ key: String, _ body: (inout BSONWriter) throws(StoreError) -> Void) throws(StoreError) {
        try nest(.array, key, body)
    }

    /// Adds an embedded document, whose fields `body` writes.
    mutating func document(_ key: String, _ body: (inout BSONWriter) throws(StoreError) -> Void) throws(StoreError) {
        try nest(.document, key, body)
    }

    private mutating func nest(
        _ type: BSONType, _ key: String, _ body: (inout BSONWriter) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard depth < Self.maximumDepth else { throw .invalid("a value is nested more than \(Self.maximumDepth) levels deep") }
        depth += 1
        try begin(type, key)
        let start = open()
        try body(&self)
        close(from: start)
        depth -= 1
    }

    private mutating func begin(_ type: BSONType, _ key: String) throws(StoreError) {
        guard !key.utf8.contains(0) else {
            throw .invalid("a field's name must not contain U+0000: the one that begins with '\(key.prefix { $0 != "\0" })' does")
        }
        bytes.append(type.rawValue)
        bytes.append(contentsOf: key.utf8)
        bytes.append(0)
    }

    /// Leaves room for the length of a document that begins here.
    private mutating func open() -> Int {
        append(0, count: 4)
        return bytes.count - 4
    }

    private mutating func close(from start: Int) {
        bytes.append(0)
        let length = UInt32(truncatingIfNeeded: bytes.count - start)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> UInt32(place * 8)) }
    }

    private mutating func append(_ word: UInt64, count: Int) {
        for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(place * 8))) }
    }
}
