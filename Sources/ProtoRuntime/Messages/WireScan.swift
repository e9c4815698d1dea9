internal import CProtobufC

/// Walks the wire form of a message before protobuf-c sees it.
///
/// protobuf-c recurses as deep as its input says, refuses a message where a known field has an unexpected wire type (every other
/// implementation keeps such a field as unknown) or where there is a group, and merges a message field that comes twice in
/// its own way; and it does not look at text. The scan refuses what is malformed, too deep or not UTF-8, and reports when the bytes
/// need a ``WireNormalizer`` first. What it has accepted can always be unpacked and turned into Swift values.
struct WireScan {
    /// How many messages may surround a message: the limit of the C++, Java and Python implementations.
    static let maximumDepth = 100

    /// Whether a field was met that protobuf-c does not take as it stands.
    private(set) var needsNormalizing = false

    mutating func message(_ bytes: UnsafeRawBufferPointer, _ table: FieldTable, depth: Int = 0) throws(DecodingError) {
        guard depth <= Self.maximumDepth else { throw .tooDeep }
        var reader = WireReader(bytes)
        var seen: UInt64 = 0
        while !reader.isAtEnd {
            let tag = try reader.tag()
            guard let index = table.index(of: tag.number) else {
                if tag.wireType == .startGroup { needsNormalizing = true }
                try reader.skipValue(of: tag, depth: depth)
                continue
            }
            let field = table.field(at: index)
            guard field.pointee.accepts(tag.wireType) else {
                needsNormalizing = true
                try reader.skipValue(of: tag, depth: depth)
                continue
            }
            guard tag.wireType == .lengthDelimited else {
                try reader.skipValue(of: tag, depth: depth)
                continue
            }
            let value = try reader.lengthDelimited()
            if let table = field.pointee.messageTable {
                if !field.pointee.isRepeated { note(index, in: &seen) }
                try message(value, table, depth: depth + 1)
            } else if field.pointee.isText {
                try text(value)
            } else if field.pointee.wireType != .lengthDelimited {
                try packed(value, of: field.pointee.wireType)
            }
        }
    }

    /// Remembers a message field; one that comes again, or whose index has no bit, is left to the normalizer.
    private mutating func note(_ index: Int, in seen: inout UInt64) {
        let bit: UInt64 = index < 64 ? 1 << UInt64(index) : 0
        if bit == 0 || seen & bit != 0 { needsNormalizing = true }
        seen |= bit
    }

    private func text(_ bytes: UnsafeRawBufferPointer) throws(DecodingError) {
        do {
            _ = try bytes.withMemoryRebound(to: UInt8.self) { try UTF8Span(validating: $0.span).count }
        } catch {
            throw .invalidUTF8
        }
    }

    private func packed(_ bytes: UnsafeRawBufferPointer, of wireType: WireType) throws(DecodingError) {
        switch wireType {
        case .fixed32: guard bytes.count.isMultiple(of: 4) else { throw .invalidPackedField }
        case .fixed64: guard bytes.count.isMultiple(of: 8) else { throw .invalidPackedField }
        default:
            var reader = WireReader(bytes)
            while !reader.isAtEnd { _ = try reader.varint() }
        }
    }
}
