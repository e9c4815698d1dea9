import Hashing

/// Names and limits of AWS Signature Version 4 that signing and verifying share.
enum SigV4 {
    static let algorithm = "AWS4-HMAC-SHA256"
    static let service = "s3"
    /// The longest life of a presigned URL: seven days.
    static let maximumExpiry = 604_800

    /// The query items of a presigned URL.
    enum QueryItem {
        static let algorithm = "X-Amz-Algorithm"
        static let credential = "X-Amz-Credential"
        static let date = "X-Amz-Date"
        static let expires = "X-Amz-Expires"
        static let signedHeaders = "X-Amz-SignedHeaders"
        static let signature = "X-Amz-Signature"
        static let contentSHA256 = "X-Amz-Content-Sha256"
        static let all = [algorithm, credential, date, expires, signedHeaders, signature]
    }

    /// The signature in hexadecimal of `stringToSign`.
    static func signature(of stringToSign: String, signingKey: [UInt8]) -> String {
        Hashing.hex(Hashing.hmacSHA256(key: signingKey, stringToSign))
    }

    /// Compares two signatures in a time that does not depend on where they differ.
    static func areEqual(_ first: String, _ second: String) -> Bool {
        let (first, second) = (Array(first.utf8), Array(second.utf8))
        guard first.count == second.count else { return false }
        return zip(first, second).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
