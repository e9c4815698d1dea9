import JSONModel

/// Finds the JSON object in a model's answer. Models that are held to a shape answer with nothing else; others put it between lines of three
/// backticks, or between sentences.
enum EmbeddedJSON {
    /// How many opening braces are tried: text with more of them that lead to nothing is no answer.
    private static let maximumAttempts = 64

    /// The answer itself when it is JSON, else the longest object in it that stands in no other; `nil` when there is none.
    static func object(in text: String) -> JSONValue? {
        if let value = try? JSONValue(parsing: text) { return value }
        let bytes = Array(text.utf8)
        var best: (length: Int, value: JSONValue)?
        var start = bytes.firstIndex(of: openingBrace)
        for _ in 0..<maximumAttempts {
            guard let begin = start else { break }
            var next = begin + 1
            if let end = end(ofObjectAt: begin, in: bytes), let value = try? JSONValue(parsing: Array(bytes[begin..<end])) {
                if end - begin > best?.length ?? 0 { best = (end - begin, value) }
                next = end
            }
            start = bytes[next...].firstIndex(of: openingBrace)
        }
        return best?.value
    }

    private static let openingBrace = UInt8(ascii: "{")

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
