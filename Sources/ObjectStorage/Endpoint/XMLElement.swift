/// One element of a parsed XML document: enough of XML for the messages of S3, which have no attributes that matter and no mixed content.
struct XMLElement: Sendable, Hashable {
    /// The name without its namespace prefix.
    let name: String
    var text = ""
    var children: [XMLElement] = []

    /// The first child of a name.
    subscript(name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    func children(named name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }

    /// Parses a document; `nil` when it is not well-formed, nests deeper than 32 elements, or declares a document type.
    init?(parsing bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var parser = XMLParser(text)
        guard let root = parser.parseDocument() else { return nil }
        self = root
    }

    init(name: String) {
        self.name = name
    }
}

private struct XMLParser {
    private static let maximumDepth = 32
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
        skip("\u{feff}")
    }

    mutating func parseDocument() -> XMLElement? {
        guard skipMiscellany(), let root = parseElement(depth: 1), skipMiscellany(), rest.isEmpty else { return nil }
        return root
    }

    /// Takes white space, comments and processing instructions.
    private mutating func skipMiscellany() -> Bool {
        while true {
            skipSpace()
            if skip("<?") {
                guard skipPast("?>") else { return false }
            } else if skip("<!--") {
                guard skipPast("-->") else { return false }
            } else {
                return true
            }
        }
    }

    private mutating func parseElement(depth: Int) -> XMLElement? {
        guard depth <= Self.maximumDepth, skip("<"), let name = parseName() else { return nil }
        var element = XMLElement(name: localName(name))
        while true {
            skipSpace()
            if skip("/>") { return element }
            if skip(">") { break }
            guard parseName() != nil else { return nil }
            skipSpace()
            guard skip("=") else { return nil }
            skipSpace()
            guard skip("\"") ? skipPast("\"") : skip("'") && skipPast("'") else { return nil }
        }
        while !rest.isEmpty {
            if skip("</") {
                guard parseName() == name else { return nil }
                skipSpace()
                return skip(">") ? element : nil
            }
            if skip("<![CDATA[") {
                guard let end = range(of: "]]>") else { return nil }
                element.text += String(Substring(rest[..<end.lowerBound]))
                rest = rest[end.upperBound...]
            } else if skip("<!--") {
                guard skipPast("-->") else { return nil }
            } else if skip("<?") {
                guard skipPast("?>") else { return nil }
            } else if rest.first == UInt8(ascii: "<") {
                guard let child = parseElement(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else {
                guard let text = parseText() else { return nil }
                element.text += text
            }
        }
        return nil
    }

    private mutating func parseText() -> String? {
        let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
        let pieces = rest[..<end].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        rest = rest[end...]
        var text = String(Substring(pieces[0]))
        for piece in pieces.dropFirst() {
            guard let semicolon = piece.firstIndex(of: UInt8(ascii: ";")), let scalar = Self.entity(String(Substring(piece[..<semicolon])))
            else {
                return nil
            }
            text.unicodeScalars.append(scalar)
            text += String(Substring(piece[semicolon...].dropFirst()))
        }
        return text
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        default: nil
        }
    }

    private mutating func parseName() -> String? {
        let end =
            rest.firstIndex { byte in
                switch byte {
                case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "&"):
                    true
                default: false
                }
            } ?? rest.endIndex
        guard end != rest.startIndex, rest.first != UInt8(ascii: "!") else { return nil }
        let name = String(Substring(rest[..<end]))
        rest = rest[end...]
        return name
    }

    private func localName(_ name: String) -> String {
        name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(Substring(name.utf8[$0...].dropFirst())) } ?? name
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    }

    /// Takes `text` if it is next; says whether it was.
    @discardableResult
    private mutating func skip(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    /// Takes everything up to and with `text`.
    private mutating func skipPast(_ text: String) -> Bool {
        guard let range = range(of: text) else { return false }
        rest = rest[range.upperBound...]
        return true
    }

    private func range(of text: String) -> Range<Substring.UTF8View.Index>? {
        var start = rest.startIndex
        while let candidate = rest[start...].firstIndex(of: text.utf8.first ?? 0) {
            if rest[candidate...].starts(with: text.utf8) {
                return candidate..<rest.index(candidate, offsetBy: text.utf8.count)
            }
            start = rest.index(after: candidate)
        }
        return nil
    }
}
