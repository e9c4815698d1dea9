import Environments
import Hashing

/// Reads BSON that others may have written. What a ``DocumentValue`` cannot say becomes the nearest value that it can:
///
/// an ObjectId its 24 hexadecimal digits, a UUID its usual text, other binary data Base64, a Decimal128 its exact text, a regular expression
/// `/pattern/options`, code its text, a replication timestamp the date of its second, `MinKey` and `MaxKey` their names, and "undefined" null.
/// Bytes that are no UTF-8 become U+FFFD. Of fields with one name the first is the one that is found.
struct BSONReader {
    private static let maximumDepth = 250

    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: ``StoreError/io(_:)`` for bytes that are no BSON document.
    static func document(_ bytes: [UInt8]) throws(StoreError) -> Document {
        var reader = BSONReader(bytes: bytes)
        let document = try reader.document(depth: 0)
        guard reader.position == bytes.count else { throw Self.malformed }
        return document
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private static var malformed: StoreError { .io("MongoDB sent a document that is not BSON") }

    private mutating func document(depth: Int) throws(StoreError) -> Document {
        var document = Document()
        try fields(depth: depth) { key, value in document.append(uniqueKey: key, value) }
        return document
    }

    private mutating func fields(depth: Int, _ body: (String, DocumentValue) -> Void) throws(StoreError) {
        guard depth <= Self.maximumDepth else { throw Self.malformed }
        let start = position
        let end = start + Int(try integer32())
        guard end > position, end <= bytes.count else { throw Self.malformed }
        while true {
            let byte = try byte()
            if byte == 0 { break }
            guard let type = BSONType(rawValue: byte) else { throw Self.malformed }
            let key = try characters()
            body(key, try value(type, depth: depth))
        }
        guard position == end else { throw Self.malformed }
    }

    private mutating func value(_ type: BSONType, depth: Int) throws(StoreError) -> DocumentValue {
        switch type {
        case .double: return .double(Double(bitPattern: try word()))
        case .string, .code, .symbol: return .string(try text())
        case .document: return .document(try document(depth: depth + 1))
        case .array:
            var elements: [DocumentValue] = []
            try fields(depth: depth + 1) { _, value in elements.append(value) }
            return .array(elements)
        case .binary: return .string(try binary())
        case .undefined, .null: return .null
        case .objectID: return .string(hexadecimal(try take(12)))
        case .bool: return .bool(try byte() != 0)
        case .date: return .date(Timestamp(milliseconds: Int64(bitPattern: try word())))
        case .regularExpression: return .string("/\(try characters())/\(try characters())")
        case .reference:
            _ = try text()
            return .string(hexadecimal(try take(12)))
        case .codeWithScope:
            _ = try integer32()
            let code = try text()
            _ = try document(depth: depth + 1)
            return .string(code)
        case .int32: return .int32(try integer32())
        case .timestamp: return .date(Timestamp(seconds: Int64(try word() >> 32)))
        case .int64: return .int64(Int64(bitPattern: try word()))
        case .decimal: return .string(MongoDecimal.text(low: try word(), high: try word()))
        case .minimum: return .string("MinKey")
        case .maximum: return .string("MaxKey")
        }
    }

    private mutating func binary() throws(StoreError) -> String {
        let count = Int(try integer32())
        let subtype = try byte()
        let content = try take(count)
        guard subtype == 3 || subtype == 4, content.count == 16 else { return Base64.encode(Array(content)) }
        let digits = hexadecimal(content)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// A text with its length before it; it may contain U+0000.
    private mutating func text() throws(StoreError) -> String {
        let count = Int(try integer32())
        guard count > 0 else { throw Self.malformed }
        let content = try take(count)
        return String(decoding: content.dropLast(), as: UTF8.self)
    }

    /// A text that ends before a zero.
    private mutating func characters() throws(StoreError) -> String {
        guard let end = bytes[position...].firstIndex(of: 0) else { throw Self.malformed }
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    private mutating func byte() throws(StoreError) -> UInt8 {
        guard let byte = try take(1).first else { throw Self.malformed }
        return byte
    }

    private mutating func integer32() throws(StoreError) -> Int32 {
        Int32(truncatingIfNeeded: Self.integer(try take(4)))
    }

    private mutating func word() throws(StoreError) -> UInt64 {
        Self.integer(try take(8))
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int) throws(StoreError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw Self.malformed }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
