import JSONModel

/// Finds the JSON object in a model's answer. Models that are held to a shape answer with nothing else; others put it between lines of three
/// backticks, between sentences, or after their thoughts.
enum EmbeddedJSON {
    /// How many opening braces are tried: text with more of them that lead to nothing is no answer.
    private static let maximumAttempts = 64
    /// What ends the thoughts of a model that shows them. What it drafted in there is no answer.
    private static let endsOfThought = ["</think>", "</thinking>"].map { Array($0.utf8) }

    /// The answer itself when it is JSON, else the longest object after the thoughts that stands in no other.
    ///
    /// - Throws: `JSONParseError` when there is none: what is wrong with the first thing that begins like one. What stands within that is never
    ///   taken for the answer, it is a part of one that was cut off or spoilt.
    static func object(in text: String) throws(JSONParseError) -> JSONValue {
        if let value = try? JSONValue(parsing: text) { return value }
        let bytes = Array(text.utf8)
        var best: (length: Int, value: JSONValue)?
        var flaw: JSONParseError?
        var start = bytes[endOfThoughts(in: bytes)...].firstIndex(of: openingBrace)
        for _ in 0..<maximumAttempts {
            guard let begin = start else { break }
            var next = begin + 1
            if beginsObject(at: begin, in: bytes) {
                guard let end = end(ofObjectAt: begin, in: bytes) else {
                    flaw = flaw ?? JSONParseError("an object does not end", at: begin)
                    break
                }
                do throws(JSONParseError) {
                    let value = try JSONValue(parsing: Array(bytes[begin..<end]))
                    if end - begin > best?.length ?? 0 { best = (end - begin, value) }
                } catch {
                    flaw = flaw ?? JSONParseError(error.message, at: error.offset.map { begin + $0 })
                }
                next = end
            }
            start = bytes[next...].firstIndex(of: openingBrace)
        }
        guard let best else { throw flaw ?? JSONParseError("there is no object") }
        return best.value
    }

    private static let openingBrace = UInt8(ascii: "{")

    /// The place after the thoughts; the beginning when none end.
    private static func endOfThoughts(in bytes: [UInt8]) -> Int {
        endsOfThought.compactMap { bytes.ranges(of: $0).last?.upperBound }.max() ?? 0
    }

    /// Whether an object begins with the brace at `start`, be it spelt right or not: a key and a colon follow, a comment, or nothing. Braces
    /// stand in prose, too.
    private static func beginsObject(at start: Int, in bytes: [UInt8]) -> Bool {
        let rest = bytes[(start + 1)...].drop(while: isBlank)
        guard let first = rest.first else { return true }
        switch first {
        case UInt8(ascii: "}"), UInt8(ascii: "/"): return true
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return rest.dropFirst().drop { $0 != first }.dropFirst().drop(while: isBlank).first ?? colon == colon
        default:
            let key = rest.prefix(while: isPartOfName)
            return !key.isEmpty && rest[key.endIndex...].drop(while: isBlank).first ?? colon == colon
        }
    }

    private static let colon = UInt8(ascii: ":")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The place after the brace that closes the one at `start`; braces within texts do not count.
    private static func end(ofObjectAt start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isInText = false
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isInText: index += 1
            case UInt8(ascii: "\""): isInText.toggle()
            case openingBrace where !isInText: depth += 1
            case UInt8(ascii: "}") where !isInText:
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }
}
