import JSONModel

extension ObjectSchema {
    /// `value` with the defaults of missing fields filled in, after a check that every field has its type. Unknown keys are kept out.
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

extension SchemaField {
    fileprivate func checked(_ value: JSONValue, path: String) throws(SchemaViolation) -> JSONValue {
        switch type {
        case .string:
            guard value.stringValue != nil else { throw mismatch("a string", value, path) }
            return value
        case .nullableString:
            guard value.stringValue != nil || value == .null else { throw mismatch("a string or null", value, path) }
            return value
        case .integer:
            if let integer = value.intValue { return .int(integer) }
            // Models write 5.0 for 5; anything with a fraction is refused.
            if let double = value.doubleValue, let integer = Int(exactly: double) { return .int(integer) }
            throw mismatch("an integer", value, path)
        case .strings:
            guard let elements = value.arrayValue else { throw mismatch("an array of strings", value, path) }
            for (index, element) in elements.enumerated() where element.stringValue == nil {
                throw mismatch("a string", element, "\(path)[\(index)]")
            }
            return value
        case .object(let schema):
            return try schema.completed(value, path: path)
        case .objects(let schema):
            guard let elements = value.arrayValue else { throw mismatch("an array of objects", value, path) }
            var checked: [JSONValue] = []
            checked.reserveCapacity(elements.count)
            for (index, element) in elements.enumerated() {
                checked.append(try schema.completed(element, path: "\(path)[\(index)]"))
            }
            return .array(checked)
        }
    }

    private func mismatch(_ expected: String, _ value: JSONValue, _ path: String) -> SchemaViolation {
        SchemaViolation(description: "\(path) must be \(expected), got \(value.kind)")
    }
}
