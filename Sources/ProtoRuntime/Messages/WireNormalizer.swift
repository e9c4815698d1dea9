internal import CProtobufC

/// Rewrites a scanned message so that protobuf-c reads it as the protocol buffer specification asks:
///
/// * a message field that comes several times is merged, by joining its values (specification: "Last One Wins");
/// * a field with another wire type than the proto file's, and a group, become unknown fields (``EscapedField``).
///
/// Rare: what the usual encoders write never needs it.
///
/// Invariant: the pieces point into the bytes that ``normalize(_:_:)`` was given, and do not outlive its call.
struct WireNormalizer {
    /// A stretch of the result, in order.
    private enum Piece {
        case verbatim(UnsafeRawBufferPointer)
        case rewritten([UInt8])
        case element(index: Int, payload: UnsafeRawBufferPointer)
        case merged(index: Int)
        case dropped
    }

    /// The values of one message field, joined, and where they will stand.
    private struct Merged {
        var place: Int
        var payload: [UInt8]
    }

    private let table: FieldTable
    private var pieces: [Piece] = []
    /// The message fields met so far that are not repeated, by field index.
    private var merged: [Int: Merged] = [:]

    /// The rewritten form of `bytes`, which a ``WireScan`` has accepted.
    static func normalize(_ bytes: UnsafeRawBufferPointer, _ table: FieldTable) throws(DecodingError) -> [UInt8] {
        var normalizer = WireNormalizer(table: table)
        try normalizer.collect(bytes)
        return try normalizer.result()
    }

    private init(table: FieldTable) {
        self.table = table
    }

    private mutating func collect(_ bytes: UnsafeRawBufferPointer) throws(DecodingError) {
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            let start = reader.position
            let tag = try reader.tag()
            let valueStart = reader.position
            try reader.skipValue(of: tag, depth: 0)
            let value = reader.consumed(from: valueStart)
            guard let index = table.index(of: tag.number) else {
                let isGroup = tag.wireType == .startGroup
                pieces.append(isGroup ? .rewritten(Self.group(tag, value)) : .verbatim(reader.consumed(from: start)))
                continue
            }
            let field = table.field(at: index).pointee
            if !field.accepts(tag.wireType) {
                pieces.append(.rewritten(tag.wireType == .startGroup ? Self.group(tag, value) : Self.mismatched(tag, value)))
            } else if field.messageTable != nil {
                var prefixed = WireReader(value)
                add(try prefixed.lengthDelimited(), to: field, at: index)
            } else {
                if field.isInOneof { dropMembers(of: field) }
                pieces.append(.verbatim(reader.consumed(from: start)))
            }
        }
    }

    private mutating func add(_ payload: UnsafeRawBufferPointer, to field: ProtobufCFieldDescriptor, at index: Int) {
        guard !field.isRepeated else {
            pieces.append(.element(index: index, payload: payload))
            return
        }
        if field.isInOneof { dropMembers(of: field, except: index) }
        if let earlier = merged[index] { pieces[earlier.place] = .dropped }
        merged[index, default: Merged(place: 0, payload: [])].payload += payload
        merged[index]?.place = pieces.count
        pieces.append(.merged(index: index))
    }

    /// A value of one member of a oneof ends the values of the others.
    private mutating func dropMembers(of field: ProtobufCFieldDescriptor, except kept: Int? = nil) {
        for (index, value) in merged where index != kept {
            guard table.field(at: index).pointee.quantifier_offset == field.quantifier_offset else { continue }
            pieces[value.place] = .dropped
            merged[index] = nil
        }
    }

    private func result() throws(DecodingError) -> [UInt8] {
        var bytes: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .verbatim(let field): bytes += field
            case .rewritten(let field): bytes += field
            case .element(let index, let payload): try append(payload, index, to: &bytes)
            case .merged(let index): try appendMerged(index, to: &bytes)
            case .dropped: break
            }
        }
        return bytes
    }

    private func append(_ payload: UnsafeRawBufferPointer, _ index: Int, to bytes: inout [UInt8]) throws(DecodingError) {
        let field = table.field(at: index).pointee
        guard let table = field.messageTable else { throw .refused }
        let inner = try Self.normalize(payload, table)
        bytes.appendVarint(UInt64(field.id) << 3 | UInt64(WireType.lengthDelimited.rawValue))
        bytes.appendVarint(UInt64(inner.count))
        bytes += inner
    }

    private func appendMerged(_ index: Int, to bytes: inout [UInt8]) throws(DecodingError) {
        let payload = merged[index]?.payload ?? []
        let result = payload.withUnsafeBytes { (buffer) -> Result<[UInt8], DecodingError> in
            do throws(DecodingError) {
                var field: [UInt8] = []
                try append(buffer, index, to: &field)
                return .success(field)
            } catch {
                return .failure(error)
            }
        }
        bytes += try result.get()
    }

    private static func mismatched(_ tag: WireTag, _ value: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendVarint(UInt64(tag.number | EscapedField.mismatched) << 3 | UInt64(tag.wireType.rawValue))
        return bytes + value
    }

    private static func group(_ tag: WireTag, _ value: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendVarint(UInt64(tag.number | EscapedField.group) << 3 | UInt64(WireType.lengthDelimited.rawValue))
        bytes.appendVarint(UInt64(value.count))
        return bytes + value
    }
}

extension [UInt8] {
    /// Appends a variable-length integer.
    mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
