import JSONModel
import ProviderStandIns

/// Asks the language model what the worker asks, in prompts that carry their variables as the worker's do.
struct Conversation {
    let model: LanguageModelStandIn
    /// The lines and blocks that every prompt about the world contains.
    var world = ""

    init(seed: UInt64 = 1) {
        model = LanguageModelStandIn(seed: seed)
    }

    /// The request for a structured answer.
    static func request(_ prompt: String, _ schema: JSONValue) -> JSONValue {
        [
            "model": "google/gemini-2.0-flash-001", "messages": [["role": "user", "content": .string(prompt)]], "temperature": 0.8,
            "usage": ["include": true],
            "response_format": ["type": "json_schema", "json_schema": ["name": "response", "strict": true, "schema": schema]],
        ]
    }

    /// The answer to a prompt, parsed.
    func ask(_ prompt: String, _ schema: JSONValue) throws -> JSONValue {
        let (status, body) = model.complete(Self.request(prompt, schema))
        guard status == 200, let content = body["choices"]?[0]?["message"]?["content"]?.stringValue else {
            throw ConversationError.refused(status, body.serialized())
        }
        return try JSONValue(parsing: content)
    }

    /// Describes a world for an idea, and speaks about it from then on.
    mutating func describeWorld(_ idea: String) throws -> JSONValue {
        let description = try ask("Design a world.\n\n<user_prompt>\n\(idea)\n</user_prompt>\n\nAnswer in JSON.", Schemas.world)
        let language = description["user_preferences"]?["language"]?.stringValue ?? ""
        world = "- language: \(language)\n<world_description>\n\(Self.text(of: description))\n</world_description>\n"
        return description
    }

    /// A world's description as the worker passes it on: one line per field.
    static func text(of value: JSONValue, indent: String = "") -> String {
        (value.objectValue ?? [:]).map { key, value in
            switch value {
            case .string(let text): "\(indent)\(key): \(text)"
            case .array(let items): "\(indent)\(key): \(items.map { $0.stringValue ?? text(of: $0) }.joined(separator: ", "))"
            default: "\(indent)\(key):\n\(text(of: value, indent: indent + "  "))"
            }
        }.joined(separator: "\n")
    }

    func characters(_ count: Int, posts: Int, existing: [String] = []) throws -> [JSONValue] {
        let known = existing.isEmpty ? "" : "<existing_characters>\n\(existing.joined(separator: "\n"))\n</existing_characters>\n"
        let batch = try ask("\(world)- users_count: \(count)\n- posts_count: \(posts)\n\(known)", Schemas.characterBatch)
        return batch["characters"]?.arrayValue ?? []
    }

    func character(_ concept: JSONValue) throws -> JSONValue {
        let traits = (concept["personality_traits"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: ", ")
        return try ask(
            "\(world)- role_in_world: \(concept["role_in_world"]?.stringValue ?? "")\n- personality_traits: \(traits)\n"
                + "- character_concept: \(concept["concept"]?.stringValue ?? "")\n", Schemas.character)
    }

    func posts(_ count: Int, of name: String, existing: [String] = []) throws -> [JSONValue] {
        let known = existing.isEmpty ? "" : "<existing_posts>\n\(existing.joined(separator: "\n"))\n</existing_posts>\n"
        let batch = try ask("\(world)- character_name: \(name)\n- posts_count: \(count)\n\(known)", Schemas.postBatch)
        return batch["posts"]?.arrayValue ?? []
    }

    func post(_ concept: JSONValue, of name: String) throws -> JSONValue {
        func field(_ key: String) -> String { concept[key]?.stringValue ?? "" }
        return try ask(
            "\(world)- character_name: \(name)\n- post_topic: \(field("topic"))\n- post_brief: \(field("content_brief"))\n"
                + "- emotional_tone: \(field("emotional_tone"))\n- post_type: \(field("post_type"))\n", Schemas.post)
    }
}

enum ConversationError: Error {
    case refused(Int, String)
}
