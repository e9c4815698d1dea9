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
    ///
    /// - Parameter variable: the environment variable of the key.
    func explained(_ failure: CallFailure, keyFrom variable: String) -> CallFailure {
        let advice =
            switch failure.status {
            case 401: apiKey.isEmpty ? " (no key was sent: set \(variable))" : " (the key was refused: check \(variable))"
            case 402: " (no credits are left for the key in \(variable))"
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

extension HTTPHeaders {
    /// Adds the trace of the running task (W3C Trace Context), so that it can be followed on the other side.
    mutating func addTrace() {
        if let trace = TraceContext.current { self["traceparent"] = trace.child().traceparent }
    }
}
