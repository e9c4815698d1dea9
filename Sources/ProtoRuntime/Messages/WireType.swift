/// How a field's value is laid out: the low three bits of its tag (protobuf.dev/programming-guides/encoding).
public enum WireType: UInt8, Sendable, Hashable {
    /// A variable-length integer.
    case varint = 0
    /// Eight bytes, little-endian.
    case fixed64 = 1
    /// A length and that many bytes.
    case lengthDelimited = 2
    /// The begin of a group (proto2); ends at the matching ``endGroup``.
    case startGroup = 3
    /// The end of a group.
    case endGroup = 4
    /// Four bytes, little-endian.
    case fixed32 = 5
}

/// A field's number and wire type, as read from the wire.
struct WireTag: Hashable {
    static let maximumFieldNumber: UInt32 = (1 << 29) - 1

    let number: UInt32
    let wireType: WireType
}
