import JSONModel

/// A request to `POST /api/v1/chat/completions`.
struct ChatRequest: Sendable {
    let model: String
    /// The texts of all messages, in order.
    let prompt: String
    /// The schema of a structured answer.
    let schema: JSONSchema?
    /// Whether any JSON object is wanted (`response_format` of type `json_object`).
    let wantsJSON: Bool
    let tokenLimit: Int?
    let includesCost: Bool

    /// - Throws: what is wrong with the request, in OpenRouter's shape.
    init(_ body: JSONValue) throws(ChatError) {
        guard case .object = body else { throw ChatError(400, "The request body must be a JSON object, got \(body.kind).") }
        guard let model = body["model"]?.stringValue, !model.isEmpty else {
            throw ChatError(400, "'model' is missing: it must be the id of a model, such as \"google/gemini-2.0-flash-001\".")
        }
        guard let messages = body["messages"]?.arrayValue, !messages.isEmpty else {
            throw ChatError(400, "'messages' is missing: it must be an array with at least one message.")
        }
        if body["stream"]?.boolValue == true { throw ChatError(400, "'stream' is not offered here: leave it out or send false.") }
        var texts: [String] = []
        for (index, message) in messages.enumerated() { texts.append(try Self.text(of: message, index)) }
        self.model = model
        prompt = texts.joined(separator: "\n")
        tokenLimit = try Self.tokenLimit(body)
        includesCost = body["usage"]?["include"]?.boolValue ?? false
        let format = body["response_format"] ?? .null
        wantsJSON = format["type"]?.stringValue == "json_object"
        schema = try Self.schema(of: format)
    }

    private static func text(of message: JSONValue, _ index: Int) throws(ChatError) -> String {
        guard message["role"]?.stringValue != nil else {
            throw ChatError(400, "'messages[\(index)].role' is missing: it must be \"system\", \"user\" or \"assistant\".")
        }
        switch message["content"] {
        case .string(let text)?: return text
        case .array(let parts)?: return parts.compactMap { $0["text"]?.stringValue }.joined(separator: "\n")
        default: throw ChatError(400, "'messages[\(index)].content' must be a text or an array of parts.")
        }
    }

    private static func tokenLimit(_ body: JSONValue) throws(ChatError) -> Int? {
        guard let limit = body["max_tokens"] ?? body["max_completion_tokens"], !limit.isNull else { return nil }
        guard let number = limit.intValue, number > 0 else { throw ChatError(400, "'max_tokens' must be a whole number above 0.") }
        return number
    }

    private static func schema(of format: JSONValue) throws(ChatError) -> JSONSchema? {
        guard !format.isNull else { return nil }
        switch format["type"]?.stringValue {
        case "json_schema"?:
            guard let schema = format["json_schema"]?["schema"], case .object = schema else {
                throw ChatError(400, "'response_format.json_schema.schema' is missing: it must be a JSON schema.")
            }
            return JSONSchema(schema)
        case "text"?, "json_object"?: return nil
        default: throw ChatError(400, "'response_format.type' must be \"text\", \"json_object\" or \"json_schema\".")
        }
    }
}

/// A refusal in OpenRouter's shape: the code is the HTTP status too.
struct ChatError: Error, Hashable {
    let code: Int
    let message: String

    init(_ code: Int, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The body of the answer.
    var json: JSONValue { ["error": ["code": .int(code), "message": .string(message)]] }
}
