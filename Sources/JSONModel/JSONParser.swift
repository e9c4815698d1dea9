extension JSONValue {
    /// The deepest nesting of arrays and objects that is read.
    public static let maximumDepth = 512

    /// Reads exactly one JSON value (RFC 8259), blanks around it allowed.
    ///
    /// Of several members with the same key the last one counts. Refused are nesting beyond ``maximumDepth`` and escapes of lone surrogates.
    public init(parsing text: String) throws(JSONParseError) {
        self = try JSONParser.parse(text.utf8Span.span)
    }

    /// Reads exactly one JSON value in UTF-8; text that is not valid UTF-8 is refused. Otherwise as ``init(parsing:)-(String)``.
    public init(parsing bytes: [UInt8]) throws(JSONParseError) {
        self = try JSONParser.parse(bytes.span)
    }
}

/// A recursive-descent reader of one JSON text. The text is handed to each method, because a type cannot hold a span.
struct JSONParser {
    private var offset = 0
    private var depth = 0

    static func parse(_ text: Span<UInt8>) throws(JSONParseError) -> JSONValue {
        var parser = JSONParser()
        parser.skipBlanks(text)
        let value = try parser.value(text)
        parser.skipBlanks(text)
        guard parser.offset == text.count else {
            throw JSONParseError("unexpected \(parser.found(text)) after the end of the value", at: parser.offset)
        }
        return value
    }

