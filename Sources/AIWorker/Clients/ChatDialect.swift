import HTTPClient
import Synchronization

/// What a server of chat completions takes of what OpenRouter takes. It begins with everything; what a server refuses is left out from then on.
struct ChatDialect: Sendable, Hashable {
    /// How an answer is held to a shape.
    enum AnswerFormat: String, Sendable {
        /// By a strict JSON schema.
        case jsonSchema = "json_schema"
        /// By being some JSON object; which one stands in the prompt.
        case jsonObject = "json_object"
        /// By the prompt alone.
        case none
    }

    /// Where requests go.
    var url: String
    /// Where they go when there is nothing at `url`.
    var otherURL: String?
    var format = AnswerFormat.jsonSchema
    /// Whether the answer is asked to say what it cost.
    var includesUsage = true

    /// The dialect of a server that has refused nothing yet.
    ///
    /// - Parameter baseURL: one that ends with `/chat/completions` is the whole address; one with another path gets `/chat/completions`
    ///   (`http://localhost:11434/v1`); one without a path gets OpenRouter's `/api/v1/chat/completions`, or, when there is nothing,
    ///   `/v1/chat/completions`.
    init(baseURL: String) {
        let base = baseURL.withoutTrailingSlashes
        if base.hasSuffix("/chat/completions") {
            url = base
        } else if base.hasPath {
            url = base + "/chat/completions"
        } else {
            url = base + "/api/v1/chat/completions"
            otherURL = base + "/v1/chat/completions"
        }
    }

    /// The dialect without what `refusal` names; `nil` when that is nothing that can be left out.
    func leavingOut(_ refusal: HTTPClientResponse) -> ChatDialect? {
        guard refusal.status == 400 || refusal.status == 422 else { return nil }
        let text = String(decoding: refusal.body, as: UTF8.self)
        var next = self
        if includesUsage, ["\"usage\"", "'usage'", "`usage`"].contains(where: text.contains) {
            next.includesUsage = false
        } else if ["response_format", "json_schema", "json_object", "structured output"].contains(where: text.lowercased().contains) {
            switch format {
            case .jsonSchema: next.format = .jsonObject
            case .jsonObject: next.format = .none
            case .none: return nil
            }
        } else {
            return nil
        }
        return next
    }
}

/// The dialect of one server, shared by all calls to it.
final class LearnedDialect: Sendable {
    private let dialect: Mutex<ChatDialect>

    init(baseURL: String) { dialect = Mutex(ChatDialect(baseURL: baseURL)) }

    var now: ChatDialect { dialect.withLock { $0 } }

    /// Replaces `old`, unless another call was faster.
    /// - Returns: whether it was this call.
    func replace(_ old: ChatDialect, by new: ChatDialect) -> Bool {
        dialect.withLock { dialect in
            guard dialect == old else { return false }
            dialect = new
            return true
        }
    }
}

extension String {
    var withoutTrailingSlashes: String {
        var text = self[...]
        while text.last == "/" { text.removeLast() }
        return String(text)
    }

    /// Whether this URL without trailing slashes names more than a server.
    var hasPath: Bool {
        guard let authority = firstRange(of: "://")?.upperBound else { return false }
        return self[authority...].contains("/")
    }
}
