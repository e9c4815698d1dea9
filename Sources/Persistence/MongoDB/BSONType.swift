/// The byte that says a BSON value's type.
enum BSONType: UInt8 {
    case double = 0x01
    case string = 0x02
    case document = 0x03
    case array = 0x04
    case binary = 0x05
    case undefined = 0x06
    case objectID = 0x07
    case bool = 0x08
    case date = 0x09
    case null = 0x0a
    case regularExpression = 0x0b
    case reference = 0x0c
    case code = 0x0d
    case symbol = 0x0e
    case codeWithScope = 0x0f
    case int32 = 0x10
    case timestamp = 0x11
    case int64 = 0x12
    case decimal = 0x13
    case minimum = 0xff
    case maximum = 0x7f
}

/// A BSON ObjectId, known by its 24 hexadecimal digits.
struct ObjectID {
    let bytes: [UInt8]

    /// `nil` unless `text` is 24 lowercase hexadecimal digits, so that the text comes back as it was.
    init?(_ text: String) {
        guard text.utf8.count == 24 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.bytes = bytes
    }
}

/// How the ids of one collection are written: ``CollectionSchema/storesObjectIDs``.
struct MongoIDs: Sendable {
    let areObjectIDs: Bool

    /// Ids are texts.
    static let texts = MongoIDs(areObjectIDs: false)

    /// Adds a value that is an id, or is compared with one.
    func append(_ key: String, _ value: DocumentValue, to writer: inout BSONWriter) throws(StoreError) {
        if areObjectIDs, case .string(let text) = value, let id = ObjectID(text) {
            try writer.append(key, id)
        } else {
            try writer.append(key, value)
        }
    }
}
