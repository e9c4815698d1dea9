import Environments
import HTTPClient
import HTTPMessages

/// A client of one bucket of any S3: MinIO, AWS, or the embedded endpoint.
///
/// Requests are signed in their headers. Failures carry S3's code and message where the answer has them; an answer to `HEAD` has no content,
/// so its message is derived from the status in the words of the platform's own client library (platform contract 2.2).
public final class S3Client: Sendable {
    /// Where requests of this client go.
    public let endpoint: S3Endpoint
    /// The host that presigned URLs are made for: the one that their users can reach.
    public let publicEndpoint: S3Endpoint

    private let signer: SigV4Signer
    private let http: HTTPClient
    private let environment: Environment

    /// - Parameters:
    ///   - endpoint: where requests go, and the bucket.
    ///   - publicEndpoint: the endpoint as users of presigned URLs see it; the same when `nil`.
    ///   - credentials: the key pair that signs.
    ///   - http: sends the requests.
    ///   - environment: the time of signatures.
    public init(
        endpoint: S3Endpoint, publicEndpoint: S3Endpoint? = nil, credentials: S3Credentials, http: HTTPClient, environment: Environment
    ) {
        self.endpoint = endpoint
        self.publicEndpoint = publicEndpoint ?? endpoint
        signer = SigV4Signer(credentials: credentials)
        self.http = http
        self.environment = environment
    }

    // MARK: The bucket

    /// Makes the bucket unless it exists.
    /// - Throws: what the store answers, for example `AccessDenied`.
    public func createBucketIfMissing() async throws(S3Error) {
        let head = try await exchange("HEAD", key: nil)
        if head.status == 200 { return }
        guard head.status == 404 else { throw S3Error(answer: head, isAboutBucket: true) }
        let created = try await exchange("PUT", key: nil, body: Self.bucketConfiguration(endpoint.region))
        if (200...299).contains(created.status) { return }
        let error = S3Error(answer: created, isAboutBucket: true)
        // Somebody else made it in the meantime.
        guard error.code == "BucketAlreadyOwnedByYou" else { throw error }
    }

    private static func bucketConfiguration(_ region: String) -> [UInt8] {
        guard region != "us-east-1" else { return [] }
        let document = XMLWriter.document("CreateBucketConfiguration") { $0.element("LocationConstraint", region) }
        return Array(document.utf8)
    }

    /// The objects whose keys begin with `prefix`, in the order of the keys' bytes.
    /// - Parameter limit: the largest number of objects to ask for.
    /// - Throws: what the store answers, and `InternalError` for an answer that is no listing.
    public func list(prefix: String = "", limit: Int = .max) async throws(S3Error) -> [ObjectInfo] {
        var objects: [ObjectInfo] = []
        var token: String?
        repeat {
            var query = [
                ("list-type", "2"), ("encoding-type", "url"), ("prefix", prefix), ("max-keys", String(min(1000, limit - objects.count))),
            ]
            if let token { query.append(("continuation-token", token)) }
            let answer = try await exchange("GET", key: nil, query: query)
            guard answer.status == 200 else { throw S3Error(answer: answer, isAboutBucket: true) }
            let page = try ListedPage(answer.body)
            objects += page.objects
            token = page.nextToken
        } while token != nil && objects.count < limit
        return objects
    }

    // MARK: Objects

    /// What the store says about an object; `nil` when there is none.
    /// - Throws: what the store answers.
    public func head(_ key: String) async throws(S3Error) -> ObjectInfo? {
        let answer = try await exchange("HEAD", key: key)
        switch answer.status {
        case 200:
            return ObjectInfo(
                key: key, size: answer.headers["Content-Length"].flatMap { Int($0) } ?? 0,
                etag: (answer.headers["ETag"] ?? "").filter { $0 != "\"" }, contentType: answer.headers["Content-Type"],
                lastModified: answer.headers["Last-Modified"].flatMap(Timestamp.init(httpDate:)))
        case 404: return nil
        default: throw S3Error(answer: answer)
        }
    }

    /// What the store says about an object.
    /// - Throws: `NoSuchKey` with the message `The specified key does not exist.`, `AccessDenied` with `Access Denied.`, and what else the store
    ///   answers.
    public func stat(_ key: String) async throws(S3Error) -> ObjectInfo {
        guard let info = try await head(key) else { throw .noSuchKey(key) }
        return info
    }

