import JSONModel

extension WorldDescription {
    /// The world as the shared context of all later prompts: one line `what it is: value` per field, lists joined by commas, the
    /// fields of an object on the lines after it. Empty fields are left out, and so are remarks in parentheses.
    var promptText: String {
        guard let value = try? JSONValue(encoding: self) else { return "\(name)\n\(description)" }
        return WorldDescription.schema.lines(of: value, indent: "") { withoutParentheses($0.description) }.joined(separator: "\n")
    }
}

extension ObjectSchema {
    /// A value of this shape as lines for people and models.
    ///
    /// - Parameter label: what stands before the value of a field.
    func lines(of value: JSONValue, indent: String, label name: (SchemaField) -> String) -> [String] {
        var lines: [String] = []
        for field in fields {
            guard let content = value[field.name] else { continue }
            let label = "\(indent)\(name(field))"
            switch field.type {
            case .string, .nullableString:
                if let text = content.stringValue, !text.isEmpty { lines.append("\(label): \(text)") }
            case .integer:
                if let number = content.intValue { lines.append("\(label): \(number)") }
            case .strings:
                let texts = (content.arrayValue ?? []).compactMap(\.stringValue)
                if !texts.isEmpty { lines.append("\(label): \(texts.joined(separator: ", "))") }
            case .object(let schema):
                let inner = schema.lines(of: content, indent: indent + "  ", label: name)
                if !inner.isEmpty { lines += ["\(label):"] + inner }
            case .objects(let schema):
                let inner = (content.arrayValue ?? []).map { element in
                    "\(indent)  " + schema.lines(of: element, indent: "", label: name).joined(separator: "; ")
                }
                if !inner.isEmpty { lines += ["\(label):"] + inner }
            }
        }
        return lines
    }
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
