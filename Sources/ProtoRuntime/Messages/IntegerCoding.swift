/// What the codings of the ten integer types have in common.
public protocol IntegerCoding<Value>: MapKeyCoding where Value: FixedWidthInteger {}

extension IntegerCoding {
    /// Whether the value is zero.
    @inlinable
    public static func isDefault(_ value: Value) -> Bool { value == 0 }

    /// Ascending.
    @inlinable
    public static func precedes(_ first: Value, _ second: Value) -> Bool { first < second }
}

/// `int32`; a negative number takes ten bytes.
public enum Int32Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Int32, to writer: inout WireWriter) { writer.varint(UInt64(bitPattern: Int64(value))) }
}

/// `int64`; a negative number takes ten bytes.
public enum Int64Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Int64, to writer: inout WireWriter) { writer.varint(UInt64(bitPattern: value)) }
}

/// `uint32`.
public enum UInt32Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: UInt32, to writer: inout WireWriter) { writer.varint(UInt64(value)) }
}

/// `uint64`.
public enum UInt64Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: UInt64, to writer: inout WireWriter) { writer.varint(value) }
}

/// `sint32`: zigzag, so that small negative numbers are short.
public enum SInt32Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Int32, to writer: inout WireWriter) {
        writer.varint(UInt64(UInt32(bitPattern: (value << 1) ^ (value >> 31))))
    }
}

/// `sint64`: zigzag, so that small negative numbers are short.
public enum SInt64Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .varint }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Int64, to writer: inout WireWriter) {
        writer.varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }
}

/// `fixed32`.
public enum Fixed32Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .fixed32 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: UInt32, to writer: inout WireWriter) { writer.fixed32(value) }
}

/// `fixed64`.
public enum Fixed64Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .fixed64 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: UInt64, to writer: inout WireWriter) { writer.fixed64(value) }
}

/// `sfixed32`.
public enum SFixed32Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .fixed32 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Int32, to writer: inout WireWriter) { writer.fixed32(UInt32(bitPattern: value)) }
}

/// `sfixed64`.
public enum SFixed64Coding: IntegerCoding {
    /// How a value is laid out.
    @inlinable public static var wireType: WireType { .fixed64 }
    /// Writes a value without its tag.
    @inlinable public static func write(_ value: Int64, to writer: inout WireWriter) { writer.fixed64(UInt64(bitPattern: value)) }
}
