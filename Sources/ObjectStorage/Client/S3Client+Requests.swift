import Environments
import HTTPClient
import HTTPMessages

/// One request in the terms of S3, not yet signed.
struct S3Call: Sendable {
    let method: String
    /// `nil` for the bucket itself.
    let key: String?
    let query: [(String, String)]
    let headers: [(String, String)]
    let body: HTTPClientBody
    let maximumSize: Int
    /// A file for the answer's content; memory when `nil`.
    let destination: String?
    /// Whether it does no harm to send it twice.
    let isRepeatable: Bool

    init(
        _ method: String, key: String? = nil, query: [(String, String)] = [], headers: [(String, String)] = [],
        body: HTTPClientBody = .none, maximumSize: Int = 64 * 1024 * 1024, destination: String? = nil, isRepeatable: Bool = true
    ) {
        self.method = method
        self.key = key
        self.query = query
        self.headers = headers
        self.body = body
        self.maximumSize = maximumSize
        self.destination = destination
        self.isRepeatable = isRepeatable
    }

    /// What the signature covers of the body.
    var payload: SigV4Signer.Payload {
        switch body {
        case .none: .bytes([])
        case .bytes(let bytes): .bytes(bytes)
        case .file: .unsigned
        }
    }
}

/// Sending requests: signatures, time, repetition.
extension S3Client {
    private static let maximumAttempts = 3
    private static let firstPause: Duration = .milliseconds(100)

    func deadline(in timeout: Duration?) -> ContinuousClock.Instant {
        .now + (timeout ?? self.timeout)
    }

    /// Sends a request, signed for the region of the bucket.
    func exchange(_ call: S3Call, by deadline: ContinuousClock.Instant) async throws(S3Error) -> HTTPClientResponse {
        let region = try await region(by: deadline)
        let answer = try await send(call, region: region, by: deadline)
        guard endpoint.region == nil, let right = Self.rightRegion(in: answer), right != region else { return answer }
        learn(right)
        return try await send(call, region: right, by: deadline)
    }

    /// Sends a request until it is answered, or must not be repeated any more.
    func send(_ call: S3Call, region: String, by deadline: ContinuousClock.Instant) async throws(S3Error) -> HTTPClientResponse {
        var (attempt, pause) = (1, Self.firstPause)
        while true {
            let outcome = await attemptOnce(call, region: region, by: deadline)
            let mayRepeat = call.isRepeatable && attempt < Self.maximumAttempts && .now + pause < deadline
            switch outcome {
            case .success(let answer) where answer.status == 503 && mayRepeat: break
            case .success(let answer): return answer
            case .failure(let error) where error.isLossOfConnection && mayRepeat: break
            case .failure(let error): throw S3Error(error, at: endpoint.origin)
            }
            do { try await Task.sleep(for: pause) } catch { throw S3Error(HTTPClientError.cancelled, at: endpoint.origin) }
            attempt += 1
            pause *= 4
        }
    }

    private func attemptOnce(
        _ call: S3Call, region: String, by deadline: ContinuousClock.Instant
    ) async -> Result<HTTPClientResponse, HTTPClientError> {
        let remaining = deadline - .now
        guard remaining > .zero else { return .failure(.timeout("the operation's time is over")) }
        let request = request(for: call, region: region, timeout: remaining)
        do throws(HTTPClientError) {
            guard let destination = call.destination else { return .success(try await http.send(request)) }
            return .success(try await http.download(request, to: destination))
        } catch {
            return .failure(error)
        }
    }

    private func request(for call: S3Call, region: String, timeout: Duration) -> HTTPClientRequest {
        let path = endpoint.path(of: call.key)
        let signed = signer.signedHeaders(
            method: call.method, path: path, query: call.query, headers: [("Host", endpoint.requestHost)] + call.headers,
            payload: call.payload, region: region, at: environment.now())
        let query = call.query.isEmpty ? "" : "?\(CanonicalQuery(call.query.map { (name: $0.0, value: $0.1) }).text)"
        return HTTPClientRequest(
            method: call.method, url: "\(endpoint.requestOrigin)\(path)\(query)",
            headers: HTTPHeaders(call.headers.map { (name: $0.0, value: $0.1) } + signed), body: call.body, timeout: timeout,
            connectTimeout: min(timeout, .seconds(10)), maximumResponseSize: call.maximumSize)
    }
}
