import Environments
import Hashing

/// Signs requests for S3 with AWS Signature Version 4, in the query (presigned URLs) or in header fields.
///
/// Signing is pure: the same inputs give the same bytes, and nothing is asked of the network.
public struct SigV4Signer: Sendable {
    /// What a request's body contributes to its signature.
    public enum Payload: Sendable {
        /// Nothing: the body may be anything.
        case unsigned
        /// The body's bytes.
        case bytes([UInt8])
        /// The body's SHA-256 in lower-case hexadecimal, or another literal of `x-amz-content-sha256`.
        case hash(String)

        var text: String {
            switch self {
            case .unsigned: CanonicalRequest.unsignedPayload
            case .bytes(let bytes): Hashing.hex(Hashing.sha256(bytes))
            case .hash(let text): text
            }
        }
    }

    /// The key pair that signs.
    public let credentials: S3Credentials
    /// The service in the scope; `s3` except in tests of the algorithm.
    let service: String

    /// A signer for `credentials`.
    public init(credentials: S3Credentials) {
        self.init(credentials: credentials, service: SigV4.service)
    }

    init(credentials: S3Credentials, service: String) {
        self.credentials = credentials
        self.service = service
    }

    /// A URL that lets whoever has it do `method` on one object for a time (platform contract 2.4): only `host` is signed, the body is not.
    ///
    /// - Parameters:
    ///   - method: the HTTP method, upper case.
    ///   - endpoint: scheme, host, style and region (`us-east-1` when it names none); the host must be the one that the client will send.
    ///   - bucket: the bucket; the endpoint's own when `nil`.
    ///   - key: the object's key, not encoded.
    ///   - seconds: the life of the URL, 1…604800; the signer does not check it, every S3 does.
    ///   - time: when the URL begins to be valid, whole seconds.
    ///   - extraQuery: further query items, for example `response-content-type`; they are signed.
    public func presignedURL(
        method: String, endpoint: S3Endpoint, bucket: String? = nil, key: String, expires seconds: Int, at time: Timestamp,
        extraQuery: [(String, String)] = []
    ) -> String {
        let place = bucket.map { endpoint.with(bucket: $0) } ?? endpoint
        let path = place.path(of: key)
        let query = presignedQuery(
            method: method, path: path, host: place.requestHost, region: place.region ?? S3Endpoint.defaultRegion, expires: seconds,
            at: time,
            extraQuery: extraQuery)
        return "\(place.requestOrigin)\(path)?\(query)"
    }

    /// The query of a presigned URL for an encoded path, `X-Amz-Signature` last.
    func presignedQuery(
        method: String, path: String, host: String, region: String, expires seconds: Int, at time: Timestamp,
        extraQuery: [(String, String)]
    ) -> String {
        let scope = CredentialScope(at: time, region: region, service: service)
        let date = time.basicISO8601
        let query = CanonicalQuery(
            [
                (SigV4.QueryItem.algorithm, SigV4.algorithm),
                (SigV4.QueryItem.credential, "\(credentials.accessKey)/\(scope.text)"),
                (SigV4.QueryItem.date, date),
                (SigV4.QueryItem.expires, String(seconds)),
                (SigV4.QueryItem.signedHeaders, "host"),
            ] + extraQuery.map { (name: $0.0, value: $0.1) })
        let request = CanonicalRequest(
            method: method, path: path, query: query, headers: [("host", host)], payloadHash: CanonicalRequest.unsignedPayload)
        let signature = SigV4.signature(
            of: request.stringToSign(at: date, scope: scope), signingKey: scope.signingKey(of: credentials.secretKey))
        // The canonical order is also the order of the platform's URLs: capital letters sort before `response-content-type`.
        return "\(query.text)&\(SigV4.QueryItem.signature)=\(signature)"
    }

    /// The header fields that sign a request: `x-amz-date`, `x-amz-content-sha256` and `Authorization`, to be sent with those given.
    ///
    /// - Parameters:
    ///   - method: the HTTP method, upper case.
    ///   - path: the percent-encoded path.
    ///   - query: the decoded query items.
    ///   - headers: the header fields to be signed, `host` among them; one that a proxy may change should not be.
    ///   - payload: what is signed of the body.
    ///   - region: the region of the scope.
    ///   - time: the time of the request, whole seconds; servers accept 15 minutes of difference.
    public func signedHeaders(
        method: String, path: String, query: [(String, String)] = [], headers: [(String, String)], payload: Payload, region: String,
        at time: Timestamp
    ) -> [(name: String, value: String)] {
        let scope = CredentialScope(at: time, region: region, service: service)
        let date = time.basicISO8601
        let added = [(name: "x-amz-content-sha256", value: payload.text), (name: "x-amz-date", value: date)]
        let request = CanonicalRequest(
            method: method, path: path, query: CanonicalQuery(query.map { (name: $0.0, value: $0.1) }),
            headers: headers.map { (name: $0.0, value: $0.1) } + added, payloadHash: payload.text)
        let authorization = self.authorization(of: request, at: date, scope: scope)
        return added + [(name: "Authorization", value: authorization)]
    }

    /// The value of the `Authorization` header of a canonical request.
    func authorization(of request: CanonicalRequest, at date: String, scope: CredentialScope) -> String {
        let signature = SigV4.signature(
            of: request.stringToSign(at: date, scope: scope), signingKey: scope.signingKey(of: credentials.secretKey))
        let credential = "Credential=\(credentials.accessKey)/\(scope.text)"
        return "\(SigV4.algorithm) \(credential),SignedHeaders=\(request.signedHeaders),Signature=\(signature)"
    }
}
