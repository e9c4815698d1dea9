import Environments

/// The form of values in indexes: bytes whose lexicographic order is MongoDB's order of values.
///
/// Types come in the order null, numbers, strings, documents, arrays, truth values, dates. Numbers of all types compare by value, exactly.
/// Equal keys mean equal values in the sense of filters.
enum OrderedKey {
    /// The first byte of a key: the value's type.
    enum Tag: UInt8 {
        case null = 0x05
        case number = 0x0a
        case string = 0x0f
        case document = 0x14
        case array = 0x19
        case bool = 0x1e
        case date = 0x23
    }

    static func encoding(_ value: DocumentValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    static func tag(of value: DocumentValue) -> Tag {
        switch value {
        case .null: .null
        case .int32, .int64, .double: .number
        case .string: .string
        case .document: .document
        case .array: .array
        case .bool: .bool
        case .date: .date
        }
    }

    private static func append(_ value: DocumentValue, to bytes: inout [UInt8]) {
        bytes.append(tag(of: value).rawValue)
        appendPayload(of: value, to: &bytes)
    }

    private static func appendPayload(of value: DocumentValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: break
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .int32(let value): append(Double(value), remainder: 0, to: &bytes)
        case .int64(let value):
            // The nearest double and what is missing from it, so that integers and doubles interleave exactly.
            let nearest = Double(value)
            append(nearest, remainder: Int16(truncatingIfNeeded: Int128(value) - Int128(nearest)), to: &bytes)
        case .double(let value): append(value, remainder: 0, to: &bytes)
        case .string(let text): append(text, to: &bytes)
        case .date(let time): append(UInt64(bitPattern: time.microseconds) ^ (1 << 63), to: &bytes)
        case .array(let elements):
            for element in elements { append(element, to: &bytes) }
            bytes.append(0)
        case .document(let document):
            for (key, value) in document {
                bytes.append(tag(of: value).rawValue)
                append(key, to: &bytes)
                appendPayload(of: value, to: &bytes)
            }
            bytes.append(0)
        }
    }

    /// Doubles in the order of their values, NaN first, both zeros alike.
    private static func append(_ value: Double, remainder: Int16, to bytes: inout [UInt8]) {
        if value.isNaN {
            append(UInt64(0), to: &bytes)
        } else {
            let bits = (value == 0 ? 0 : value).bitPattern
            append(bits >> 63 == 1 ? ~bits : bits | (1 << 63), to: &bytes)
        }
        let biased = UInt16(bitPattern: remainder) ^ 0x8000
        bytes.append(UInt8(biased >> 8))
        bytes.append(UInt8(biased & 0xff))
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }

    /// The text's bytes and a zero; zeros within become `00 ff`, which sorts after the end of any shorter text.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xff) }
        }
        bytes.append(0)
    }
}

extension DocumentValue {
    /// Whether both are equal in the sense of filters: numbers by value across types, texts by their bytes, documents with their order.
    func isEquivalent(to other: DocumentValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int32(let left), .int32(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.date(let left), .date(let right)): left == right
        default: OrderedKey.tag(of: self) == OrderedKey.tag(of: other) && OrderedKey.encoding(self) == OrderedKey.encoding(other)
        }
    }
}
