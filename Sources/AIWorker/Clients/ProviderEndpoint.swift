import Environments
import HTTPClient
import HTTPMessages
import JSONModel
import Telemetry

extension AIWorkerConfiguration.Endpoint {
    /// Sends a JSON document to this provider: one attempt.
    ///
    /// - Parameter maximumResponseSize: the largest accepted answer, in bytes.
    /// - Throws: `CallFailure` when there is no answer; one with a status of failure is an answer.
    func post(
        _ body: JSONValue, to url: String, over http: HTTPClient, maximumResponseSize: Int
    ) async throws(CallFailure) -> HTTPClientResponse {
        var headers = HTTPHeaders([("Content-Type", "application/json")])
        if !apiKey.isEmpty { headers["Authorization"] = "Bearer \(apiKey)" }
        headers.addTrace()
        do {
            return try await http.send(
                HTTPClientRequest(
                    method: "POST", url: url, headers: headers, body: .bytes(body.serializedBytes()), timeout: timeout,
                    maximumResponseSize: maximumResponseSize))
        } catch {
            throw CallFailure(error)
        }
    }

    /// What failed, in words that help and without the key, which some providers repeat in their messages.
    func explained(_ failure: CallFailure, _ settings: ProviderSettings) -> CallFailure {
        let advice =
            switch failure.status {
            case 401: apiKey.isEmpty ? " (no key was sent: set \(settings.key))" : " (the key was refused: check \(settings.key))"
            case 402: " (no credits are left for the key in \(settings.key))"
            case 404: " (check the address in \(settings.address) and the model in \(settings.model))"
            default: ""
            }
        var explained = failure
        explained.description = withoutKey(failure.description + advice)
        explained.answer = failure.answer.map(withoutKey)
        return explained
    }

    private func withoutKey(_ text: String) -> String {
        // Shorter ones are no secrets, and might be part of any word.
        apiKey.count < 8 ? text : text.replacing(apiKey, with: "***")
    }
}

/// What people set about a provider, by the names of the variable and of the flags.
struct ProviderSettings: Sendable, Hashable {
    let key: String
    let address: String
    let model: String

    static let languageModel = ProviderSettings(key: "OPENROUTER_API_KEY", address: "--llm", model: "--llm-model")
    static let images = ProviderSettings(key: "RUNWARE_API_KEY", address: "--images", model: "--image-model")
}

extension HTTPClientResponse {
    /// What an answer with a status of failure says, for messages.
    var excerpt: String {
        guard (300..<400).contains(status), let target = headers["location"] else { return body.excerpt }
        return "it leads to \(target.prefix(500)), and redirects are not followed"
    }
}

extension HTTPHeaders {
    /// Adds the trace of the running task (W3C Trace Context), so that it can be followed on the other side.
    mutating func addTrace() {
        if let trace = TraceContext.current { self["traceparent"] = trace.child().traceparent }
    }
}
