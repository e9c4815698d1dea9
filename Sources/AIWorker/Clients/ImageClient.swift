import HTTPClient
import HTTPMessages
import JSONModel

/// An image to be drawn.
struct ImageRequest: Sendable, Hashable {
    let prompt: String
    let width: Int
    let height: Int
    /// The client's own name for the request, a UUID; the answer repeats it.
    let taskUUID: String
    /// Tells pictures of equal prompts apart; the same seed and prompt give the same picture.
    let seed: Int
}

/// A drawn image, still at the provider.
struct DrawnImage: Sendable, Hashable, Codable {
    let url: String
    let microdollars: Int64
}

/// A client of the Runware HTTP API (generation flow 5.4). One `draw` is one attempt.
struct ImageClient: Sendable {
    /// What no picture should have.
    static let negativePrompt =
        "blurry, low quality, low resolution, distorted, deformed, bad anatomy, extra limbs, extra fingers, cropped, artifacts, text, watermark"

    let http: HTTPClient
    let endpoint: AIWorkerConfiguration.Endpoint
    /// The price of an image when the answer names none, in millionths of a dollar.
    let usualPrice: Int64

    /// Has one PNG drawn.
    func draw(_ request: ImageRequest) async throws(CallFailure) -> DrawnImage {
        let response: HTTPClientResponse
        do {
            response = try await http.send(
                HTTPClientRequest(
                    method: "POST", url: "\(endpoint.baseURL)/v1",
                    headers: HTTPHeaders([("Authorization", "Bearer \(endpoint.apiKey)"), ("Content-Type", "application/json")]),
                    body: .bytes(body(of: request).serializedBytes()), timeout: endpoint.timeout))
        } catch {
            throw CallFailure(error)
        }
        let answer = try? JSONValue(parsing: response.body)
        if let error = answer?["errors"]?[0] { throw failure(response, error) }
        guard response.status == 200 else {
            throw .http(status: response.status, response.body.excerpt, retryAfter: response.headers.retryAfter)
        }
        guard let answer else { throw .retryable("the answer is not JSON: \(response.body.excerpt)") }
        guard let image = image(of: request, in: answer), let url = image["imageURL"]?.stringValue, !url.isEmpty else {
            throw .retryable("the answer has no image")
        }
        let cost = image["cost"]?.doubleValue.map { Int64(($0 * 1_000_000).rounded()) }
        return DrawnImage(url: url, microdollars: cost ?? usualPrice)
    }

    private func body(of request: ImageRequest) -> JSONValue {
        [
            [
                "taskType": "imageInference",
                "taskUUID": .string(request.taskUUID),
                "positivePrompt": .string(request.prompt),
                "negativePrompt": .string(Self.negativePrompt),
                "model": .string(endpoint.model),
                "width": .int(request.width),
                "height": .int(request.height),
                "numberResults": 1,
                "seed": .int(request.seed),
                "outputType": "URL",
                "outputFormat": "PNG",
                "includeCost": true,
            ]
        ]
    }

    private func image(of request: ImageRequest, in answer: JSONValue) -> JSONValue? {
        (answer["data"]?.arrayValue ?? []).first { element in
            guard element["taskType"]?.stringValue ?? "imageInference" == "imageInference" else { return false }
            return element["taskUUID"]?.stringValue ?? request.taskUUID == request.taskUUID
        }
    }

    private func failure(_ response: HTTPClientResponse, _ error: JSONValue) -> CallFailure {
        let code = error["code"]?.stringValue ?? "unknown"
        let text = "\(code): \(error["message"]?.stringValue ?? "no message")"
        let lowered = code.lowercased()
        if ["nsfw", "moderation", "contentpolicy", "safety"].contains(where: lowered.contains) { return .moderation(text) }
        // Errors of one task may come with status 200: only what the code names as passing is tried again.
        let passing = ["timeout", "ratelimit", "toomany", "unavailable", "internal", "servererror"]
        if response.status == 200 { return passing.contains(where: lowered.contains) ? .retryable(text) : .permanent(text) }
        if response.status == 403 { return .permanent("HTTP 403: \(text)") }
        return .http(status: response.status, text, retryAfter: response.headers.retryAfter)
    }
}
