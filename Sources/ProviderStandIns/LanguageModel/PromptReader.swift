/// What a prompt of the worker says: its variables, its tagged blocks, and the text as a whole.
///
/// Variables are lines `- name: value` outside the blocks; a block is `<name>` … `</name>`, opened at the beginning of a line.
/// A prompt without either still reads as plain text.
struct PromptReader: Sendable {
    /// The whole prompt.
    let text: String
    private var variables: [String: String] = [:]
    private var blocks: [String: String] = [:]

    private static let blockNames = [
        "user_prompt", "world_description", "existing_characters", "existing_posts", "character", "character_concept",
        "structure_description",
    ]

    init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        let closings = Self.closings(in: bytes)
        var lineStart = 0
        while lineStart < bytes.count {
            let lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if let (name, content) = Self.block(in: bytes, at: lineStart, closings) {
                if blocks[name] == nil { blocks[name] = String(decoding: bytes[content], as: UTF8.self).trimmed }
                lineStart = content.upperBound
                continue
            }
            if let (name, value) = Self.variable(in: bytes[lineStart..<lineEnd]), variables[name] == nil { variables[name] = value }
            lineStart = lineEnd + 1
        }
    }

    /// The value of a variable, or of the block of that name; `nil` when there is neither or it is empty.
    func value(_ name: String) -> String? {
        let value = variables[name] ?? blocks[name]
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value of a variable as a whole number.
    func number(_ name: String) -> Int? {
        variables[name].flatMap { Int($0) }
    }

    /// The content of a block; `nil` when there is none or it is empty.
    func block(_ name: String) -> String? {
        blocks[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func variable(in line: ArraySlice<UInt8>) -> (String, String)? {
        var index = line.startIndex
        while index < line.endIndex, line[index] == UInt8(ascii: " ") { index += 1 }
        guard index + 1 < line.endIndex, line[index] == UInt8(ascii: "-"), line[index + 1] == UInt8(ascii: " ") else { return nil }
        let nameStart = index + 2
        index = nameStart
        while index < line.endIndex, isNameByte(line[index]) { index += 1 }
        guard index > nameStart, index < line.endIndex, line[index] == UInt8(ascii: ":") else { return nil }
        let name = String(decoding: line[nameStart..<index], as: UTF8.self)
        return (name, String(decoding: line[(index + 1)...], as: UTF8.self).trimmed)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }

    /// Where each block's last closing tag is. Looked for once, so that a prompt full of opening tags takes no longer than others.
    private static func closings(in bytes: [UInt8]) -> [String: Int] {
        var closings: [String: Int] = [:]
        for name in blockNames { closings[name] = bytes.lastPosition(of: Array("</\(name)>".utf8), after: 0) }
        return closings
    }

    /// The block that opens at `start`. It reaches to the last closing tag, so that a text which contains the tag stays inside.
    private static func block(
        in bytes: [UInt8], at start: Int, _ closings: [String: Int]
    ) -> (name: String, content: Range<Int>)? {
        guard bytes[start] == UInt8(ascii: "<") else { return nil }
        for name in blockNames {
            guard let end = closings[name] else { continue }
            let opening = Array("<\(name)>".utf8)
            let contentStart = start + opening.count
            if contentStart <= end, bytes[start...].starts(with: opening) { return (name, contentStart..<end) }
        }
        return nil
    }
}

extension [UInt8] {
    /// Where `pattern` begins for the last time at or after `start`.
    func lastPosition(of pattern: [UInt8], after start: Int) -> Int? {
        guard let first = pattern.first else { return nil }
        var index = count - pattern.count
        while index >= start {
            if self[index] == first, self[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
            index -= 1
        }
        return nil
    }

    /// Where `pattern` begins for the first time at or after `start`.
    func firstPosition(of pattern: [UInt8], after start: Int = 0) -> Int? {
        guard let first = pattern.first, pattern.count <= count else { return nil }
        var index = start
        while index <= count - pattern.count {
            if self[index] == first, self[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }
}

extension String {
    /// The text without white space at both ends.
    var trimmed: String {
        var bytes = utf8[...]
        while let first = bytes.first, Self.isSpace(first) { bytes = bytes.dropFirst() }
        while let last = bytes.last, Self.isSpace(last) { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0d)
    }

    /// Whether `other` occurs in the text, compared byte by byte.
    func containsBytes(of other: String) -> Bool {
        Array(utf8).firstPosition(of: Array(other.utf8)) != nil
    }
}
