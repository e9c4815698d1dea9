import HTTPMessages
import HTTPServing

/// A verified request in the terms of S3: whose signature holds, and what it is about.
struct S3Request: Sendable {
    let method: String
    /// `nil` for the list of buckets.
    let bucket: String?
    /// `nil` for the bucket itself.
    let key: String?
    let query: DecodedQuery
    let headers: HTTPHeaders
    let payload: SignedPayload
    let body: HTTPRequestBody

    /// - Throws: `InvalidBucketName`, `KeyTooLongError`, and `InvalidURI` for a path that is not percent-encoded UTF-8.
    init(_ request: HTTPServerRequest, verified: SigV4Verifier.Verified) throws(S3Error) {
        method = request.method
        headers = request.headers
        body = request.body
        query = verified.query
        payload = verified.payload
        guard let path = PercentEncoding.decode(request.rawPath) else { throw .invalidURI }
        (bucket, key) = try Self.place(path)
    }

    /// Bucket and key of a decoded path `/bucket/key`; only the first slash after the bucket separates.
    static func place(_ path: String) throws(S3Error) -> (bucket: String?, key: String?) {
        guard path.utf8.first == UInt8(ascii: "/") else { throw .invalidURI }
        let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        let bucket = String(Substring(parts[0]))
        if bucket.isEmpty, parts.count == 1 { return (nil, nil) }
        guard BucketName.isValid(bucket) else { throw .invalidBucketName(bucket) }
        guard parts.count > 1, !parts[1].isEmpty else { return (bucket, nil) }
        guard parts[1].count <= ObjectPath.maximumKeyLength else { throw .keyTooLong(size: parts[1].count) }
        return (bucket, String(Substring(parts[1])))
    }

    /// The parts of the S3 API that this endpoint leaves out, by the query item that asks for them. A request with one of them must not be
    /// taken for the plain one: `PUT /bucket/key?tagging` does not replace the object.
    private static let leftOut: Set<String> = [
        "accelerate", "acl", "analytics", "attributes", "cors", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle",
        "logging", "metadataTable", "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus",
        "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore", "retention", "select", "session", "tagging",
        "torrent", "versions", "website",
    ]

    func checkSupport() throws(S3Error) {
        if let name = query.items.map(\.name).first(where: Self.leftOut.contains) { throw .notImplemented("The sub-resource '\(name)'") }
        if let version = query["versionId"], !version.isEmpty, version != "null" {
            throw .invalidArgument("Objects have no versions here.", name: "versionId", value: version)
        }
    }
}