    private mutating func value(_ text: Span<UInt8>) throws(JSONParseError) -> JSONValue {
        guard offset < text.count else { throw JSONParseError("unexpected end of the text, expected a value", at: offset) }
        switch text[offset] {
        case UInt8(ascii: "\""): return .string(try string(text))
        case UInt8(ascii: "{"): return .object(try object(text))
        case UInt8(ascii: "["): return .array(try array(text))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number(text))
        case UInt8(ascii: "t"): return try literal("true", .bool(true), text)
        case UInt8(ascii: "f"): return try literal("false", .bool(false), text)
        case UInt8(ascii: "n"): return try literal("null", .null, text)
        default: throw JSONParseError("unexpected \(found(text)), expected a value", at: offset)
        }
    }

    // MARK: Arrays and objects

    private mutating func array(_ text: Span<UInt8>) throws(JSONParseError) -> [JSONValue] {
        try enter()
        var elements: [JSONValue] = []
        skipBlanks(text)
        if next(text) != UInt8(ascii: "]") {
            while true {
                elements.append(try value(text))
                skipBlanks(text)
                guard next(text) == UInt8(ascii: ",") else { break }
                offset += 1
                skipBlanks(text)
            }
            guard next(text) == UInt8(ascii: "]") else {
                throw JSONParseError("unexpected \(found(text)) in an array, expected ',' or ']'", at: offset)
            }
        }
        leave()
        return elements
    }

    private mutating func object(_ text: Span<UInt8>) throws(JSONParseError) -> JSONObject {
        try enter()
        var members = JSONObject()
        skipBlanks(text)
        if next(text) != UInt8(ascii: "}") {
            while true {
                guard next(text) == UInt8(ascii: "\"") else {
                    throw JSONParseError("unexpected \(found(text)) in an object, expected a key in double quotes", at: offset)
                }
                let key = try string(text)
                skipBlanks(text)
                guard next(text) == UInt8(ascii: ":") else {
                    throw JSONParseError("unexpected \(found(text)) after a key, expected ':'", at: offset)
                }
                offset += 1
                skipBlanks(text)
                members[key] = try value(text)
                skipBlanks(text)
                guard next(text) == UInt8(ascii: ",") else { break }
                offset += 1
                skipBlanks(text)
            }
            guard next(text) == UInt8(ascii: "}") else {
                throw JSONParseError("unexpected \(found(text)) in an object, expected ',' or '}'", at: offset)
            }
        }
        leave()
        return members
    }

    private mutating func enter() throws(JSONParseError) {
        guard depth < JSONValue.maximumDepth else {
            throw JSONParseError("nested too deeply, at most \(JSONValue.maximumDepth) levels are accepted", at: offset)
        }
        depth += 1
        offset += 1
    }

    private mutating func leave() {
        depth -= 1
        offset += 1
    }

    // MARK: Numbers and literals

    private mutating func number(_ text: Span<UInt8>) throws(JSONParseError) -> JSONNumber {
        let start = offset
        if next(text) == UInt8(ascii: "-") { offset += 1 }
        if next(text) == UInt8(ascii: "0") {
            offset += 1
            if let digit = next(text), isDigit(digit) { throw JSONParseError("a number has a leading zero", at: start) }
        } else {
            try digits(text)
        }
        if next(text) == UInt8(ascii: ".") {
            offset += 1
            try digits(text)
        }
        if next(text) == UInt8(ascii: "e") || next(text) == UInt8(ascii: "E") {
            offset += 1
            if next(text) == UInt8(ascii: "+") || next(text) == UInt8(ascii: "-") { offset += 1 }
            try digits(text)
        }
        return JSONNumber(verified: try copy(text, from: start, to: offset))
    }

    private mutating func digits(_ text: Span<UInt8>) throws(JSONParseError) {
        guard let digit = next(text), isDigit(digit) else {
            throw JSONParseError("unexpected \(found(text)) in a number, expected a digit", at: offset)
        }
        repeat { offset += 1 } while next(text).map(isDigit) ?? false
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue, _ text: Span<UInt8>) throws(JSONParseError) -> JSONValue {
        let start = offset
        for index in 0..<word.utf8CodeUnitCount {
            guard next(text) == word.utf8Start[index] else { throw JSONParseError("unknown word, expected '\(word)'", at: start) }
            offset += 1
        }
        return value
    }

    // MARK: Strings

    private mutating func string(_ text: Span<UInt8>) throws(JSONParseError) -> String {
        offset += 1
        let start = offset
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") {
                let string = try copy(text, from: start, to: offset)
                offset += 1
                return string
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(text, from: start) }
            try refuseControl(byte)
            offset += 1
        }
        throw JSONParseError("a string does not end", at: start - 1)
    }

    /// Reads the rest of a string in which `offset` stands at the first escape.
    private mutating func escapedString(_ text: Span<UInt8>, from start: Int) throws(JSONParseError) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity((offset - start) * 2 + 64)
        for position in start..<offset { decoded.append(text[position]) }
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") {
                // Escapes are ASCII, so the text as written is valid exactly when the decoded one is, and errors have their place in it.
                guard let valid = try? UTF8Span(validating: decoded.span) else { return try copy(text, from: start, to: offset) }
                offset += 1
                return String(copying: valid)
            }
            if byte == UInt8(ascii: "\\") {
                try appendEscape(text, to: &decoded)
            } else {
                try refuseControl(byte)
                decoded.append(byte)
                offset += 1
            }
        }
        throw JSONParseError("a string does not end", at: start - 1)
    }

    private func refuseControl(_ byte: UInt8) throws(JSONParseError) {
        guard byte >= 0x20 else { throw JSONParseError("a control character in a string must be escaped", at: offset) }
    }

    private mutating func appendEscape(_ text: Span<UInt8>, to decoded: inout [UInt8]) throws(JSONParseError) {
        let start = offset
        offset += 1
        let character = next(text)
        offset += 1
        switch character {
        case UInt8(ascii: "\"")?, UInt8(ascii: "\\")?, UInt8(ascii: "/")?: decoded.append(text[start + 1])
        case UInt8(ascii: "b")?: decoded.append(0x08)
        case UInt8(ascii: "f")?: decoded.append(0x0c)
        case UInt8(ascii: "n")?: decoded.append(0x0a)
        case UInt8(ascii: "r")?: decoded.append(0x0d)
        case UInt8(ascii: "t")?: decoded.append(0x09)
        case UInt8(ascii: "u")?: decoded.append(contentsOf: UTF8.encode(try unicodeEscape(text, from: start)) ?? .init())
        default: throw JSONParseError("unknown escape, accepted are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX", at: start)
        }
    }

    private mutating func unicodeEscape(_ text: Span<UInt8>, from start: Int) throws(JSONParseError) -> Unicode.Scalar {
        let unit = try hexUnit(text)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // A surrogate: only the pair of a high and a low one stands for a character.
        if UTF16.isLeadSurrogate(UInt16(unit)), next(text) == UInt8(ascii: "\\"), offset + 1 < text.count,
            text[offset + 1] == UInt8(ascii: "u")
        {
            offset += 2
            let low = try hexUnit(text)
            if UTF16.isTrailSurrogate(UInt16(low)), let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)) {
                return scalar
            }
        }
        throw JSONParseError("a lone surrogate stands for no character", at: start)
    }

    private mutating func hexUnit(_ text: Span<UInt8>) throws(JSONParseError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next(text), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONParseError("unexpected \(found(text)) after \\u, expected four hexadecimal digits", at: offset)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }

    // MARK: Bytes

    private func copy(_ text: Span<UInt8>, from start: Int, to end: Int) throws(JSONParseError) -> String {
        let bytes = text.extracting(start..<end)
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw JSONParseError("the text is not valid UTF-8", at: start + error.byteOffsets.lowerBound)
        }
    }

    private mutating func skipBlanks(_ text: Span<UInt8>) {
        while let byte = next(text), byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private func next(_ text: Span<UInt8>) -> UInt8? {
        offset < text.count ? text[offset] : nil
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// What stands at the current place, for messages.
    private func found(_ text: Span<UInt8>) -> String {
        guard let byte = next(text) else { return "end of the text" }
        guard byte > 0x20 && byte < 0x7f else { return byte == 0x20 ? "blank" : "byte \(byte)" }
        return "'\(Character(Unicode.Scalar(byte)))'"
    }
}
