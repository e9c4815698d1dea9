import Environments
import HTTPMessages

/// Signatures in the query ("Authenticating requests: using query parameters" of the S3 API reference).
extension SigV4Verifier {
    func verifyPresigned(_ request: Request, query: DecodedQuery, at now: Timestamp) throws(S3Error) -> Verified {
        func item(_ name: String) throws(S3Error) -> String {
            let values = query.values(of: name)
            guard let value = values.first else {
                throw .authorizationQueryParameters(
                    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, "
                        + "X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
            }
            guard values.count == 1 else { throw .authorizationQueryParameters("\(name) must be given once.") }
            return value
        }

        guard try item(SigV4.QueryItem.algorithm) == SigV4.algorithm else {
            throw .authorizationQueryParameters("X-Amz-Algorithm only supports \"\(SigV4.algorithm)\"")
        }
        let (credential, signedHeaders) = (try item(SigV4.QueryItem.credential), try item(SigV4.QueryItem.signedHeaders))
        let (signature, date) = (try item(SigV4.QueryItem.signature), try item(SigV4.QueryItem.date))
        let expires = try Self.expiry(try item(SigV4.QueryItem.expires))
        guard let start = Timestamp(basicISO8601: date) else {
            throw .authorizationQueryParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        }
        let parts: SignatureParts
        do {
            parts = try SignatureParts(credential: credential, signedHeaders: signedHeaders, signature: signature)
        } catch {
            throw .authorizationQueryParameters(
                "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
                    + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".")
        }
        try parts.checkScope(region: region, service: service, date: date) {
            .authorizationQueryParameters("Error parsing the X-Amz-Credential parameter; \($0)", details: $1)
        }
        guard SigV4.areEqual(parts.accessKey, credentials.accessKey) else { throw .invalidAccessKeyId }
        try Self.checkLife(from: start, seconds: expires, at: now)
        // A payload hash beside a presigned URL only narrows what the URL allows: it is checked against the body wherever it comes from.
        try checkCoverage(of: request, signedHeaders: parts.signedHeaders, exempt: ["x-amz-content-sha256", "x-amz-date"])

        let payloadHash = query[SigV4.QueryItem.contentSHA256] ?? CanonicalRequest.unsignedPayload
        let signingKey = try check(parts, of: request, date: date, payloadHash: payloadHash)
        let chain = ChunkSignatureChain(signingKey: signingKey, date: date, scope: parts.scope, seed: parts.signature)
        let declared = query[SigV4.QueryItem.contentSHA256] ?? request.headers["x-amz-content-sha256"] ?? payloadHash
        return Verified(query: query, payload: try SignedPayload(declared, chain: chain))
    }

    private static func expiry(_ text: String) throws(S3Error) -> Int {
        guard let seconds = Int(text) else { throw .authorizationQueryParameters("X-Amz-Expires should be a number") }
        guard seconds >= 1 else { throw .authorizationQueryParameters("X-Amz-Expires must be at least 1 second") }
        guard seconds <= SigV4.maximumExpiry else {
            throw .authorizationQueryParameters(
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be at most "
                    + "\(SigV4.maximumExpiry) seconds")
        }
        return seconds
    }

    private static func checkLife(from start: Timestamp, seconds: Int, at now: Timestamp) throws(S3Error) {
        guard now >= start - allowedSkew else { throw .accessDenied("Request is not valid yet") }
        let end = start + .seconds(seconds)
        guard now <= end else {
            throw .accessDenied(
                "Request has expired",
                details: [
                    S3Error.Detail("X-Amz-Expires", String(seconds)), S3Error.Detail("Expires", end.rfc3339),
                    S3Error.Detail("ServerTime", now.rfc3339),
                ])
        }
    }
}
