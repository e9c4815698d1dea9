import Environments
import HTTPClient
import Hashing
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
    /// Where the file is; empty when the answer carried it.
    let url: String
    let microdollars: Int64
    /// The file, when the answer carried it. It is not kept with the rest.
    var file: [UInt8]?

    enum CodingKeys: String, CodingKey { case url, microdollars }
}

/// A client of the Runware HTTP API (generation flow 5.4). One call is one attempt.
struct ImageClient: Sendable {
    /// What no picture should have.
    static let negativePrompt =
        "blurry, low quality, low resolution, distorted, deformed, bad anatomy, extra limbs, extra fingers, cropped, artifacts, text, watermark"
    /// The largest accepted answer: one picture in base64.
    private static let maximumAnswerSize = 48 * 1024 * 1024
    /// The lengths of prompts that the provider improves, in tokens.
    private static let longestEnhancedPrompt = 100

    let http: HTTPClient
    let endpoint: AIWorkerConfiguration.Endpoint
    /// The price of an image when the answer names none, in millionths of a dollar.
    let usualPrice: Int64
    let environment: Environment

    /// Has one PNG drawn.
    ///
    /// - Throws: `CallFailure`; a picture that the provider calls unfit to be shown is one of moderation.
    func draw(_ request: ImageRequest) async throws(CallFailure) -> DrawnImage {
        let (result, body) = try await perform(task(request), named: request.taskUUID)
        let microdollars = result["cost"]?.microdollars ?? usualPrice
        do throws(CallFailure) {
            if result["NSFWContent"]?.boolValue == true { throw .moderation("the picture is not fit to be shown (NSFWContent)") }
            return try image(in: result, microdollars)
        } catch {
            throw error.with(answer: body.recorded, microdollars: microdollars)
        }
    }

    /// Has a prompt improved.
    ///
    /// - Returns: the better prompt and what it cost, in millionths of a dollar.
    func enhance(_ prompt: String, taskUUID: String) async throws(CallFailure) -> (prompt: String, microdollars: Int64) {
        let task: JSONObject = [
            "taskType": "promptEnhance", "taskUUID": .string(taskUUID), "prompt": .string(prompt),
            "promptMaxLength": .int(Self.longestEnhancedPrompt), "promptVersions": 1, "includeCost": true,
        ]
        let (result, body) = try await perform(task, named: taskUUID)
        let microdollars = result["cost"]?.microdollars ?? 0
        guard let text = result["text"]?.stringValue, !text.allSatisfy(\.isWhitespace) else {
            throw CallFailure.unusable("the answer has no text").with(answer: body.recorded, microdollars: microdollars)
        }
        return (text, microdollars)
    }

    private func task(_ request: ImageRequest) -> JSONObject {
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
            "checkNSFW": true,
        ]
    }

    // MARK: Exchange

    /// Sends an array of one task and finds its result, whatever else the answer says.
    private func perform(_ task: JSONObject, named uuid: String) async throws(CallFailure) -> (JSONValue, body: [UInt8]) {
        do throws(CallFailure) {
            let base = endpoint.baseURL.withoutTrailingSlashes
            let response = try await endpoint.post(
                [.object(task)], to: base.hasPath ? base : base + "/v1", over: http, maximumResponseSize: Self.maximumAnswerSize)
            let answer = try? JSONValue(parsing: response.body)
            if response.status == 200, let result = answer?["data"]?.element(task["taskType"], uuid) { return (result, response.body) }
            throw failure(response, answer, uuid).with(answer: response.body.recorded, microdollars: 0)
        } catch {
            throw endpoint.explained(error, .images)
        }
    }

    private func failure(_ response: HTTPClientResponse, _ answer: JSONValue?, _ uuid: String) -> CallFailure {
        let errors = answer?["errors"]
        guard let error = errors?.element(nil, uuid) ?? errors?[0] else {
            let retryAfter = response.headers.retryAfter(now: environment.now())
            guard response.status == 200 else {
                return refused(.http(status: response.status, response.excerpt, retryAfter: retryAfter))
            }
            return answer == nil ? .retryable("the answer is not JSON: \(response.body.excerpt)") : .unusable("the answer has no result")
        }
        let code = error["code"]?.stringValue ?? "unknown"
        let text = "\(code): \(error["message"]?.stringValue ?? "no message")"
        let lowered = code.lowercased()
        // Runware's own code, and that of the providers behind it: `invalidProviderContent`.
        if lowered.hasPrefix("invalid") && lowered.hasSuffix("content") { return .moderation(text) }
        if ["nsfw", "moderation", "contentpolicy", "safety"].contains(where: lowered.contains) { return .moderation(text) }
        let retryAfter = response.headers.retryAfter(now: environment.now())
        // The code tells more than the status, which is one for all tasks of a request. Where it tells nothing the status does.
        let passing = ["timeout", "ratelimit", "concurren", "toomany", "overloaded", "unavailable", "internal", "servererror"]
        if passing.contains(where: lowered.contains) {
            var failure = CallFailure.retryable(response.status == 200 ? text : "HTTP \(response.status): \(text)", after: retryAfter)
            failure.status = response.status == 200 ? nil : response.status
            return failure
        }
        var failure = response.status == 200 ? .permanent(text) : refused(.http(status: response.status, text, retryAfter: retryAfter))
        if lowered.contains("apikey") { failure.status = 401 }
        if lowered.contains("insufficientcredit") { failure.status = 402 }
        return failure
    }

    /// Only the code of an error tells that content was refused; status 403 is about the account.
    private func refused(_ failure: CallFailure) -> CallFailure {
        guard case .moderation = failure.kind else { return failure }
        return CallFailure(kind: .permanent, description: failure.description, status: failure.status)
    }

    // MARK: Pictures

    private func image(in result: JSONValue, _ microdollars: Int64) throws(CallFailure) -> DrawnImage {
        if let url = result["imageURL"]?.stringValue, !url.isEmpty, !url.hasPrefix("data:") {
            return DrawnImage(url: url, microdollars: microdollars)
        }
        let uri = result["imageDataURI"]?.stringValue ?? result["imageURL"]?.stringValue
        let base64 = result["imageBase64Data"]?.stringValue ?? uri?.split(separator: ",", maxSplits: 1).last.map(String.init)
        guard let base64, !base64.isEmpty else { throw .unusable("the answer has no image") }
        guard let file = Base64.decode(base64) else { throw .unusable("the image is not in base64") }
        return DrawnImage(url: "", microdollars: microdollars, file: file)
    }
}

extension JSONValue {
    /// The element of this array that belongs to a task. Servers that do not repeat what they were asked are taken at their word.
    fileprivate func element(_ taskType: JSONValue?, _ uuid: String) -> JSONValue? {
        (arrayValue ?? []).first { element in
            if let taskType, let type = element["taskType"], type != taskType { return false }
            return element["taskUUID"]?.stringValue ?? uuid == uuid
        }
    }
}
