/// How JSON text is laid out.
public struct JSONStyle: Sendable, Hashable {
    /// One member or element to a line, indented by two blanks a level; otherwise no blanks at all.
    public var isPretty: Bool
    /// Members are ordered by their keys' UTF-8 bytes; otherwise they keep their order.
    public var sortedKeys: Bool
    /// Characters beyond ASCII are written as `\uXXXX`.
    public var asciiOnly: Bool

    /// A style; the defaults give ``compact``.
    public init(isPretty: Bool = false, sortedKeys: Bool = false, asciiOnly: Bool = false) {
        self.isPretty = isPretty
        self.sortedKeys = sortedKeys
        self.asciiOnly = asciiOnly
    }

    /// No blanks.
    public static let compact = JSONStyle()
    /// Lines and indentation, for people.
    public static let pretty = JSONStyle(isPretty: true)
}

extension JSONValue {
    /// The value as JSON text.
    public func serialized(_ style: JSONStyle = .compact) -> String {
        String(decoding: serializedBytes(style), as: UTF8.self)
    }

    /// The value as JSON text in UTF-8, the form of message bodies.
    public func serializedBytes(_ style: JSONStyle = .compact) -> [UInt8] {
        var serializer = JSONSerializer(style: style)
        serializer.write(self, level: 0)
        return serializer.bytes
    }
}

/// Writes values as UTF-8 text.
struct JSONSerializer {
    let style: JSONStyle
    private(set) var bytes: [UInt8] = []

    init(style: JSONStyle) {
        self.style = style
    }

    mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: write("null")
        case .bool(let value): write(value ? "true" : "false")
        case .number(let number): bytes.append(contentsOf: number.text.utf8)
        case .string(let text): bytes.appendJSONString(text, asciiOnly: style.asciiOnly)
        case .array(let elements): write(elements, level: level)
        case .object(let object): write(object, level: level)
        }
    }

    private mutating func write(_ elements: [JSONValue], level: Int) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(level + 1)
            write(element, level: level + 1)
        }
        if !elements.isEmpty { breakLine(level) }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ object: JSONObject, level: Int) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in style.sortedKeys ? object.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) : Array(object) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine(level + 1)
            bytes.appendJSONString(key, asciiOnly: style.asciiOnly)
            write(style.isPretty ? ": " : ":")
            write(value, level: level + 1)
        }
        if !object.isEmpty { breakLine(level) }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func breakLine(_ level: Int) {
        guard style.isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
    }

    private mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}

extension [UInt8] {
    /// Appends `text` as JSON has it, in double quotes; escaped are `"`, `\`, control characters and, when asked for, everything beyond ASCII.
    public mutating func appendJSONString(_ text: String, asciiOnly: Bool = false) {
        append(UInt8(ascii: "\""))
        if asciiOnly {
            for scalar in text.unicodeScalars { appendASCII(scalar) }
        } else {
            // Runs without escapes are copied whole; beyond ASCII nothing needs one.
            let copied: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
                var runStart = 0
                for position in bytes.indices where bytes[position].needsJSONEscape {
                    append(contentsOf: bytes[runStart..<position])
                    appendEscape(of: bytes[position])
                    runStart = position + 1
                }
                append(contentsOf: bytes[runStart...])
            }
            if copied == nil {
                for byte in text.utf8 { byte.needsJSONEscape ? appendEscape(of: byte) : append(byte) }
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendASCII(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            let byte = UInt8(scalar.value)
            byte.needsJSONEscape ? appendEscape(of: byte) : append(byte)
        } else {
            for unit in UTF16.encode(scalar) ?? .init() { appendUnicodeEscape(unit) }
        }
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): append(contentsOf: "\\\\".utf8)
        case 0x08: append(contentsOf: "\\b".utf8)
        case 0x0c: append(contentsOf: "\\f".utf8)
        case 0x0a: append(contentsOf: "\\n".utf8)
        case 0x0d: append(contentsOf: "\\r".utf8)
        case 0x09: append(contentsOf: "\\t".utf8)
        default: appendUnicodeEscape(UInt16(byte))
        }
    }

    private mutating func appendUnicodeEscape(_ unit: UInt16) {
        append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
            append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}

extension UInt8 {
    /// Whether the byte cannot stand for itself in a JSON string.
    fileprivate var needsJSONEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
