/// What the header blocks of a response say, and the status that follows from them (gRPC over HTTP/2, "Responses"; "HTTP to gRPC status
/// code mapping").
struct ResponseHeaders {
    private var httpStatus = 0
    private var contentType: String?
    private var grpcStatus: Int?
    private var message = ""
    /// The value of `grpc-status-details-bin` as it came.
    private var details: [UInt8]?
    private var unknownEncoding: String?
    private var isMalformed = false
    private var block = HeaderList()
    private(set) var hasFinalHeaders = false
    /// How messages that are flagged as compressed are compressed.
    private(set) var encoding = CompressionAlgorithm.identity
    /// The value of `grpc-retry-pushback-ms` (gRFC A6): when, or whether, the server wants to see the call again.
    private(set) var pushback: String?
    private(set) var initialMetadata = Metadata()
    private(set) var trailingMetadata = Metadata()

    mutating func take(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
        switch name.count {
        case 7 where name.equals(":status"): httpStatus = Int(value.text) ?? 0
        case 11 where name.equals("grpc-status"): grpcStatus = Self.statusNumber(value)
        case 12 where name.equals("grpc-message"): message = PercentEncoding.decode(value)
        case 12 where name.equals("content-type"): contentType = value.text
        case 13 where name.equals("grpc-encoding"):
            if let known = CompressionAlgorithm(name: value) { encoding = known } else { unknownEncoding = value.text }
        case 22 where name.equals("grpc-retry-pushback-ms"): pushback = value.text
        case 23 where name.equals("grpc-status-details-bin"): details = Array(value)
        case 20 where name.equals("grpc-accept-encoding"): break
        default: block.append(name: name, value: value)
        }
    }

    /// The number of a `grpc-status`; -1 for what is none. Digits only: `-0` must not pass for success.
    private static func statusNumber(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        value.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ? Int(value.text) ?? -1 : -1
    }

    /// Ends a block.
    /// - Parameter isEnd: whether the block ends the stream.
    mutating func finishBlock(isEnd: Bool) {
        let metadata = Metadata(block)
        if metadata == nil { isMalformed = true }
        block.removeAll()
        if isEnd {
            trailingMetadata = metadata ?? Metadata()
        } else if hasFinalHeaders || httpStatus >= 200 {
            if !hasFinalHeaders { initialMetadata = metadata ?? Metadata() }
            hasFinalHeaders = true
            // A status before the body does not count, nor what belongs to it: trailers win.
            (grpcStatus, message, details, pushback) = (nil, "", nil, nil)
        }
        if httpStatus < 200 { httpStatus = 0 }
    }

    /// Why the call cannot succeed, known from the first block.
    var refusal: RPCError? {
        if httpStatus != 200 { return fromHTTP }
        guard let contentType, contentType.hasPrefix("application/grpc") else {
            return RPCError(.unknown, "the response is not gRPC: content-type \"\(contentType ?? "")\"")
        }
        if let unknownEncoding {
            return RPCError(.internal, "the response uses grpc-encoding \"\(unknownEncoding)\", which was not offered")
        }
        return isMalformed ? .malformedMetadata : nil
    }

    /// The status at the end of the stream.
    var status: RPCError? {
        guard let grpcStatus else {
            return httpStatus == 200 || httpStatus == 0 ? RPCError(.unknown, "the response has no grpc-status") : fromHTTP
        }
        if grpcStatus == 0 { return isMalformed ? .malformedMetadata : nil }
        let isKnown = (1...16).contains(grpcStatus)
        let error = RPCError(
            isKnown ? StatusCode(rawValue: grpcStatus) : .unknown, isKnown ? message : "grpc-status \(grpcStatus): \(message)",
            metadata: trailingMetadata)
        return details.map { StatusDetailsHeader.adding($0, to: error, code: grpcStatus) } ?? error
    }

    private var fromHTTP: RPCError {
        let code: StatusCode =
            switch httpStatus {
            case 400, 431: .internal
            case 401: .unauthenticated
            case 403: .permissionDenied
            case 404: .unimplemented
            case 429, 502, 503, 504: .unavailable
            default: .unknown
            }
        return RPCError(code, "unexpected HTTP status \(httpStatus)")
    }

    /// The status of a stream that was reset (gRPC over HTTP/2, "Errors").
    static func status(ofReset code: UInt32) -> RPCError {
        let status: StatusCode =
            switch code {
            case 0x7: .unavailable
            case 0x8: .cancelled
            case 0xb: .resourceExhausted
            case 0xc: .permissionDenied
            case 0x0, 0x1, 0x2, 0x3, 0x4, 0x6, 0x9, 0xa: .internal
            default: .unknown
            }
        return RPCError(status, "the server reset the stream with HTTP/2 error code \(code)")
    }
}

extension RPCError {
    /// Metadata that cannot be read (gRPC over HTTP/2, "Custom-Metadata").
    static let malformedMetadata = RPCError(.internal, "malformed metadata: the value of a -bin field is not base64")
}
