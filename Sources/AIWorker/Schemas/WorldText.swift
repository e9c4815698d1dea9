import JSONModel

extension WorldDescription {
    /// The world as the shared context of all later prompts: one line `what it is: value` per field, lists joined by commas, the
    /// fields of an object on the lines after it. Empty fields are left out, and so are remarks in parentheses.
    var promptText: String {
        guard let value = try? JSONValue(encoding: self) else { return "\(name)\n\(description)" }
        return WorldDescription.schema.promptLines(of: value, indent: "").joined(separator: "\n")
    }
}

extension ObjectSchema {
    fileprivate func promptLines(of value: JSONValue, indent: String) -> [String] {
        var lines: [String] = []
        for field in fields {
            guard let content = value[field.name] else { continue }
            let label = "\(indent)\(withoutParentheses(field.description))"
            switch field.type {
            case .string, .nullableString:
                if let text = content.stringValue, !text.isEmpty { lines.append("\(label): \(text)") }
            case .integer:
                if let number = content.intValue { lines.append("\(label): \(number)") }
            case .strings:
                let texts = (content.arrayValue ?? []).compactMap(\.stringValue)
                if !texts.isEmpty { lines.append("\(label): \(texts.joined(separator: ", "))") }
            case .object(let schema):
                let inner = schema.promptLines(of: content, indent: indent + "  ")
                if !inner.isEmpty { lines += ["\(label):"] + inner }
            case .objects(let schema):
                let inner = (content.arrayValue ?? []).map { element in
                    "\(indent)  " + schema.promptLines(of: element, indent: "").joined(separator: "; ")
                }
                if !inner.isEmpty { lines += ["\(label):"] + inner }
            }
        }
        return lines
    }

    private func withoutParentheses(_ text: String) -> String {
        var depth = 0
        var result = ""
        for character in text {
            if character == "(" { depth += 1 }
            if depth == 0 { result.append(character) }
            if character == ")", depth > 0 { depth -= 1 }
        }
        while result.last == " " { result.removeLast() }
        return result
    }
}
