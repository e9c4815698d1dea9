import HTTPClient
import HTTPMessages
import JSONModel

/// What a model is asked, and how freely it may answer.
struct LLMRequest: Sendable {
    let prompt: String
    let schema: ObjectSchema
    let temperature: Double
    let maximumTokens: Int
}

/// A model's answer.
struct LLMReply: Sendable, Hashable {
    let content: String
    let model: String
    let microdollars: Int64
}

/// A client of the OpenRouter chat-completions API (generation flow 4.1 and 4.2). One `send` is one attempt.
struct LLMClient: Sendable {
    let http: HTTPClient
    let endpoint: AIWorkerConfiguration.Endpoint

    /// Sends a request with a strict JSON schema.
    ///
    /// - Throws: `CallFailure`; an answer of status 200 that holds an error, is refused or was cut off is a failure, too.
    func send(_ request: LLMRequest) async throws(CallFailure) -> LLMReply {
        let response: HTTPClientResponse
        do {
            response = try await http.send(
                HTTPClientRequest(
                    method: "POST", url: "\(endpoint.baseURL)/api/v1/chat/completions",
                    headers: HTTPHeaders([("Authorization", "Bearer \(endpoint.apiKey)"), ("Content-Type", "application/json")]),
                    body: .bytes(body(of: request).serializedBytes()), timeout: endpoint.timeout))
        } catch {
            throw CallFailure(error)
        }
        let answer = try? JSONValue(parsing: response.body)
        guard response.status == 200 else { throw failure(response, answer) }
        guard let answer else { throw .retryable("the answer is not JSON: \(response.body.excerpt)") }
        return try read(answer)
    }

    private func body(of request: LLMRequest) -> JSONValue {
        [
            "model": .string(endpoint.model),
            "messages": [["role": "user", "content": .string(request.prompt)]],
            "temperature": .double(request.temperature),
            "max_tokens": .int(request.maximumTokens),
            "response_format": [
                "type": "json_schema",
                "json_schema": ["name": "response", "strict": true, "schema": request.schema.jsonSchema],
            ],
            "usage": ["include": true],
        ]
    }

    private func failure(_ response: HTTPClientResponse, _ answer: JSONValue?) -> CallFailure {
        let text = answer?["error"]?["message"]?.stringValue ?? response.body.excerpt
        return .http(status: response.status, text, retryAfter: response.headers.retryAfter)
    }

    private func read(_ answer: JSONValue) throws(CallFailure) -> LLMReply {
        let microdollars = Int64(((answer["usage"]?["cost"]?.doubleValue ?? 0) * 1_000_000).rounded())
        if let error = answer["error"], error != .null {
            // The status line was already sent when the generation broke off; the code stands in the body.
            var failure = CallFailure.http(
                status: error["code"]?.intValue ?? 502, error["message"]?.stringValue ?? error.serialized())
            failure.microdollars = microdollars
            throw failure
        }
        guard let choice = answer["choices"]?[0], let message = choice["message"] else {
            throw .retryable("the answer has no choices", microdollars: microdollars)
        }
        if let refusal = message["refusal"]?.stringValue, !refusal.isEmpty {
            throw .moderation("refused: \(refusal)", microdollars: microdollars)
        }
        switch choice["finish_reason"]?.stringValue {
        case "content_filter": throw .moderation("stopped by a content filter", microdollars: microdollars)
        case "length": throw .retryable("cut off at the token limit", microdollars: microdollars)
        default: break
        }
        guard let content = message["content"]?.stringValue else {
            throw .retryable("the answer has no content", microdollars: microdollars)
        }
        return LLMReply(content: content, model: answer["model"]?.stringValue ?? endpoint.model, microdollars: microdollars)
    }
}

extension [UInt8] {
    /// The beginning as text, for messages.
    var excerpt: String { String(decoding: prefix(500), as: UTF8.self) }
}
