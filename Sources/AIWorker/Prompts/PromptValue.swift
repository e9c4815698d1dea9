/// The value of a prompt's variable. Everything that a user or a model wrote is data: it cannot close or open one of the tags that
/// mark where data begins and ends, and what stands on a variable's line stays on one line.
enum PromptValue: Sendable {
    /// A value on the line of its variable.
    case line(String)
    /// A value of several lines between tags.
    case block(String)
    /// A part of the prompt's own text.
    case fragment(String)

    static func number(_ value: Int) -> PromptValue { .fragment(String(value)) }

    static func list(_ values: [String]) -> PromptValue { .line(values.joined(separator: ", ")) }

    /// Texts that have commas themselves: bars stand between them.
    static func list(of sentences: [String]?) -> PromptValue { .line((sentences ?? []).joined(separator: " | ")) }

    var rendered: String {
        switch self {
        case .line(let text): text.onOneLine.withoutPromptTags
        case .block(let text): text.withoutPromptTags
        case .fragment(let text): text
        }
    }
}

/// The tags that mark data in prompts.
enum PromptTag {
    static let names = [
        "user_prompt", "world_description", "existing_characters", "existing_posts", "character", "character_concept",
        "structure_description",
    ]
}

extension String {
    /// The text with a blank in the place of line breaks.
    fileprivate var onOneLine: String {
        func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x0a...0x0d, 0x85, 0x2028, 0x2029: true
            default: false
            }
        }
        // Looked for among scalars, which is much faster than among characters; few texts have any.
        guard unicodeScalars.contains(where: isLineBreak) else { return self }
        return unicodeScalars.split(whereSeparator: isLineBreak).map { String($0) }.joined(separator: " ")
    }

    /// The text with the angle bracket of every prompt tag in it written as `&lt;`.
    var withoutPromptTags: String {
        guard utf8.contains(UInt8(ascii: "<")) else { return self }
        var result = ""
        result.reserveCapacity(utf8.count)
        var rest = self[...]
        while let bracket = rest.firstIndex(of: "<") {
            result += rest[..<bracket]
            let after = rest[rest.index(after: bracket)...]
            result += after.opensPromptTag ? "&lt;" : "<"
            rest = after
        }
        return result + rest
    }
}

extension Substring {
    /// Whether the text behind an angle bracket reads as a tag's name, with or without a slash.
    fileprivate var opensPromptTag: Bool {
        let name = drop { $0.isWhitespace || $0 == "/" }.prefix { $0.isLetter || $0 == "_" }.lowercased()
        return PromptTag.names.contains(name)
    }
}
