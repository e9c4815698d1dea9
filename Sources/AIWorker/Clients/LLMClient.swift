import Environments
import HTTPClient
import JSONModel
import Telemetry

/// What a model is asked, and how freely it may answer.
struct LLMRequest: Sendable {
    let prompt: String
    let schema: ObjectSchema
    let temperature: Double
    var maximumTokens: Int
}

/// A model's answer.
struct LLMReply: Sendable, Hashable {
    let content: String
    let model: String
    let microdollars: Int64
}

/// A client of chat completions as OpenRouter has them (generation flow 4.1 and 4.2), and of servers that have less of them. One `send` is one
/// attempt.
struct LLMClient: Sendable {
    /// The largest accepted answer: many times what the limits on tokens allow.
    private static let maximumAnswerSize = 4 * 1024 * 1024

    let endpoint: AIWorkerConfiguration.Endpoint
    private let http: HTTPClient
    private let environment: Environment
    private let logger: Logger
    private let dialect: LearnedDialect

    init(http: HTTPClient, endpoint: AIWorkerConfiguration.Endpoint, environment: Environment, logger: Logger) {
        self.http = http
        self.endpoint = endpoint
        self.environment = environment
        self.logger = logger
        dialect = LearnedDialect(baseURL: endpoint.baseURL)
    }

    /// Sends a request with a strict JSON schema, as far as the server takes one. What a server refuses for its form is sent again without
    /// what was refused; no model has seen it before.
    ///
    /// - Throws: `CallFailure`; an answer of status 200 that holds an error, is refused or was cut off is a failure, too.
    func send(_ request: LLMRequest) async throws(CallFailure) -> LLMReply {
        do throws(CallFailure) {
            while true {
                let dialect = dialect.now
                let (response, spoken) = try await exchange(request, dialect)
                guard let next = spoken.leavingOut(response) else { return try read(response) }
                adopt(next, insteadOf: dialect)
            }
        } catch {
            throw endpoint.explained(error, .languageModel)
        }
    }

    private func adopt(_ next: ChatDialect, insteadOf old: ChatDialect) {
        guard dialect.replace(old, by: next) else { return }
        logger.warning(
            "the language model is asked in another form from now on",
            ["url": next.url, "response_format": next.format.rawValue, "usage": next.includesUsage])
    }

    /// The answer, and the dialect in which it was got.
    private func exchange(
        _ request: LLMRequest, _ dialect: ChatDialect
    ) async throws(CallFailure) -> (HTTPClientResponse, ChatDialect) {
        let first = try await post(request, dialect)
        guard first.status == 404 || first.status == 405, let otherURL = dialect.otherURL else { return (first, dialect) }
        var other = dialect
        other.url = otherURL
        other.otherURL = nil
        let second = try await post(request, other)
        // Neither is there, or it is the model that is not: the first answer says which.
        if second.status == 404 || second.status == 405 { return (first, dialect) }
        adopt(other, insteadOf: dialect)
        return (second, other)
    }

    private func post(_ request: LLMRequest, _ dialect: ChatDialect) async throws(CallFailure) -> HTTPClientResponse {
        try await endpoint.post(
            body(of: request, dialect), to: dialect.url, over: http, maximumResponseSize: Self.maximumAnswerSize)
    }

    private func body(of request: LLMRequest, _ dialect: ChatDialect) -> JSONValue {
        var body: JSONObject = [
            "model": .string(endpoint.model),
            "messages": [["role": "user", "content": .string(request.prompt)]],
            "temperature": .double(request.temperature),
            "max_tokens": .int(request.maximumTokens),
        ]
        switch dialect.format {
        case .jsonSchema:
            body["response_format"] = [
                "type": "json_schema",
                "json_schema": ["name": "response", "strict": true, "schema": request.schema.jsonSchema],
            ]
        case .jsonObject: body["response_format"] = ["type": "json_object"]
        case .none: break
        }
        if dialect.includesUsage { body["usage"] = ["include": true] }
        return .object(body)
    }

    // MARK: Answers

    private func read(_ response: HTTPClientResponse) throws(CallFailure) -> LLMReply {
        let answer = try? JSONValue(parsing: response.body)
        guard response.status == 200 else { throw refusal(response, answer) }
        guard let answer else { throw .retryable("the answer is not JSON: \(response.body.excerpt)") }
        let microdollars = answer["usage"]?["cost"]?.microdollars ?? 0
        do throws(CallFailure) {
            let content = try ChatAnswer.content(of: answer)
            return LLMReply(content: content, model: answer["model"]?.stringValue ?? endpoint.model, microdollars: microdollars)
        } catch {
            throw error.with(answer: response.body.recorded, microdollars: microdollars)
        }
    }

    private func refusal(_ response: HTTPClientResponse, _ answer: JSONValue?) -> CallFailure {
        let error = answer?["error"]
        let text = error.flatMap(ChatAnswer.text(of:)) ?? response.excerpt
        return CallFailure.http(
            status: response.status, text, retryAfter: response.headers.retryAfter(now: environment.now())
        ).with(answer: response.body.recorded, microdollars: 0)
    }
}

/// The parts of a chat completion.
private enum ChatAnswer {
    /// The text of an answer of status 200.
    static func content(of answer: JSONValue) throws(CallFailure) -> String {
        if let error = answer["error"], error != .null {
            // The status line was already sent when the generation broke off; the code stands in the body.
            throw .http(status: error["code"]?.intValue ?? 502, text(of: error) ?? error.serialized())
        }
        guard let choice = answer["choices"]?[0], let message = choice["message"] else { throw .unusable("the answer has no choices") }
        let parts = message["content"]?.arrayValue ?? []
        let refusals = [message["refusal"]] + parts.map { $0["refusal"] }
        if let refusal = refusals.lazy.compactMap({ $0?.stringValue }).first(where: { !$0.isEmpty }) {
            throw .moderation("refused: \(refusal)")
        }
        switch choice["finish_reason"]?.stringValue {
        case "content_filter": throw .moderation("stopped by a content filter")
        case "length":
            var failure = CallFailure.unusable("cut off at the token limit")
            failure.isCutOff = true
            throw failure
        case "error": throw .retryable(choice["error"].flatMap(text(of:)) ?? "the generation broke off")
        default: break
        }
        let texts = message["content"]?.stringValue.map { [$0] } ?? parts.compactMap { $0["text"]?.stringValue }
        guard !texts.isEmpty else { throw .unusable("the answer has no content") }
        return texts.joined()
    }

    /// What an error object says: its message, why the content was refused, and the words of the provider behind a router.
    static func text(of error: JSONValue) -> String? {
        guard let message = error.stringValue ?? error["message"]?.stringValue else { return nil }
        let metadata = error["metadata"]
        var text = message
        let reasons = (metadata?["reasons"]?.arrayValue ?? []).compactMap(\.stringValue)
        if !reasons.isEmpty { text += " (\(reasons.joined(separator: ", ")))" }
        if let raw = metadata?["raw"]?.stringValue, !raw.isEmpty { text += ": \(raw.prefix(300))" }
        return text
    }
}
