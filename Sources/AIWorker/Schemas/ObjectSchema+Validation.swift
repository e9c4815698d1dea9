import JSONModel

extension ObjectSchema {
    /// `value` with the defaults of missing fields filled in, after a check that every field has its type. Unknown keys are kept out, and so
    /// are control characters.
    func completed(_ value: JSONValue) throws(SchemaViolation) -> JSONValue { try completed(value, path: title) }

    fileprivate func completed(_ value: JSONValue, path: String) throws(SchemaViolation) -> JSONValue {
        guard let object = value.objectValue else { throw SchemaViolation(description: "\(path) must be an object, got \(value.kind)") }
        var result = JSONObject()
        for field in fields {
            let fieldPath = "\(path).\(field.name)"
            guard let given = object[field.name] else {
                guard let defaultValue = field.defaultValue else { throw SchemaViolation(description: "\(fieldPath) is missing") }
                result[field.name] = defaultValue
                continue
            }
            result[field.name] = try field.checked(given, path: fieldPath)
        }
        return .object(result)
    }
}

/// What no answer of use exceeds. A model that does not stop would otherwise fill databases and messages up to their own limits.
private enum AnswerLimit {
    /// Bytes of one text.
    static let text = 32 * 1024
    /// Elements of one list.
    static let list = 200
}

extension SchemaField {
    fileprivate func checked(_ value: JSONValue, path: String) throws(SchemaViolation) -> JSONValue {
        switch type {
        case .string:
            return try text(value, path, otherwise: "a string")
        case .nullableString:
            return value == .null ? value : try text(value, path, otherwise: "a string or null")
        case .integer:
            if let integer = value.intValue { return .int(integer) }
            // Models write 5.0 for 5; anything with a fraction is refused.
            if let double = value.doubleValue, let integer = Int(exactly: double) { return .int(integer) }
            throw mismatch("an integer", value, path)
        case .strings:
            let elements = try list(value, path, of: "strings")
            var checked: [JSONValue] = []
            checked.reserveCapacity(elements.count)
            for (index, element) in elements.enumerated() {
                checked.append(try text(element, "\(path)[\(index)]", otherwise: "a string"))
            }
            return .array(checked)
        case .object(let schema):
            return try schema.completed(value, path: path)
        case .objects(let schema):
            let elements = try list(value, path, of: "objects")
            var checked: [JSONValue] = []
            checked.reserveCapacity(elements.count)
            for (index, element) in elements.enumerated() {
                checked.append(try schema.completed(element, path: "\(path)[\(index)]"))
            }
            return .array(checked)
        }
    }

    private func text(_ value: JSONValue, _ path: String, otherwise expected: String) throws(SchemaViolation) -> JSONValue {
        guard let text = value.stringValue?.withoutControls else { throw mismatch(expected, value, path) }
        let size = text.utf8.count
        guard size <= AnswerLimit.text else {
            throw SchemaViolation(description: "\(path) must have at most \(AnswerLimit.text) bytes, got \(size)")
        }
        return .string(text)
    }

    private func list(_ value: JSONValue, _ path: String, of elements: String) throws(SchemaViolation) -> [JSONValue] {
        guard let list = value.arrayValue else { throw mismatch("an array of \(elements)", value, path) }
        guard list.count <= AnswerLimit.list else {
            throw SchemaViolation(description: "\(path) must have at most \(AnswerLimit.list) elements, got \(list.count)")
        }
        return list
    }

    private func mismatch(_ expected: String, _ value: JSONValue, _ path: String) -> SchemaViolation {
        SchemaViolation(description: "\(path) must be \(expected), got \(value.kind)")
    }
}

extension String {
    /// The text without the control characters below U+0020, but for tabs and line feeds. Those that a model answers with are noise, and
    /// U+0000 is one that no service can store.
    fileprivate var withoutControls: String {
        func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\n") }
        guard utf8.contains(where: isControl) else { return self }
        return String(decoding: utf8.filter { !isControl($0) }, as: UTF8.self)
    }
}
