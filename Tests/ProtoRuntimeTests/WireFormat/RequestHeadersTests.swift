import Testing

@testable import ProtoRuntime

/// What the header block of a request leads to (gRPC over HTTP/2, "Requests").
@Suite struct RequestHeadersTests {
    private func headers(_ fields: [(String, String)], contentType: String? = "application/grpc") -> RequestHeaders {
        var headers = RequestHeaders()
        for (name, value) in (contentType.map { [("content-type", $0)] } ?? []) + fields {
            _ = withField(name, value) { headers.take(name: $0, value: $1) }
        }
        headers.finish()
        return headers
    }

    @Test(arguments: [
        "application/grpc", "application/grpc;charset=utf-8", "application/grpc; x", "application/grpc+proto", "application/grpc+proto;x=y",
    ])
    func contentTypesOfGRPCAreAccepted(contentType: String) {
        let headers = headers([], contentType: contentType)
        #expect(headers.refusal == nil)
        #expect((headers.contentType == .grpcProto) == contentType.contains("+proto"))
    }

    private static let refusedContentTypes: [(String?, StatusCode, Int)] = [
        (nil, .invalidArgument, 415), ("", .invalidArgument, 415), ("text/html", .invalidArgument, 415),
        ("application/json", .invalidArgument, 415), ("application/grp", .invalidArgument, 415),
        ("application/grpc-web", .invalidArgument, 415), ("application/grpcx", .invalidArgument, 415),
        ("application/grpc+json", .unimplemented, 200), ("application/grpc+protobuf", .unimplemented, 200),
        ("application/grpc+", .unimplemented, 200),
    ]

    @Test(arguments: refusedContentTypes)
    func otherContentTypesAreRefused(contentType: String?, code: StatusCode, httpStatus: Int) {
        let refusal = headers([], contentType: contentType).refusal
        #expect(refusal?.error.code == code)
        #expect(refusal?.httpStatus == httpStatus)
    }

    @Test func onlyPostIsAMethodOfGRPC() {
        #expect(headers([(":method", "POST")]).refusal == nil)
        for method in ["GET", "PUT", "post", ""] {
            let refusal = headers([(":method", method)]).refusal
            #expect(refusal?.httpStatus == 405)
            #expect(refusal?.extra.map(\.0) == ["allow"])
        }
    }

    @Test func theFirstReasonStands() {
        let refusal = headers([(":method", "GET"), ("grpc-encoding", "zstd")], contentType: nil).refusal
        #expect(refusal?.httpStatus == 405)
    }

    @Test func timeoutsAreReadOrRefused() {
        #expect(headers([]).timeout == nil)
        #expect(headers([("grpc-timeout", "5m")]).timeout == .milliseconds(5))
        let refusal = headers([("grpc-timeout", "5 m")]).refusal
        #expect(refusal?.error.code == .internal)
        #expect(refusal?.httpStatus == 400)
    }

    @Test func encodingsAreKnownOrRefusedWithWhatIsAccepted() {
        #expect(headers([]).encoding == .identity)
        #expect(headers([("grpc-encoding", "gzip")]).encoding == .gzip)
        let refusal = headers([("grpc-encoding", "zstd")]).refusal
        #expect(refusal?.error.code == .unimplemented)
        #expect(refusal?.extra.first?.0 == "grpc-accept-encoding")
        #expect(refusal?.extra.first?.1 == "identity, deflate, gzip")
    }

    @Test func acceptedEncodingsMayComeInSeveralHeaders() {
        let headers = headers([("grpc-accept-encoding", "zstd, gzip"), ("grpc-accept-encoding", "deflate")])
        #expect(headers.accepted == .all)
    }

    @Test func theRuntimeKeepsItsOwnFieldsAndLeavesTheRest() {
        var headers = RequestHeaders()
        let own = [":method", ":scheme", ":authority", "te", "content-type", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding"]
        for name in own {
            let isTaken = withField(name, "x") { headers.take(name: $0, value: $1) }
            #expect(isTaken)
        }
        for name in ["user-agent", "x-text", "x-bin", "traceparent", "grpc-tags-bin", "grpc-previous-rpc-attempts", "t", ""] {
            let isTaken = withField(name, "x") { headers.take(name: $0, value: $1) }
            #expect(!isTaken)
        }
        #expect(headers.hasBinaryMetadata)
    }
}
