import JSONModel

/// The type of one field of a structured answer.
indirect enum FieldType: Sendable, Hashable {
    case string
    case nullableString
    case integer
    case strings
    case object(ObjectSchema)
    case objects(ObjectSchema)
}

/// One field of a structured answer: its name on the wire, its type and what the model is told about it.
struct SchemaField: Sendable, Hashable {
    let name: String
    let type: FieldType
    let description: String
    /// The value of a field that an answer leaves out; `nil` for a field that has to be there.
    let defaultValue: JSONValue?
}

/// The shape of a structured answer. The JSON schema that the model is held to, the structure text of its prompt and the check of its
/// answer all come from this one description.
struct ObjectSchema: Sendable, Hashable {
    let title: String
    let fields: [SchemaField]
    /// What the model is held to.
    let jsonSchema: JSONValue
    let jsonSchemaText: String
    /// What the model is told.
    let structureText: String

    init(_ title: String, _ fields: [SchemaField]) {
        self.title = title
        self.fields = fields
        jsonSchema = .object(JSONSchemaWriter.object(title: title, fields: fields))
        jsonSchemaText = jsonSchema.serialized()
        structureText = StructureTextWriter.text(of: fields)
    }
}

extension SchemaField {
    static func string(_ key: some CodingKey, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .string, description: description, defaultValue: nil)
    }

    /// A text that may be missing; it is then read as empty.
    static func optionalString(_ key: some CodingKey, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .string, description: description, defaultValue: .string(""))
    }

    static func nullableString(_ key: some CodingKey, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .nullableString, description: description, defaultValue: .null)
    }

    static func integer(_ key: some CodingKey, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .integer, description: description, defaultValue: nil)
    }

    static func strings(_ key: some CodingKey, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .strings, description: description, defaultValue: nil)
    }

    /// A list that may be missing; it is then read as empty.
    static func optionalStrings(_ key: some CodingKey, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .strings, description: description, defaultValue: .array([]))
    }

    static func object(_ key: some CodingKey, _ type: any SchemaDescribed.Type, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .object(type.schema), description: description, defaultValue: nil)
    }

    static func objects(_ key: some CodingKey, _ type: any SchemaDescribed.Type, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .objects(type.schema), description: description, defaultValue: nil)
    }

    /// A list of objects that may be missing; it is then read as empty.
    static func optionalObjects(_ key: some CodingKey, _ type: any SchemaDescribed.Type, _ description: String) -> SchemaField {
        SchemaField(name: key.stringValue, type: .objects(type.schema), description: description, defaultValue: .array([]))
    }
}
