import Glibc

/// The errors of the S3 API reference ("Error responses") that the embedded endpoint answers, with its wording.
extension S3Error {
    static func accessDenied(_ message: String = "Access Denied.", details: [Detail] = []) -> S3Error {
        S3Error(code: "AccessDenied", message: message, status: 403, details: details)
    }

    static let signatureDoesNotMatch = S3Error(
        code: "SignatureDoesNotMatch",
        message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        status: 403)

    static let invalidAccessKeyId = S3Error(
        code: "InvalidAccessKeyId", message: "The AWS Access Key Id you provided does not exist in our records.", status: 403)

    static func requestTimeTooSkewed(requestTime: String, serverTime: String) -> S3Error {
        S3Error(
            code: "RequestTimeTooSkewed", message: "The difference between the request time and the server's time is too large.",
            status: 403,
            details: [
                Detail("RequestTime", requestTime), Detail("ServerTime", serverTime), Detail("MaxAllowedSkewMilliseconds", "900000"),
            ])
    }

    static func authorizationQueryParameters(_ message: String, details: [Detail] = []) -> S3Error {
        S3Error(code: "AuthorizationQueryParametersError", message: message, status: 400, details: details)
    }

    static func authorizationHeaderMalformed(_ message: String, details: [Detail] = []) -> S3Error {
        S3Error(
            code: "AuthorizationHeaderMalformed", message: "The authorization header is malformed; \(message)", status: 400,
            details: details)
    }

    static func invalidRequest(_ message: String) -> S3Error {
        S3Error(code: "InvalidRequest", message: message, status: 400)
    }

    static func invalidArgument(_ message: String, name: String? = nil, value: String? = nil) -> S3Error {
        let details = [name.map { Detail("ArgumentName", $0) }, value.map { Detail("ArgumentValue", $0) }].compactMap { $0 }
        return S3Error(code: "InvalidArgument", message: message, status: 400, details: details)
    }

    static let invalidURI = S3Error(code: "InvalidURI", message: "Couldn't parse the specified URI.", status: 400)

    static func noSuchKey(_ key: String) -> S3Error {
        S3Error(code: "NoSuchKey", message: "The specified key does not exist.", status: 404, details: [Detail("Key", key)])
    }

    static func noSuchBucket(_ bucket: String) -> S3Error {
        S3Error(
            code: "NoSuchBucket", message: "The specified bucket does not exist", status: 404, details: [Detail("BucketName", bucket)])
    }

    static func bucketAlreadyOwnedByYou(_ bucket: String) -> S3Error {
        S3Error(
            code: "BucketAlreadyOwnedByYou",
            message: "Your previous request to create the named bucket succeeded and you already own it.", status: 409,
            details: [Detail("BucketName", bucket)])
    }

    static func bucketNotEmpty(_ bucket: String) -> S3Error {
        S3Error(
            code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty", status: 409,
            details: [Detail("BucketName", bucket)])
    }

    static func invalidBucketName(_ bucket: String) -> S3Error {
        S3Error(
            code: "InvalidBucketName",
            message:
                "The specified bucket is not valid: 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends.",
            status: 400, details: [Detail("BucketName", bucket)])
    }

    static func keyTooLong(size: Int) -> S3Error {
        S3Error(
            code: "KeyTooLongError", message: "Your key is too long", status: 400,
            details: [Detail("Size", String(size)), Detail("MaxSizeAllowed", String(ObjectPath.maximumKeyLength))])
    }

    static func methodNotAllowed(_ method: String) -> S3Error {
        S3Error(
            code: "MethodNotAllowed", message: "The specified method is not allowed against this resource.", status: 405,
            details: [Detail("Method", method)])
    }

    static func notImplemented(_ what: String) -> S3Error {
        S3Error(code: "NotImplemented", message: "\(what) is not implemented by this endpoint.", status: 501)
    }

    static func entityTooLarge(maximum: Int, proposed: Int?) -> S3Error {
        S3Error(
            code: "EntityTooLarge", message: "Your proposed upload exceeds the maximum allowed size", status: 400,
            details: [proposed.map { Detail("ProposedSize", String($0)) }, Detail("MaxSizeAllowed", String(maximum))].compactMap { $0 })
    }

    static func metadataTooLarge(maximum: Int, size: Int) -> S3Error {
        S3Error(
            code: "MetadataTooLarge", message: "Your metadata headers exceed the maximum allowed metadata size", status: 400,
            details: [Detail("Size", String(size)), Detail("MaxSizeAllowed", String(maximum))])
    }

    static let missingContentLength = S3Error(
        code: "MissingContentLength", message: "You must provide the Content-Length HTTP header.", status: 411)

    static let incompleteBody = S3Error(
        code: "IncompleteBody", message: "You did not provide the number of bytes specified by the Content-Length HTTP header.", status: 400
    )

    static let badDigest = S3Error(
        code: "BadDigest", message: "The Content-MD5 or checksum value that you specified did not match what the server received.",
        status: 400)

    static let invalidDigest = S3Error(
        code: "InvalidDigest", message: "The Content-MD5 or checksum value that you specified is not valid.", status: 400)

    static func contentSHA256Mismatch(declared: String, computed: String) -> S3Error {
        S3Error(
            code: "XAmzContentSHA256Mismatch", message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
            status: 400, details: [Detail("ClientComputedContentSHA256", declared), Detail("S3ComputedContentSHA256", computed)])
    }

    static func invalidRange(requested: String, size: Int) -> S3Error {
        S3Error(
            code: "InvalidRange", message: "The requested range is not satisfiable", status: 416,
            details: [Detail("RangeRequested", requested), Detail("ActualObjectSize", String(size))])
    }

    static func preconditionFailed(_ condition: String) -> S3Error {
        S3Error(
            code: "PreconditionFailed", message: "At least one of the pre-conditions you specified did not hold", status: 412,
            details: [Detail("Condition", condition)])
    }

    static let malformedXML = S3Error(
        code: "MalformedXML", message: "The XML you provided was not well-formed or did not validate against our published schema",
        status: 400)

    static func internalError(_ message: String) -> S3Error {
        S3Error(code: "InternalError", message: message, status: 500)
    }

    /// The code, the status and the words of MinIO, the platform's store; S3 itself is never full.
    static let storageFull = S3Error(
        code: "XMinioStorageFull",
        message: "Storage backend has reached its minimum free drive threshold. Please delete a few objects to proceed.", status: 507)

    /// What a failed system call means to a client.
    init(disk error: SystemError) {
        switch error.code {
        case ENOSPC, EDQUOT, EFBIG: self = .storageFull
        default: self = .internalError("the disk refused: \(error)")
        }
    }
}
