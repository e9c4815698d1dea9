import JSONModel

/// What a call used and cost. Prices are those of a small, fast model: 0.10 USD for a million tokens read, 0.40 USD for a million written.
struct Usage: Sendable {
    let promptTokens: Int
    let completionTokens: Int

    /// The cost in millionths of a dollar, rounded up.
    var microdollars: Int { max(1, (promptTokens + completionTokens * 4 + 9) / 10) }

    /// The tokens of a text: about four Latin letters or three others for each.
    static func tokens(in text: String) -> Int {
        var ascii = 0
        var other = 0
        for byte in text.utf8 {
            if byte < 0x80 { ascii += 1 } else if byte >= 0xc0 { other += 1 }
        }
        return max(1, ascii / 4 + other / 3)
    }

    /// The beginning of `text` that fits into `limit` tokens, and whether that is all of it.
    static func limited(_ text: String, to limit: Int?) -> (text: String, isWhole: Bool) {
        let tokens = tokens(in: text)
        guard let limit, tokens > limit else { return (text, true) }
        let scalars = text.unicodeScalars
        return (String(String.UnicodeScalarView(scalars.prefix(scalars.count * limit / tokens))), false)
    }

    /// The `usage` member of an answer.
    func json(includesCost: Bool) -> JSONValue {
        var usage: JSONValue = [
            "prompt_tokens": .int(promptTokens), "completion_tokens": .int(completionTokens),
            "total_tokens": .int(promptTokens + completionTokens),
        ]
        guard includesCost else { return usage }
        usage["cost"] = .double(Double(microdollars) / 1_000_000)
        usage["prompt_tokens_details"] = ["cached_tokens": 0]
        usage["completion_tokens_details"] = ["reasoning_tokens": 0]
        return usage
    }
}
