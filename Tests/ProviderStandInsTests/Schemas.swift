import JSONModel

/// The schemas that the worker sends, as its schema conversion leaves them: closed objects in which everything is required.
enum Schemas {
    static let text: JSONValue = ["type": "string"]
    static let texts: JSONValue = ["type": "array", "items": ["type": "string"]]
    static let integer: JSONValue = ["type": "integer"]
    static let nullable: JSONValue = ["anyOf": [["type": "string"], ["type": "null"]], "default": nil]

    static func object(_ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
        [
            "type": "object", "properties": .object(JSONObject(fields.map { ($0.key, $0.value) })),
            "required": .array(fields.map { .string($0.key) }), "additionalProperties": false,
        ]
    }

    static func list(of fields: KeyValuePairs<String, JSONValue>) -> JSONValue { ["type": "array", "items": object(fields)] }

    static let world = object([
        "name": text, "user_preferences": object(["language": text, "other_preferences": texts]), "description_short": text,
        "description": text, "theme": text, "technology_level": text, "social_structure": text, "culture": text, "geography": text,
        "visual_style": text, "history": text, "common_activities": texts, "typical_stories": texts,
        "additional_details": object([
            "climate": text, "resources": text, "conflicts": text, "traditions": text, "technology": text, "magic_system": text,
            "time_period": text, "language": text, "custom_details": texts,
        ]),
        "notable_locations": list(of: ["name": text, "description": text, "significance": text, "visual_style": text]),
    ])

    static let worldPictures = object([
        "header_prompt": text, "icon_prompt": text, "style_reference": text, "visual_elements": texts, "mood": text,
        "color_palette": texts,
    ])

    static let characterBatch = object([
        "characters": list(of: [
            "concept": text, "concept_short": text, "id": text, "role_in_world": text, "posts_count": integer,
            "personality_traits": texts, "interests": texts,
        ]),
        "world_interpretation": text,
        "character_connections": list(of: [
            "character1_name": text, "character2_name": text, "connection_type": text, "description": text,
        ]),
        "common_stories_and_events": list(of: [
            "characters_ids": texts, "title": text, "story": text, "location": text, "genre": text,
        ]),
        "generated_characters_description": text,
    ])

    static let character = object([
        "username": text, "display_name": text, "bio": text, "background_story": text, "personality": text, "appearance": text,
        "interests": texts, "speaking_style": text, "common_topics": texts, "avatar_description": text, "avatar_style": text,
        "relationships": list(of: ["username": text, "relationship_type": text, "description": text]), "secret": text,
        "daily_routine": text,
    ])

    static let picturePrompt = object(["prompt": text])

    static let postBatch = object([
        "posts": list(of: [
            "topic": text, "content_brief": text, "emotional_tone": text, "post_type": text, "relevance_to_character": text,
        ]),
        "narrative_arc": text, "character_development": text, "posting_schedule": texts, "recurring_themes": texts,
    ])

    static let post = object([
        "content": text, "image_prompt": nullable, "image_style": nullable, "hashtags": texts, "mood": text, "context": text,
        "mentions": texts, "location": nullable, "time_of_day": nullable,
    ])
}

/// Checks a value against a schema: types, required and closed objects, alternatives, bounds.
enum SchemaCheck {
    /// What is wrong, each with its path; empty when nothing is.
    static func problems(_ value: JSONValue, _ schema: JSONValue, in document: JSONValue? = nil, path: String = "$") -> [String] {
        let document = document ?? schema
        if let reference = schema["$ref"]?.stringValue {
            var target = document
            for part in reference.split(separator: "/").dropFirst() { target = target[String(part)] ?? [:] }
            return problems(value, target, in: document, path: path)
        }
        if let alternatives = (schema["anyOf"] ?? schema["oneOf"])?.arrayValue {
            let fits = alternatives.contains { problems(value, $0, in: document, path: path).isEmpty }
            return fits ? [] : ["\(path): fits no alternative: \(value.serialized())"]
        }
        if let constant = schema["const"] { return constant == value ? [] : ["\(path): not the constant"] }
        if let allowed = schema["enum"]?.arrayValue { return allowed.contains(value) ? [] : ["\(path): not in the enumeration"] }
        var types = schema["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
        if let type = schema["type"]?.stringValue { types = [type] }
        let kinds = value.intValue != nil ? ["integer", "number"] : [value.kind]
        if !types.isEmpty, Set(types).isDisjoint(with: kinds) { return ["\(path): \(value.kind) instead of \(types)"] }
        return bounds(value, schema, path) + members(value, schema, document, path)
    }

    private static func bounds(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        var problems: [String] = []
        func check(_ keyword: String, _ isBroken: (Double) -> Bool) {
            if let bound = schema[keyword]?.doubleValue, isBroken(bound) { problems.append("\(path): breaks \(keyword) \(bound)") }
        }
        if let number = value.doubleValue {
            check("minimum") { number < $0 }
            check("maximum") { number > $0 }
            check("exclusiveMinimum") { number <= $0 }
            check("exclusiveMaximum") { number >= $0 }
            check("multipleOf") { abs((number / $0).rounded() - number / $0) > 1e-9 }
        }
        if let text = value.stringValue {
            let length = Double(text.unicodeScalars.count)
            check("minLength") { length < $0 }
            check("maxLength") { length > $0 }
        }
        if let array = value.arrayValue {
            check("minItems") { Double(array.count) < $0 }
            check("maxItems") { Double(array.count) > $0 }
            if schema["uniqueItems"]?.boolValue == true, Set(array).count < array.count { problems.append("\(path): repeats an item") }
        }
        return problems
    }

    private static func members(_ value: JSONValue, _ schema: JSONValue, _ document: JSONValue, _ path: String) -> [String] {
        if let array = value.arrayValue, let items = schema["items"] {
            return array.enumerated().flatMap { SchemaCheck.problems($1, items, in: document, path: "\(path)[\($0)]") }
        }
        guard let object = value.objectValue else { return [] }
        var found: [String] = []
        for name in schema["required"]?.arrayValue ?? [] where object[name.stringValue ?? ""] == nil {
            found.append("\(path): lacks \(name)")
        }
        for (name, member) in object {
            if let property = schema["properties"]?[name] {
                found += SchemaCheck.problems(member, property, in: document, path: "\(path).\(name)")
            } else if schema["additionalProperties"]?.boolValue == false {
                found.append("\(path): has \(name), which is not allowed")
            }
        }
        return found
    }
}