    /// The bytes of an object.
    /// - Parameter maximumSize: larger objects fail.
    /// - Throws: `NoSuchKey` and what else the store answers.
    public func get(_ key: String, maximumSize: Int = 64 * 1024 * 1024) async throws(S3Error) -> [UInt8] {
        let answer = try await exchange("GET", key: key, maximumSize: maximumSize)
        guard answer.status == 200 else { throw S3Error(answer: answer) }
        return answer.body
    }

    /// Stores an object, replacing the one of this key.
    /// - Returns: the entity tag without its quotes.
    /// - Throws: what the store answers.
    @discardableResult
    public func put(_ key: String, _ bytes: [UInt8], contentType: String? = nil) async throws(S3Error) -> String {
        let answer = try await exchange("PUT", key: key, headers: contentType.map { [("Content-Type", $0)] } ?? [], body: bytes)
        guard (200...299).contains(answer.status) else { throw S3Error(answer: answer) }
        return (answer.headers["ETag"] ?? "").filter { $0 != "\"" }
    }

    /// Removes an object; a key without one is fine.
    /// - Throws: what the store answers.
    public func delete(_ key: String) async throws(S3Error) {
        let answer = try await exchange("DELETE", key: key)
        guard (200...299).contains(answer.status) else { throw S3Error(answer: answer) }
    }

    // MARK: Presigned URLs

    /// A URL that stores an object by `PUT` without further rights (platform contract 2.4). Nothing is asked of the store.
    /// - Parameters:
    ///   - key: 1…1024 bytes.
    ///   - seconds: the life of the URL, 1…604800.
    /// - Throws: `InvalidArgument` in the words of the platform's client library.
    public func presignedPut(key: String, expires seconds: Int) throws(S3Error) -> String {
        try presigned("PUT", key: key, expires: seconds, extraQuery: [])
    }

    /// A URL that reads an object by `GET` without further rights (platform contract 2.4). Nothing is asked of the store.
    /// - Parameters:
    ///   - key: 1…1024 bytes.
    ///   - seconds: the life of the URL, 1…604800.
    ///   - responseContentType: the media type of the answer in place of the stored one; `nil` or empty for that.
    /// - Throws: `InvalidArgument` in the words of the platform's client library.
    public func presignedGet(key: String, expires seconds: Int, responseContentType: String? = nil) throws(S3Error) -> String {
        let override = responseContentType.flatMap { $0.isEmpty ? nil : [("response-content-type", $0)] }
        return try presigned("GET", key: key, expires: seconds, extraQuery: override ?? [])
    }

    private func presigned(_ method: String, key: String, expires seconds: Int, extraQuery: [(String, String)]) throws(S3Error) -> String {
        guard !key.isEmpty else { throw .invalidArgument("Object name cannot be empty") }
        guard key.utf8.count <= ObjectPath.maximumKeyLength else {
            throw .invalidArgument("Object name cannot be longer than \(ObjectPath.maximumKeyLength) characters")
        }
        guard seconds >= 1 else { throw .invalidArgument("Expires cannot be lesser than 1 second.") }
        guard seconds <= SigV4.maximumExpiry else { throw .invalidArgument("Expires cannot be greater than 7 days.") }
        return signer.presignedURL(
            method: method, endpoint: publicEndpoint, key: key, expires: seconds, at: environment.now(), extraQuery: extraQuery)
    }

    // MARK: Requests

    private func exchange(
        _ method: String, key: String?, query: [(String, String)] = [], headers: [(String, String)] = [], body: [UInt8] = [],
        maximumSize: Int = 64 * 1024 * 1024
    ) async throws(S3Error) -> HTTPClientResponse {
        let path = endpoint.path(of: key)
        let signed = signer.signedHeaders(
            method: method, path: path, query: query, headers: [("Host", endpoint.host)] + headers, payload: .bytes(body),
            region: endpoint.region, at: environment.now())
        let queryText = query.isEmpty ? "" : "?\(CanonicalQuery(query.map { (name: $0.0, value: $0.1) }).text)"
        let request = HTTPClientRequest(
            method: method, url: "\(endpoint.origin)\(path)\(queryText)",
            headers: HTTPHeaders(headers.map { (name: $0.0, value: $0.1) } + signed),
            body: method == "PUT" || method == "POST" ? .bytes(body) : .none, maximumResponseSize: maximumSize)
        do {
            return try await http.send(request)
        } catch {
            throw S3Error(code: "RequestFailed", message: "\(endpoint.origin): \(error)", status: 0)
        }
    }
}
