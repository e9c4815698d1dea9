import HTTPMessages
import HTTPServing
import Hashing

/// What the head of an upload says about its body and about what is to be stored, checked as far as it can be without the body.
struct UploadPlan: Sendable {
    /// The number of bytes of the object.
    let length: Int
    let payload: SignedPayload
    /// The digests that the body must have, where the client gave them.
    let md5: [UInt8]?
    let checksum: (algorithm: Checksum.Algorithm, value: [UInt8]?)?
    /// Store only if the key has no object yet.
    let onlyIfVacant: Bool
    /// The header fields that are kept with the object, names in lower case.
    let headers: [ObjectMetadata.Header]

    /// The largest sum of names and values of `x-amz-meta-…` in bytes.
    private static let maximumUserMetadata = 2048
    private static let kept = ["content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires"]

    /// - Parameter checksumsIgnored: whether `x-amz-checksum-…` fields are about something else than this body.
    init(_ request: S3Request, maximumSize: Int, checksumsIgnored: Bool = false) throws(S3Error) {
        payload = request.payload
        length = try Self.length(of: request)
        guard length <= maximumSize else { throw .entityTooLarge(maximum: maximumSize, proposed: length) }
        md5 = try request.headers["Content-MD5"].map { text throws(S3Error) in
            guard let bytes = Base64.decode(text), bytes.count == 16 else { throw .invalidDigest }
            return bytes
        }
        checksum = checksumsIgnored ? nil : try Self.checksum(request.headers)
        onlyIfVacant = try Self.onlyIfVacant(request.headers)
        headers = try Self.keptHeaders(request.headers)
    }

    /// Whether the client has signed the body's SHA-256.
    var needsSHA256: Bool {
        if case .hash = payload { true } else { false }
    }

    /// Checks what arrived against what was announced.
    func check(size: Int, digests: ObjectDigests, trailer: [(name: String, value: String)]) throws(S3Error) {
        guard size == length else { throw .incompleteBody }
        if case .hash(let declared) = payload, declared != digests.sha256Hex {
            throw .contentSHA256Mismatch(declared: declared, computed: digests.sha256Hex)
        }
        if let md5, md5 != digests.md5 { throw .badDigest }
        guard let checksum, let computed = digests.checksum?.value else { return }
        guard
            let declared = checksum.value
                ?? trailer.first(where: { $0.name == checksum.algorithm.header }).flatMap({ Base64.decode($0.value) })
        else { throw .invalidDigest }
        guard declared == computed else { throw .badDigest }
    }

    /// Whether an upload is to be stored only if the key has no object yet.
    static func onlyIfVacant(_ headers: HTTPHeaders) throws(S3Error) -> Bool {
        guard !headers.contains("If-Match") else { throw .notImplemented("If-Match on an upload") }
        switch headers["If-None-Match"] {
        case nil: return false
        case "*": return true
        default: throw .notImplemented("If-None-Match with an entity tag on an upload")
        }
    }

    private static func length(of request: S3Request) throws(S3Error) -> Int {
        switch request.payload {
        case .unsigned, .hash:
            guard let length = request.body.declaredLength else { throw .missingContentLength }
            return length
        case .signedChunks, .unsignedChunks:
            guard let text = request.headers["x-amz-decoded-content-length"] else { throw .missingContentLength }
            guard let length = Int(text), length >= 0 else {
                throw .invalidArgument(
                    "x-amz-decoded-content-length must be a number of bytes.", name: "x-amz-decoded-content-length", value: text)
            }
            return length
        }
    }

    /// The checksum that header fields carry or announce; without a value when it comes behind the body.
    static func checksum(_ headers: HTTPHeaders) throws(S3Error) -> (algorithm: Checksum.Algorithm, value: [UInt8]?)? {
        let announced = headers["x-amz-trailer"]?.lowercased() ?? ""
        for algorithm in Checksum.Algorithm.allCases {
            if let text = headers[algorithm.header] {
                guard let value = Base64.decode(text) else { throw .invalidDigest }
                return (algorithm, value)
            }
            if announced == algorithm.header { return (algorithm, nil) }
        }
        return nil
    }

    /// The header fields of an upload that are kept with the object.
    static func keptHeaders(_ headers: HTTPHeaders) throws(S3Error) -> [ObjectMetadata.Header] {
        var kept: [ObjectMetadata.Header] = []
        var userMetadata = 0
        for field in headers {
            let name = field.name.lowercased()
            if name.hasPrefix("x-amz-meta-") {
                userMetadata += name.utf8.count - "x-amz-meta-".utf8.count + field.value.utf8.count
                kept.append(ObjectMetadata.Header(name: name, value: field.value))
            } else if Self.kept.contains(name) {
                let value = name == "content-encoding" ? withoutChunking(field.value) : field.value
                if !value.isEmpty { kept.append(ObjectMetadata.Header(name: name, value: value)) }
            }
        }
        guard userMetadata <= maximumUserMetadata else { throw .metadataTooLarge(maximum: maximumUserMetadata, size: userMetadata) }
        return kept
    }

    /// A content encoding without `aws-chunked`, which is the transfer's and not the object's.
    private static func withoutChunking(_ encoding: String) -> String {
        encoding.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { $0.lowercased() != "aws-chunked" }
            .joined(separator: ",")
    }
}
