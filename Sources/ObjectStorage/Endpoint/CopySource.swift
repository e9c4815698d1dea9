import HTTPMessages

/// The object that a copy takes its bytes from, and the conditions that it must meet.
struct CopySource: Sendable {
    let bucket: String
    let key: String
    private let preconditions: Preconditions

    /// Reads `x-amz-copy-source`: `bucket/key` or `/bucket/key`, percent-encoded, perhaps with `?versionId=null`.
    init(_ headers: HTTPHeaders) throws(S3Error) {
        let header = headers["x-amz-copy-source"] ?? ""
        let path = header.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        guard let decoded = PercentEncoding.decode(path),
            case (let bucket?, let key?) = try S3Request.place(decoded.hasPrefix("/") ? decoded : "/\(decoded)")
        else {
            throw .invalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", name: "x-amz-copy-source", value: header)
        }
        self.bucket = bucket
        self.key = key
        preconditions = Preconditions(headers, prefix: "x-amz-copy-source-")
    }

    /// Opens the object.
    /// - Throws: `NoSuchKey`, `NoSuchBucket`, `PreconditionFailed`, and the system's errors.
    func open(in store: ObjectDirectory) throws -> ObjectFile {
        guard let object = try store.object(key, in: bucket) else {
            throw store.hasBucket(bucket) ? S3Error.noSuchKey(key) : S3Error.noSuchBucket(bucket)
        }
        guard preconditions.evaluate(object.metadata) == .holds else { throw S3Error.preconditionFailed("x-amz-copy-source") }
        return object
    }
}
