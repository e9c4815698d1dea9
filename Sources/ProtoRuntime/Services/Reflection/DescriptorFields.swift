/// The fields of a serialized descriptor, one after the other; ends at the first byte that is malformed.
///
/// Reflection asks little of descriptors (names and numbers), so they are walked where they lie instead of being decoded and kept.
struct DescriptorFields: Sequence, IteratorProtocol {
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    init(_ message: ArraySlice<UInt8>) {
        rest = message
    }

    mutating func next() -> (number: UInt32, value: Value)? {
        while !rest.isEmpty {
            guard let (number, value, length) = rest.withUnsafeBytes({ try? Self.field($0) }) else {
                rest = []
                return nil
            }
            let field = rest.prefix(length)
            rest = rest.dropFirst(length)
            switch value {
            case .number(let value): return (number, .number(value))
            case .payload(let size): return (number, .bytes(field.suffix(size)))
            case .skipped: continue
            }
        }
        return nil
    }

    private enum Layout {
        case number(UInt64)
        /// The last bytes of the field.
        case payload(Int)
        case skipped
    }

    private static func field(_ bytes: UnsafeRawBufferPointer) throws(DecodingError) -> (UInt32, Layout, Int) {
        var reader = WireReader(bytes)
        let tag = try reader.tag()
        let layout: Layout
        switch tag.wireType {
        case .varint: layout = .number(try reader.varint())
        case .lengthDelimited: layout = .payload(try reader.lengthDelimited().count)
        default:
            try reader.skipValue(of: tag, depth: 0)
            layout = .skipped
        }
        return (tag.number, layout, reader.position)
    }
}

extension ArraySlice<UInt8> {
    /// The payloads of the field `number` of the descriptor that these bytes are.
    func descriptorPayloads(_ number: UInt32) -> some Sequence<ArraySlice<UInt8>> {
        DescriptorFields(self).lazy.compactMap { field in
            guard field.number == number, case .bytes(let payload) = field.value else { return nil }
            return payload
        }
    }

    /// The text in the field `number`; empty when there is none.
    func descriptorText(_ number: UInt32) -> String {
        String(decoding: descriptorPayloads(number).reversed().first ?? [], as: UTF8.self)
    }
}
