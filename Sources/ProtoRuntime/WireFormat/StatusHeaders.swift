/// The header blocks that end or begin a response.
enum StatusHeaders {
    private static let acceptEncoding = CompressionSet.all.acceptEncoding
    /// The headers of a response without metadata and compression, for each spelling of the content-type.
    private static let response = constantResponse(.grpc)
    private static let responseProto = constantResponse(.grpcProto)
    /// The trailers of every successful response without metadata.
    private static let success = StaticHeaders([("grpc-status", "0")])

    private static func constantResponse(_ contentType: RequestHeaders.ContentType) -> StaticHeaders {
        StaticHeaders([(":status", "200"), ("content-type", text(contentType)), ("grpc-accept-encoding", acceptEncoding)])
    }

    private static func text(_ contentType: RequestHeaders.ContentType) -> String {
        switch contentType {
        case .grpc: "application/grpc"
        case .grpcProto: "application/grpc+proto"
        }
    }

    /// The headers before the messages of a response.
    static func response(
        metadata: Metadata, contentType: RequestHeaders.ContentType, compression: CompressionAlgorithm
    ) -> HeaderBlock {
        if metadata.isEmpty, compression == .identity { return .constant(contentType == .grpc ? response : responseProto) }
        var list = HeaderList()
        list.append(":status", "200")
        list.append("content-type", text(contentType))
        list.append("grpc-accept-encoding", acceptEncoding)
        if compression != .identity { list.append("grpc-encoding", compression.name) }
        metadata.append(to: &list)
        return .list(list)
    }

    /// Trailers of a successful response.
    static func success(metadata: Metadata) -> HeaderBlock {
        guard !metadata.isEmpty else { return .constant(success) }
        var list = HeaderList()
        list.append("grpc-status", "0")
        metadata.append(to: &list)
        return .list(list)
    }

    /// Trailers of a response that has failed after its headers were sent.
    static func trailers(_ error: RPCError) -> HeaderBlock {
        var list = HeaderList()
        append(error, to: &list)
        return .list(list)
    }

    /// A response that consists of a status only ("Trailers-Only").
    /// - Parameters:
    ///   - error: the status.
    ///   - contentType: the spelling of the request.
    ///   - httpStatus: 200, or another number when the request was not gRPC.
    ///   - extra: fields that explain the refusal, such as `grpc-accept-encoding`.
    static func failure(
        _ error: RPCError, contentType: RequestHeaders.ContentType, httpStatus: Int = 200, extra: [(String, String)] = []
    ) -> HeaderBlock {
        var list = HeaderList()
        list.append(":status", "\(httpStatus)")
        list.append("content-type", text(contentType))
        for (name, value) in extra { list.append(name, value) }
        append(error, to: &list)
        return .list(list)
    }

    private static func append(_ error: RPCError, to list: inout HeaderList) {
        list.append("grpc-status", "\(error.code.rawValue)")
        if !error.message.isEmpty { list.append(name: "grpc-message".utf8, value: PercentEncoding.encode(error.message)) }
        if let details = StatusDetailsHeader.value(of: error) { list.append(name: StatusDetailsHeader.name.utf8, value: details) }
        error.metadata.append(to: &list)
    }
}
