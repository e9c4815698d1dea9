/// What a request wants of a multipart upload.
enum MultipartOperation: Sendable, Hashable {
    case create
    case uploadPart(Int, of: String)
    case complete(String)
    case abort(String)
    case listParts(String)
    case listUploads

    /// `nil` when the request is about no multipart upload.
    /// - Throws: `InvalidArgument` for a number out of range, `MethodNotAllowed` and `NotImplemented` for what there is not.
    init?(_ request: S3Request) throws(S3Error) {
        let (query, isObject) = (request.query, request.key != nil)
        guard ["uploads", "uploadId", "partNumber"].contains(where: query.has) else { return nil }
        switch (request.method, query["uploadId"]) {
        case ("GET", nil) where !isObject && query.has("uploads"): self = .listUploads
        case ("POST", nil) where isObject && query.has("uploads"): self = .create
        case ("PUT", let id?) where isObject: self = .uploadPart(try Self.number(query["partNumber"]), of: id)
        case ("POST", let id?) where isObject: self = .complete(id)
        case ("DELETE", let id?) where isObject: self = .abort(id)
        case ("GET", let id?) where isObject: self = .listParts(id)
        case ("GET", nil), ("HEAD", nil): throw .notImplemented("Reading an object by part numbers")
        default: throw .methodNotAllowed(request.method)
        }
    }

    private static func number(_ text: String?) throws(S3Error) -> Int {
        guard let text, let number = Int(text), (1...MultipartUpload.maximumPartNumber).contains(number) else {
            throw .invalidArgument(
                "Part number must be an integer between 1 and \(MultipartUpload.maximumPartNumber), inclusive", name: "partNumber",
                value: text)
        }
        return number
    }
}
