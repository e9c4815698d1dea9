internal import CProtobufC

/// protobuf-c's table of a message type, as the scan reads it.
///
/// Invariant: the descriptor is a constant of the generated C code; its arrays have the lengths that it states and live as long as the program.
struct FieldTable {
    private let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

    init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
        self.descriptor = descriptor
    }

    func field(at index: Int) -> UnsafePointer<ProtobufCFieldDescriptor> {
        descriptor.pointee.fields + index
    }

    /// The index of the field with this number; nil for a field that the type does not have.
    func index(of number: UInt32) -> Int? {
        let ranges = descriptor.pointee.field_ranges
        let count = Int(descriptor.pointee.n_field_ranges)
        guard let ranges, count > 0, let number = Int32(exactly: number) else { return nil }
        // Ranges are runs of consecutive numbers, ascending, with a sentinel behind the last one.
        var low = 0
        var high = count
        while high - low > 1 {
            let middle = (low + high) / 2
            if ranges[middle].start_value <= number { low = middle } else { high = middle }
        }
        let offset = Int(number) - Int(ranges[low].start_value)
        let length = Int(ranges[low + 1].orig_index) - Int(ranges[low].orig_index)
        guard offset >= 0, offset < length else { return nil }
        return Int(ranges[low].orig_index) + offset
    }
}

extension ProtobufCFieldDescriptor {
    /// The table of the message that this field holds; nil for a scalar.
    var messageTable: FieldTable? {
        guard type == PROTOBUF_C_TYPE_MESSAGE, let descriptor else { return nil }
        return FieldTable(descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
    }

    /// Whether the value is text. The C type of `string` fields is bytes; the generator gives their names in capitals.
    var isText: Bool {
        guard type == PROTOBUF_C_TYPE_BYTES, let first = name?.pointee else { return false }
        return CChar(bitPattern: UInt8(ascii: "A"))...CChar(bitPattern: UInt8(ascii: "Z")) ~= first
    }

    var isRepeated: Bool { label == PROTOBUF_C_LABEL_REPEATED }

    var isInOneof: Bool { flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 }

    /// The wire type of one value, outside a packed list.
    var wireType: WireType {
        switch type {
        case PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
        case PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
        default: .varint
        }
    }

    /// Whether a value of this wire type belongs to the field; a repeated number may come packed or one by one.
    func accepts(_ offered: WireType) -> Bool {
        offered == wireType || (isRepeated && offered == .lengthDelimited)
    }
}
