import Environments
import HTTPMessages

/// Signatures in the `Authorization` header ("Authenticating requests: using the authorization header" of the S3 API reference).
extension SigV4Verifier {
    func verifyHeaders(
        _ request: Request, query: DecodedQuery, authorization: [String], at now: Timestamp
    ) throws(S3Error) -> Verified {
        guard authorization.count == 1 else { throw .authorizationHeaderMalformed("there must be one.") }
        let parts = try SignatureParts(authorization: authorization[0])
        guard let date = request.headers["x-amz-date"], let time = Timestamp(basicISO8601: date) else {
            throw .accessDenied("AWS authentication requires a valid x-amz-date header, in the form yyyyMMdd'T'HHmmss'Z'")
        }
        try parts.checkScope(region: region, service: service, date: date) { .authorizationHeaderMalformed($0, details: $1) }
        guard SigV4.areEqual(parts.accessKey, credentials.accessKey) else { throw .invalidAccessKeyId }
        guard time >= now - Self.allowedSkew, time <= now + Self.allowedSkew else {
            throw .requestTimeTooSkewed(requestTime: date, serverTime: now.rfc3339)
        }
        guard let payloadHash = request.headers["x-amz-content-sha256"] else {
            throw .invalidRequest("Missing required header for this request: x-amz-content-sha256")
        }
        try checkCoverage(of: request, signedHeaders: parts.signedHeaders)
        let signingKey = try check(parts, of: request, date: date, payloadHash: payloadHash)
        let chain = ChunkSignatureChain(signingKey: signingKey, date: date, scope: parts.scope, seed: parts.signature)
        return Verified(query: query, payload: try SignedPayload(payloadHash, chain: chain))
    }
}
