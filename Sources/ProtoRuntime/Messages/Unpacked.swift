public import CProtobufC

/// Turns what protobuf-c unpacked into Swift values. Used by generated code only.
///
/// Invariant: the pointers and counts come from one structure that protobuf-c filled, and are read before its arena is closed.
public enum Unpacked {
    /// A `string` field, which `WireScan` has found to be UTF-8; its C type is bytes, so that U+0000 survives.
    public static func string(_ data: ProtobufCBinaryData) -> String {
        guard data.len > 0, let start = data.data else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start, count: data.len), as: UTF8.self)
    }

    /// A `bytes` field.
    public static func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        guard data.len > 0, let start = data.data else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: data.len))
    }

    /// A `bool` field.
    @inlinable
    public static func bool(_ value: protobuf_c_boolean) -> Bool {
        value != 0
    }

    /// A repeated field of numbers whose C and Swift types are the same.
    @inlinable
    public static func numbers<Number: BitwiseCopyable>(_ start: UnsafeMutablePointer<Number>?, _ count: Int) -> [Number] {
        [Number](UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// A repeated field whose elements are not of the same C and Swift type.
    @inlinable
    public static func elements<Source, Value>(
        _ start: UnsafeMutablePointer<Source>?, _ count: Int, _ convert: (Source) -> Value
    ) -> [Value] {
        guard let start, count > 0 else { return [] }
        var values: [Value] = []
        values.reserveCapacity(count)
        for index in 0..<count { values.append(convert(start[index])) }
        return values
    }

    /// A message field; nil when it is not set.
    @inlinable
    public static func message<Source, Value>(
        _ message: UnsafeMutablePointer<Source>?, _ convert: (UnsafePointer<Source>) -> Value
    ) -> Value? {
        guard let message else { return nil }
        return convert(message)
    }

    /// A repeated message field.
    @inlinable
    public static func messages<Source, Value>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Source>?>?, _ count: Int,
        _ convert: (UnsafePointer<Source>) -> Value
    ) -> [Value] {
        guard let start, count > 0 else { return [] }
        var values: [Value] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            guard let element = start[index] else { continue }
            values.append(convert(element))
        }
        return values
    }

    /// A map field; the last of equal keys wins.
    @inlinable
    public static func map<Entry, Key, Value>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>?, _ count: Int,
        _ convert: (UnsafePointer<Entry>) -> (Key, Value)
    ) -> [Key: Value] {
        guard let start, count > 0 else { return [:] }
        var values: [Key: Value] = [:]
        for index in 0..<count {
            guard let entry = start[index] else { continue }
            let (key, value) = convert(entry)
            values[key] = value
        }
        return values
    }

    /// The unknown fields of a message, in wire form.
    public static func unknownFields(_ message: ProtobufCMessage) -> [UInt8] {
        guard message.n_unknown_fields > 0, let fields = message.unknown_fields else { return [] }
        var bytes: [UInt8] = []
        for field in UnsafeBufferPointer(start: fields, count: Int(message.n_unknown_fields)) {
            append(field, to: &bytes)
        }
        return bytes
    }

    private static func append(_ field: ProtobufCMessageUnknownField, to bytes: inout [UInt8]) {
        var value = UnsafeRawBufferPointer(start: field.data, count: field.data == nil ? 0 : field.len)
        let number = UInt64(field.tag & WireTag.maximumFieldNumber)
        if field.tag & EscapedField.group != 0 {
            bytes.appendVarint(number << 3 | UInt64(WireType.startGroup.rawValue))
            var prefix = WireReader(value)
            if let _ = try? prefix.varint() { value = UnsafeRawBufferPointer(rebasing: value[prefix.position...]) }
        } else {
            bytes.appendVarint(number << 3 | UInt64(field.wire_type.rawValue))
        }
        bytes += value
    }
}
