/// The trailer `grpc-status-details-bin`: a serialized `google.rpc.Status` that repeats code and message of the call's status.
enum StatusDetailsHeader {
    static let name = "grpc-status-details-bin"

    /// The trailer's value for an error; `nil` when it has no details.
    static func value(of error: RPCError) -> [UInt8]? {
        guard !error.details.isEmpty else { return nil }
        let status = RPCAPI.Status(code: Int32(clamping: error.code.rawValue), message: error.message, details: error.details.map(\.packed))
        return Base64.encode(status.encoded())
    }

    /// Adds the details that came with a status to the error that it is.
    ///
    /// As in grpc-go, details that cannot be read, or that belong to another code than `grpc-status`, make the whole status doubtful: the
    /// call fails with INTERNAL and a message that says what came.
    /// - Parameters:
    ///   - value: the trailer's value as it came.
    ///   - error: the status that the other trailers tell.
    ///   - code: the number in `grpc-status`.
    static func adding(_ value: some Collection<UInt8>, to error: RPCError, code: Int) -> RPCError {
        var result = error
        guard let bytes = Base64.decode(value), let status = try? RPCAPI.Status(decoding: bytes) else {
            result.code = .internal
            result.message = "malformed \(name) beside \(error)"
            return result
        }
        guard Int(status.code) == code else {
            result.code = .internal
            result.message = "\(name) has the code \(status.code), grpc-status is \(code): \(error.message)"
            return result
        }
        result.details = status.details.map(StatusDetail.init)
        return result
    }
}
