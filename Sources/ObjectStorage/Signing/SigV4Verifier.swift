import Environments
import HTTPMessages

/// Checks that a request was signed by someone who has the secret key, for this endpoint and this time.
///
/// The check starts from what was sent, decodes it and makes the canonical form again, because clients differ in how they encode a query (the
/// platform's Python client sends `/` for `%2F`, platform contract 2.4). The host is whatever the `Host` header says: the signature covers it.
struct SigV4Verifier: Sendable {
    /// A request as it was sent.
    struct Request: Sendable {
        var method: String
        /// The path before decoding, from the first slash.
        var rawPath: String
        /// The query before decoding, without the question mark.
        var rawQuery: String
        var headers: HTTPHeaders
    }

    /// What a signature says beside "valid".
    struct Verified: Sendable {
        /// The query, decoded.
        let query: DecodedQuery
        /// How the body is protected and framed.
        let payload: SignedPayload
    }

    /// The largest difference between the two clocks: 15 minutes.
    static let allowedSkew: Duration = .seconds(900)

    let credentials: S3Credentials
    let region: String
    let service: String

    init(credentials: S3Credentials, region: String, service: String = SigV4.service) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// Checks `request` at the time `now`.
    /// - Throws: the error that S3 answers for the first thing found wrong.
    func verify(_ request: Request, at now: Timestamp) throws(S3Error) -> Verified {
        guard let query = DecodedQuery(request.rawQuery) else { throw .invalidURI }
        let authorization = request.headers.values(for: "Authorization")
        let isPresigned = SigV4.QueryItem.all.contains { query.has($0) }
        switch (isPresigned, authorization.isEmpty) {
        case (true, false):
            throw .invalidArgument("Only one auth mechanism allowed: either X-Amz-… query items or the Authorization header.")
        case (true, true): return try verifyPresigned(request, query: query, at: now)
        case (false, false): return try verifyHeaders(request, query: query, authorization: authorization, at: now)
        case (false, true): throw .accessDenied()
        }
    }

    /// Makes the canonical request again and compares signatures.
    func check(_ parts: SignatureParts, of request: Request, date: String, payloadHash: String) throws(S3Error) -> [UInt8] {
        guard let path = PercentEncoding.decode(request.rawPath),
            let query = CanonicalQuery(sent: request.rawQuery, excluding: SigV4.QueryItem.signature)
        else { throw .invalidURI }
        let signed = Set(parts.signedHeaders)
        let headers = request.headers.filter { signed.contains($0.name.lowercased()) }
        let canonical = CanonicalRequest(
            method: request.method, path: PercentEncoding.encode(path, keeping: "/"), query: query, headers: headers,
            payloadHash: payloadHash)
        let signingKey = parts.scope.signingKey(of: credentials.secretKey)
        let expected = SigV4.signature(of: canonical.stringToSign(at: date, scope: parts.scope), signingKey: signingKey)
        guard SigV4.areEqual(expected, parts.signature) else { throw .signatureDoesNotMatch }
        return signingKey
    }

    /// Every `x-amz-…` field changes what a request means, so each must be signed, and `host` must be too.
    func checkCoverage(of request: Request, signedHeaders: [String], exempt: Set<String> = []) throws(S3Error) {
        let signed = Set(signedHeaders)
        guard signed.contains("host"), request.headers.contains("Host") else { throw .signatureDoesNotMatch }
        let unsigned = request.headers.map { $0.name.lowercased() }
            .filter { $0.hasPrefix("x-amz-") && !signed.contains($0) && !exempt.contains($0) }
        guard unsigned.isEmpty else {
            throw .accessDenied(
                "There were headers present in the request which were not signed",
                details: [S3Error.Detail("HeadersNotSigned", unsigned.joined(separator: ", "))])
        }
    }
}
