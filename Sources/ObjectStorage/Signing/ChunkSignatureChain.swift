import Hashing

/// The signatures of the chunks of one body: each covers its chunk and the signature before it, the first that of the request.
///
/// "Signature calculations for the authorization header: transferring a payload in multiple chunks" of the S3 API reference.
struct ChunkSignatureChain: Sendable {
    private static let hashOfNothing = Hashing.hex(Hashing.sha256([]))

    private let signingKey: [UInt8]
    /// Time and scope, the lines that every string to sign repeats.
    private let context: String
    private var previous: String

    init(signingKey: [UInt8], date: String, scope: CredentialScope, seed: String) {
        self.signingKey = signingKey
        context = "\(date)\n\(scope.text)"
        previous = seed
    }

    /// The signature of the next chunk, whose content has the SHA-256 `hash`; the one after it will build on this one.
    mutating func next(chunkHash hash: [UInt8]) -> String {
        advance("AWS4-HMAC-SHA256-PAYLOAD\n\(context)\n\(previous)\n\(Self.hashOfNothing)\n\(Hashing.hex(hash))")
    }

    /// The signature of the trailing fields, given as `name:value\n` lines.
    mutating func next(trailer: String) -> String {
        advance("AWS4-HMAC-SHA256-TRAILER\n\(context)\n\(previous)\n\(Hashing.hex(Hashing.sha256(trailer)))")
    }

    private mutating func advance(_ stringToSign: String) -> String {
        previous = SigV4.signature(of: stringToSign, signingKey: signingKey)
        return previous
    }
}
