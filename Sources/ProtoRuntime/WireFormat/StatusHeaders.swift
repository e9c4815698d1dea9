/// The header blocks that end or begin a response.
enum StatusHeaders {
    /// The headers of every successful response without metadata.
    static let response = StaticHeaders([(":status", "200"), ("content-type", "application/grpc")])
    /// The trailers of every successful response without metadata.
    static let success = StaticHeaders([("grpc-status", "0")])

    /// Response headers with metadata.
    static func response(metadata: Metadata) -> HeaderBlock {
        guard !metadata.isEmpty else { return .constant(response) }
        var list = HeaderList()
        list.append(":status", "200")
        list.append("content-type", "application/grpc")
        metadata.append(to: &list)
        return .list(list)
    }

    /// Trailers of a successful response with metadata.
    static func success(metadata: Metadata) -> HeaderBlock {
        guard !metadata.isEmpty else { return .constant(success) }
        var list = HeaderList()
        list.append("grpc-status", "0")
        metadata.append(to: &list)
        return .list(list)
    }

    /// A response that consists of a status only ("Trailers-Only").
    /// - Parameters:
    ///   - error: the status.
    ///   - httpStatus: 200, or another number when the request was not gRPC.
    ///   - extra: fields that explain the refusal, such as `grpc-accept-encoding`.
    static func failure(_ error: RPCError, httpStatus: Int = 200, extra: [(String, String)] = []) -> HeaderBlock {
        var list = HeaderList()
        list.append(":status", "\(httpStatus)")
        list.append("content-type", "application/grpc")
        list.append("grpc-status", "\(error.code.rawValue)")
        if !error.message.isEmpty { list.append(name: "grpc-message".utf8, value: PercentEncoding.encode(error.message)) }
        if let details = error.details { list.append(name: "grpc-status-details-bin".utf8, value: Base64.encode(details)) }
        for (name, value) in extra { list.append(name, value) }
        error.metadata.append(to: &list)
        return .list(list)
    }
}
