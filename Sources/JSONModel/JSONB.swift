extension JSONValue {
    /// The value as PostgreSQL renders a column of type JSONB (platform contract 0.4).
    ///
    /// Members are sorted by the length of their keys in UTF-8, then bytewise; separators are `, ` and `: `; numbers are written out as exact
    /// decimals (`1e2` → `100`, `1.50` stays, `-0.0` → `0.0`).
    /// - Throws: ``JSONParseError`` for what JSONB cannot hold: U+0000 in a text, and numbers of more than 131,072 digits before or 16,383
    ///   digits after the decimal point.
    public func jsonb() throws(JSONParseError) -> String {
        var bytes: [UInt8] = []
        try appendJSONB(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func appendJSONB(to bytes: inout [UInt8]) throws(JSONParseError) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: try JSONBNumeric.rendering(of: number))
        case .string(let text): try Self.append(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { bytes.append(contentsOf: ", ".utf8) }
                isFirst = false
                try element.appendJSONB(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in object.sorted(by: { Self.precedes($0.key.utf8, $1.key.utf8) }) {
                if !isFirst { bytes.append(contentsOf: ", ".utf8) }
                isFirst = false
                try Self.append(key, to: &bytes)
                bytes.append(contentsOf: ": ".utf8)
                try value.appendJSONB(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func precedes(_ left: String.UTF8View, _ right: String.UTF8View) -> Bool {
        left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) throws(JSONParseError) {
        guard !text.utf8.contains(0) else { throw JSONParseError("\\u0000 cannot be converted to text") }
        bytes.appendJSONString(text, asciiOnly: false)
    }
}

/// PostgreSQL's type `numeric` as far as its input and output conversions go (`numeric_in`, `numeric_out`).
private enum JSONBNumeric {
    static let maximumIntegerDigits = 131_072
    static let maximumScale = 16_383

    static func rendering(of number: JSONNumber) throws(JSONParseError) -> [UInt8] {
        var digits: [UInt8] = []
        var integerDigits: Int?
        var exponent = 0
        var isNegative = false
        var rest = number.text.utf8[...]
        if rest.first == UInt8(ascii: "-") {
            isNegative = true
            rest.removeFirst()
        }
        scan: while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "."): integerDigits = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                // Exponents far beyond every limit are cut, so that the sums below cannot overflow.
                let text = String(decoding: rest, as: UTF8.self)
                exponent = min(max(Int(text) ?? (text.hasPrefix("-") ? .min : .max), -1_000_000_000), 1_000_000_000)
                break scan
            default: digits.append(byte)
            }
        }
        // The value is 0.digits × 10^point; the rendering has `scale` digits after its decimal point. The limits are checked
        // before anything is written, so a huge exponent costs nothing.
        let point = (integerDigits ?? digits.count) + exponent
        let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let isZero = leadingZeros == digits.count
        let scale = digits.count - point
        guard max(0, scale) <= maximumScale, isZero || point - leadingZeros <= maximumIntegerDigits else {
            throw JSONParseError(
                "the number \(number.text.prefix(40)) is out of range: at most \(maximumIntegerDigits) digits before and \(maximumScale) after the point"
            )
        }
        var result: [UInt8] = isNegative && !isZero ? [UInt8(ascii: "-")] : []
        if isZero {
            digits = []
        }
        let integerPart = digits.prefix(max(0, point)).drop { $0 == UInt8(ascii: "0") }
        result.append(contentsOf: integerPart)
        if point > digits.count && !isZero { result.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - digits.count)) }
        if integerPart.isEmpty { result.append(UInt8(ascii: "0")) }
        guard scale > 0 else { return result }
        result.append(UInt8(ascii: "."))
        let fraction = isZero ? [] : digits.suffix(min(scale, digits.count))
        result.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: scale - fraction.count))
        result.append(contentsOf: fraction)
        return result
    }
}
