import Glibc
import Telemetry

/// What the header block of a request says, gathered field by field, and why the request must be refused, if so.
struct RequestHeaders {
    /// A refusal before the body is looked at.
    struct Refusal {
        var error: RPCError
        var httpStatus = 200
        var extra: [(String, String)] = []
    }

    /// How the request's content-type spells the protocol, which the response repeats.
    enum ContentType {
        case grpc
        case grpcProto
    }

    private(set) var timeout: Duration?
    private(set) var contentType = ContentType.grpc
    /// How messages that are flagged as compressed are compressed.
    private(set) var encoding = CompressionAlgorithm.identity
    /// What the caller can decompress.
    private(set) var accepted = CompressionSet.none
    private(set) var refusal: Refusal?
    /// The trace that the caller's work belongs to (W3C Trace Context).
    private(set) var trace: TraceContext?
    private(set) var hasBinaryMetadata = false
    private var hasContentType = false

    /// Takes one field.
    /// - Returns: whether the field was one that the runtime reads itself; others are metadata.
    mutating func take(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 2 where name.equals("te"):
            return true
        case 7 where name.equals(":method"):
            if !value.equals("POST") {
                refuse(.internal, "gRPC needs POST, got \(value.text)", httpStatus: 405, extra: [("allow", "POST")])
            }
            return true
        case 7 where name.equals(":scheme"), 10 where name.equals(":authority"):
            return true
        case 12 where name.equals("content-type"):
            hasContentType = true
            takeContentType(value)
            return true
        case 12 where name.equals("grpc-timeout"):
            timeout = TimeoutHeader.parse(value)
            if timeout == nil {
                refuse(
                    .internal, "malformed grpc-timeout '\(value.text)' (accepted: 1 to 8 digits and one of H M S m u n)", httpStatus: 400)
            }
            return true
        case 13 where name.equals("grpc-encoding"):
            if let known = CompressionAlgorithm(name: value) {
                encoding = known
            } else {
                refuse(
                    .unimplemented, "grpc: Decompressor is not installed for grpc-encoding \"\(value.text)\"",
                    extra: [("grpc-accept-encoding", CompressionSet.all.acceptEncoding)])
            }
            return true
        case 20 where name.equals("grpc-accept-encoding"):
            accepted.insert(acceptEncoding: value)
            return true
        case 11 where name.equals("traceparent"):
            // Metadata as well: handlers may read it.
            trace = TraceContext.parse(traceparent: value.text)
            return false
        default:
            if name.count > 4, UnsafeBufferPointer(rebasing: name.suffix(4)).equals("-bin") { hasBinaryMetadata = true }
            return false
        }
    }

    /// Looks at the whole once the block is complete.
    mutating func finish() {
        if !hasContentType { refuse(.invalidArgument, "content-type is missing (accepted: application/grpc)", httpStatus: 415) }
    }

    private mutating func takeContentType(_ value: UnsafeBufferPointer<UInt8>) {
        let prefix: StaticString = "application/grpc"
        guard value.count >= prefix.utf8CodeUnitCount, UnsafeBufferPointer(rebasing: value.prefix(prefix.utf8CodeUnitCount)).equals(prefix)
        else {
            refuse(.invalidArgument, "invalid gRPC request content-type \"\(value.text)\" (accepted: application/grpc)", httpStatus: 415)
            return
        }
        let rest = UnsafeBufferPointer(rebasing: value.dropFirst(prefix.utf8CodeUnitCount))
        guard let separator = rest.first else { return }
        if rest.equals("+proto") || rest.text.hasPrefix("+proto;") {
            contentType = .grpcProto
            return
        }
        if separator == UInt8(ascii: ";") { return }
        if separator == UInt8(ascii: "+") {
            refuse(.unimplemented, "no codec for content-type \"\(value.text)\" (accepted: application/grpc, application/grpc+proto)")
        } else {
            refuse(.invalidArgument, "invalid gRPC request content-type \"\(value.text)\" (accepted: application/grpc)", httpStatus: 415)
        }
    }

    /// The first reason stands.
    private mutating func refuse(_ code: StatusCode, _ message: String, httpStatus: Int = 200, extra: [(String, String)] = []) {
        guard refusal == nil else { return }
        refusal = Refusal(error: RPCError(code, message), httpStatus: httpStatus, extra: extra)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are those of a literal.
    func equals(_ literal: StaticString) -> Bool {
        guard count == literal.utf8CodeUnitCount, let baseAddress else { return count == literal.utf8CodeUnitCount }
        return memcmp(baseAddress, literal.utf8Start, count) == 0
    }

    /// Whether the bytes are those of an array.
    func equals(_ bytes: [UInt8]) -> Bool {
        guard count == bytes.count, let baseAddress else { return count == bytes.count }
        return bytes.withUnsafeBufferPointer { other in other.baseAddress.map { memcmp(baseAddress, $0, count) == 0 } ?? false }
    }

    /// The bytes as text; bytes that are not UTF-8 become U+FFFD.
    var text: String { String(decoding: self, as: UTF8.self) }
}
