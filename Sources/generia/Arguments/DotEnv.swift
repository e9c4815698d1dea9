/// The variables of a `.env` file: `NAME=value` lines, `#` comments, an optional `export`, single or double quotes.
///
/// Within double quotes `\n`, `\"`, `\\` and `\$` are unescaped; nothing is substituted. A line without `=` is skipped.
struct DotEnv: Sendable, Hashable {
    private let variables: [String: String]

    /// The variables of `text`; a later line wins over an earlier one. A byte order mark, as editors on Windows write it, is skipped.
    init(parsing text: String) {
        var variables: [String: String] = [:]
        let content = text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
        for line in Substring(content).split(whereSeparator: \.isNewline) {
            if let (name, value) = Self.assignment(in: line) { variables[name] = value }
        }
        self.variables = variables
    }

    subscript(name: String) -> String? { variables[name] }

    private static func assignment(in line: Substring) -> (name: String, value: String)? {
        var line = trimmed(line)
        guard line.first != "#" else { return nil }
        if line.hasPrefix("export ") { line = trimmed(line.dropFirst(7)) }
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let name = trimmed(line[..<equals])
        guard !name.isEmpty, name.allSatisfy({ $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
        return (String(name), value(of: trimmed(line[line.index(after: equals)...])))
    }

    private static func value(of text: Substring) -> String {
        switch text.first {
        case "'":
            return String(text.dropFirst().prefix { $0 != "'" })
        case "\"":
            var value = ""
            var isEscaped = false
            for character in text.dropFirst() {
                if isEscaped {
                    value.append(character == "n" ? "\n" : character)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    break
                } else {
                    value.append(character)
                }
            }
            return value
        default:
            // An unquoted value ends where a comment begins.
            guard let comment = text.firstRange(of: " #") else { return String(text) }
            return String(trimmed(text[..<comment.lowerBound]))
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
