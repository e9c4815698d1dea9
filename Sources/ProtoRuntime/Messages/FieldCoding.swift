/// How the values of one proto type are written. The conforming types have no values; they name a type of the proto language.
public protocol FieldCoding<Value> {
    /// The Swift type of a value.
    associatedtype Value: Sendable, Hashable

    /// How a value is laid out.
    static var wireType: WireType { get }

    /// Whether a field without presence leaves this value out.
    static func isDefault(_ value: Value) -> Bool

    /// Writes the value without its tag; with its length if it is length-delimited.
    static func write(_ value: Value, to writer: inout WireWriter)
}

/// A proto type that may be the key of a map.
public protocol MapKeyCoding<Value>: FieldCoding {
    /// Whether `first` is written before `second`.
    static func precedes(_ first: Value, _ second: Value) -> Bool
}

/// `string`.
public enum StringCoding: MapKeyCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .lengthDelimited }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: String) -> Bool { value.isEmpty }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: String, to writer: inout WireWriter) {
        writer.text(value)
        writer.varint(UInt64(value.utf8.count))
    }
    /// Whether `first` is written before `second`.
    @inlinable public static func precedes(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }
}

/// `bytes`.
public enum BytesCoding: FieldCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .lengthDelimited }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: [UInt8]) -> Bool { value.isEmpty }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: [UInt8], to writer: inout WireWriter) {
        writer.raw(value)
        writer.varint(UInt64(value.count))
    }
}

/// `bool`.
public enum BoolCoding: MapKeyCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: Bool) -> Bool { !value }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Bool, to writer: inout WireWriter) { writer.varint(value ? 1 : 0) }
    /// Whether `first` is written before `second`.
    @inlinable public static func precedes(_ first: Bool, _ second: Bool) -> Bool { !first && second }
}

/// `float`. `-0.0` is not the default: only the bit pattern of `0.0` is.
public enum FloatCoding: FieldCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .fixed32 }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: Float) -> Bool { value.bitPattern == 0 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Float, to writer: inout WireWriter) { writer.fixed32(value.bitPattern) }
}

/// `double`. `-0.0` is not the default: only the bit pattern of `0.0` is.
public enum DoubleCoding: FieldCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .fixed64 }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: Double) -> Bool { value.bitPattern == 0 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Double, to writer: inout WireWriter) { writer.fixed64(value.bitPattern) }
}

/// An enumeration.
public enum EnumCoding<Value: ProtoEnum>: FieldCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: Value) -> Bool { value.rawValue == 0 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Value, to writer: inout WireWriter) {
        writer.varint(UInt64(bitPattern: Int64(value.rawValue)))
    }
}

/// An embedded message.
public enum MessageCoding<Value: Message>: FieldCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .lengthDelimited }
    /// Whether a field without presence leaves this value out.
    @inlinable public static func isDefault(_ value: Value) -> Bool { false }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Value, to writer: inout WireWriter) {
        writer.lengthPrefixed { value.write(to: &$0) }
    }
}
