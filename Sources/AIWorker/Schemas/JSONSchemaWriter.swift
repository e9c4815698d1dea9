import JSONModel

/// Writes strict JSON schemas: every definition in place (no `$ref`), `additionalProperties` false and every property required on every
/// object, a nullable text as `anyOf` (generation flow 3.1).
enum JSONSchemaWriter {
    static func object(title: String, fields: [SchemaField], description: String? = nil) -> JSONObject {
        var properties = JSONObject()
        for field in fields { properties[field.name] = .object(property(field)) }
        var object: JSONObject = ["additionalProperties": false]
        if let description { object["description"] = .string(description) }
        object["properties"] = .object(properties)
        object["required"] = .array(fields.map { .string($0.name) })
        object["title"] = .string(title)
        object["type"] = "object"
        return object
    }

    private static func property(_ field: SchemaField) -> JSONObject {
        var property = JSONObject()
        if case .nullableString = field.type { property["anyOf"] = [["type": "string"], ["type": "null"]] }
        if let defaultValue = field.defaultValue { property["default"] = defaultValue }
        property["description"] = .string(field.description)
        switch field.type {
        case .strings: property["items"] = ["type": "string"]
        case .objects(let schema): property["items"] = schema.jsonSchema
        case .object(let schema): return object(title: schema.title, fields: schema.fields, description: field.description)
        case .string, .nullableString, .integer: break
        }
        property["title"] = .string(titleWords(field.name))
        switch field.type {
        case .string: property["type"] = "string"
        case .integer: property["type"] = "integer"
        case .strings, .objects: property["type"] = "array"
        case .nullableString, .object: break
        }
        return property
    }

    /// `content_brief` → `Content Brief`.
    private static func titleWords(_ name: String) -> String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}
