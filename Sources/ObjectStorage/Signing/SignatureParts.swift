/// What a signed request says about its own signature.
struct SignatureParts: Sendable {
    let accessKey: String
    let scope: CredentialScope
    /// Lower-case names of header fields.
    let signedHeaders: [String]
    let signature: String

    /// The error of a credential that cannot be read.
    enum CredentialFault: Error {
        /// It has not five parts, or the wrong end.
        case malformed
    }

    /// - Parameters:
    ///   - credential: `access key/yyyymmdd/region/service/aws4_request`; the access key may contain slashes.
    ///   - signedHeaders: names joined by semicolons.
    init(credential: String, signedHeaders: String, signature: String) throws(CredentialFault) {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 5, parts[parts.count - 1] == CredentialScope.terminator else { throw .malformed }
        let date = parts[parts.count - 4]
        guard date.utf8.count == 8, date.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .malformed }
        accessKey = parts.dropLast(4).joined(separator: "/")
        scope = CredentialScope(date: date, region: parts[parts.count - 3], service: parts[parts.count - 2])
        self.signedHeaders = signedHeaders.split(separator: ";").map { $0.lowercased() }
        self.signature = signature
    }

    /// Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; the parts may come in any order.
    init(authorization: String) throws(S3Error) {
        let words = authorization.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0] == SigV4.algorithm else {
            guard words.first?.hasPrefix("AWS") == true else {
                throw .invalidArgument("Unsupported Authorization Type; \(SigV4.algorithm) is accepted.", name: "Authorization")
            }
            throw .invalidRequest(
                "The authorization mechanism you have provided is not supported. Please use \(SigV4.algorithm).")
        }
        var fields: [String: String] = [:]
        for field in words[1].split(separator: ",") {
            let parts = field.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw .authorizationHeaderMalformed("a comma-separated list of name=value is expected.") }
            fields[parts[0].filter { $0 != " " }] = String(parts[1].filter { $0 != " " })
        }
        guard let credential = fields["Credential"], let signedHeaders = fields["SignedHeaders"], let signature = fields["Signature"] else {
            throw .authorizationHeaderMalformed("Credential, SignedHeaders and Signature are required.")
        }
        do {
            try self.init(credential: credential, signedHeaders: signedHeaders, signature: signature)
        } catch {
            throw .authorizationHeaderMalformed(
                "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".")
        }
    }

    /// Checks that the scope is this endpoint's and the request's own day.
    /// - Parameter error: makes the error of the form of signature in question.
    func checkScope(
        region: String, service: String, date: String, error: (String, [S3Error.Detail]) -> S3Error
    ) throws(S3Error) {
        guard scope.region == region else {
            throw error("the region '\(scope.region)' is wrong; expecting '\(region)'", [S3Error.Detail("Region", region)])
        }
        guard scope.service == service else {
            throw error("incorrect service \"\(scope.service)\". This endpoint belongs to \"\(service)\".", [])
        }
        guard date.hasPrefix(scope.date) else {
            throw error("invalid credential date \"\(scope.date)\". This date is not the same as X-Amz-Date: \"\(date.prefix(8))\".", [])
        }
    }
}
