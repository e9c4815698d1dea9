import JSONModel
import ProviderStandIns

/// Asks the language model what the worker asks, in prompts that carry their variables as the worker's do.
struct Conversation {
    let model: LanguageModelStandIn
    /// The lines and blocks that every prompt about the world contains.
    var world = ""
    /// The connections of each character, by name, as the worker tells them.
    private(set) var connections: [String: [String]] = [:]

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
        try batch(count, posts, existing)["characters"]?.arrayValue ?? []
    }

    private func batch(_ count: Int, _ posts: Int, _ existing: [String]) throws -> JSONValue {
        let known = existing.isEmpty ? "" : "<existing_characters>\n\(existing.joined(separator: "\n"))\n</existing_characters>\n"
        return try ask("\(world)- users_count: \(count)\n- posts_count: \(posts)\n\(known)", Schemas.characterBatch)
    }

    /// As `characters`, and keeps the connections for the prompts about them.
    mutating func connectedCharacters(_ count: Int, posts: Int, existing: [String] = []) throws -> [JSONValue] {
        let batch = try batch(count, posts, existing)
        for connection in batch["character_connections"]?.arrayValue ?? [] {
            func text(_ key: String) -> String { connection[key]?.stringValue ?? "" }
            let (first, second) = (text("character1_name"), text("character2_name"))
            let kind = "\(text("connection_type")): \(text("description"))"
            connections[first, default: []].append("\(second) — \(kind)")
            connections[second, default: []].append("\(first) — \(kind)")
        }
        return batch["characters"]?.arrayValue ?? []
    }

    private func connections(of name: String) -> String {
        "- character_connections: \((connections[name] ?? []).joined(separator: " | "))\n"
    }

    func character(_ concept: JSONValue) throws -> JSONValue {
        let traits = (concept["personality_traits"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: ", ")
        let text = concept["concept"]?.stringValue ?? ""
        return try ask(
            "\(world)- role_in_world: \(concept["role_in_world"]?.stringValue ?? "")\n- personality_traits: \(traits)\n"
                + "- character_concept: \(text)\n\(connections(of: String(text.prefix { $0 != "," })))", Schemas.character)
    }

    func posts(_ count: Int, of name: String, existing: [String] = []) throws -> [JSONValue] {
        let known = existing.isEmpty ? "" : "<existing_posts>\n\(existing.joined(separator: "\n"))\n</existing_posts>\n"
        let batch = try ask(
            "\(world)- character_name: \(name)\n- posts_count: \(count)\n\(connections(of: name))\(known)", Schemas.postBatch)
        return batch["posts"]?.arrayValue ?? []
    }

    /// Ten at a time, each batch told of the ones before, as the worker asks.
    func allPosts(_ count: Int, of name: String) throws -> [JSONValue] {
        var posts: [JSONValue] = []
        while posts.count < count {
            let known = posts.map { "\($0["topic"]?.stringValue ?? "") — \($0["content_brief"]?.stringValue ?? "")" }
            posts += try self.posts(min(10, count - posts.count), of: name, existing: known)
        }
        return posts
    }

    func post(_ concept: JSONValue, of name: String) throws -> JSONValue {
        func field(_ key: String) -> String { concept[key]?.stringValue ?? "" }
        return try ask(
            "\(world)- character_name: \(name)\n- post_topic: \(field("topic"))\n- post_brief: \(field("content_brief"))\n"
                + "- emotional_tone: \(field("emotional_tone"))\n- post_type: \(field("post_type"))\n\(connections(of: name))", Schemas.post
        )
    }
}

enum ConversationError: Error {
    case refused(Int, String)
}
