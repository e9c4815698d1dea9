/// How the body of a verified request is protected and framed, from `x-amz-content-sha256`.
enum SignedPayload: Sendable {
    /// The body may be anything.
    case unsigned
    /// The body has this SHA-256, lower-case hexadecimal.
    case hash(String)
    /// The body is `aws-chunked`: each chunk is signed on top of the one before, trailing fields too where there are any.
    case signedChunks(ChunkSignatureChain, hasTrailer: Bool)
    /// The body is `aws-chunked` without signatures; trailing fields carry a checksum.
    case unsignedChunks

    /// The literals of `x-amz-content-sha256` for bodies in chunks.
    enum Literal {
        static let signedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        static let signedChunksWithTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        static let unsignedChunks = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    }

    /// Reads the value of `x-amz-content-sha256`.
    /// - Parameter chain: where the signatures of chunks start, when there are any.
    init(_ text: String, chain: ChunkSignatureChain) throws(S3Error) {
        switch text {
        case CanonicalRequest.unsignedPayload: self = .unsigned
        case Literal.signedChunks: self = .signedChunks(chain, hasTrailer: false)
        case Literal.signedChunksWithTrailer: self = .signedChunks(chain, hasTrailer: true)
        case Literal.unsignedChunks: self = .unsignedChunks
        default:
            let digits = text.lowercased()
            guard digits.utf8.count == 64, digits.allSatisfy({ "0123456789abcdef".contains($0) }) else {
                throw .invalidArgument(
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                        + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a sha256 in hexadecimal.",
                    name: "x-amz-content-sha256", value: text)
            }
            self = .hash(digits)
        }
    }
}
