import Testing

@testable import ProtoRuntime

/// What the header blocks of a response lead to (gRPC over HTTP/2, "Responses"; "HTTP to gRPC Status Code Mapping").
@Suite struct ResponseHeadersTests {
    private typealias Fields = [(String, String)]
    private static let initial = [(":status", "200"), ("content-type", "application/grpc")]

    /// - Parameter blocks: the header blocks of a response, of which the last one ends it.
    private func headers(_ blocks: Fields...) -> ResponseHeaders {
        var headers = ResponseHeaders()
        for (index, block) in blocks.enumerated() {
            for (name, value) in block { withField(name, value) { headers.take(name: $0, value: $1) } }
            headers.finishBlock(isEnd: index == blocks.count - 1)
        }
        return headers
    }

    @Test func successNeedsAStatusInTheTrailers() {
        #expect(headers(Self.initial, [("grpc-status", "0")]).status == nil)
        #expect(headers(Self.initial, []).status?.code == .unknown)
        #expect(headers(Self.initial + [("grpc-status", "0")], []).status?.code == .unknown)
    }

    @Test func trailersWinOverWhatTheHeadersSay() {
        let early = Self.initial + [("grpc-status", "5"), ("grpc-message", "early"), ("grpc-retry-pushback-ms", "1")]
        #expect(headers(early, [("grpc-status", "0")]).status == nil)
        #expect(headers(early, [("grpc-status", "3")]).status?.message == "")
        #expect(headers(early, []).pushback == nil)
    }

    @Test func aResponseMayConsistOfTrailersOnly() {
        let headers = headers(Self.initial + [("grpc-status", "5"), ("grpc-message", "no%20%C3%A9"), ("x-text", "value")])
        #expect(!headers.hasFinalHeaders)
        #expect(headers.status?.code == .notFound)
        #expect(headers.status?.message == "no é")
        #expect(headers.status?.metadata["x-text"] == "value")
    }

    @Test func interimResponsesArePassedOver() {
        var headers = ResponseHeaders()
        for (name, value) in [(":status", "103"), ("link", "x")] { withField(name, value) { headers.take(name: $0, value: $1) } }
        headers.finishBlock(isEnd: false)
        #expect(!headers.hasFinalHeaders)
        for (name, value) in Self.initial { withField(name, value) { headers.take(name: $0, value: $1) } }
        headers.finishBlock(isEnd: false)
        #expect(headers.hasFinalHeaders)
        #expect(headers.refusal == nil)
        #expect(headers.initialMetadata["link"] == nil)
    }

    @Test(arguments: 1...16)
    func knownNumbersAreKept(number: Int) {
        #expect(headers(Self.initial, [("grpc-status", "\(number)")]).status?.code.rawValue == number)
    }

    @Test(arguments: ["17", "99", "4294967296", "99999999999999999999", "-1", "-0", "+0", "", " 0", "0x0", "OK"])
    func otherNumbersAreUnknown(text: String) {
        #expect(headers(Self.initial, [("grpc-status", text)]).status?.code == .unknown)
    }

    private static let httpStatuses: [(String, StatusCode)] = [
        ("400", .internal), ("401", .unauthenticated), ("403", .permissionDenied), ("404", .unimplemented), ("429", .unavailable),
        ("431", .internal), ("500", .unknown), ("502", .unavailable), ("503", .unavailable), ("504", .unavailable), ("302", .unknown),
    ]

    @Test(arguments: httpStatuses)
    func anHTTPStatusStandsInForAMissingStatus(httpStatus: String, code: StatusCode) {
        let fields = [(":status", httpStatus), ("content-type", "text/html")]
        #expect(headers(fields, []).refusal?.code == code)
        #expect(headers(fields).status?.code == code)
        #expect(headers(fields + [("grpc-status", "7")]).status?.code == .permissionDenied)
    }

    @Test func responsesOfOtherTypesAndEncodingsAreRefused() {
        #expect(headers([(":status", "200"), ("content-type", "text/html")], []).refusal?.code == .unknown)
        #expect(headers([(":status", "200")], []).refusal?.code == .unknown)
        #expect(headers(Self.initial + [("grpc-encoding", "zstd")], []).refusal?.code == .internal)
        let known = headers(Self.initial + [("grpc-encoding", "gzip")], [])
        #expect(known.refusal == nil && known.encoding == .gzip)
    }

    @Test func binaryMetadataThatIsNotBase64IsAnError() {
        #expect(headers(Self.initial + [("x-bin", "!")], []).refusal?.code == .internal)
        #expect(headers(Self.initial, [("grpc-status", "0"), ("x-bin", "!")]).status?.code == .internal)
    }

    private static let resetCodes: [(UInt32, StatusCode)] = [
        (0, .internal), (1, .internal), (2, .internal), (3, .internal), (4, .internal), (5, .unknown), (6, .internal), (7, .unavailable),
        (8, .cancelled), (9, .internal), (10, .internal), (11, .resourceExhausted), (12, .permissionDenied), (13, .unknown),
        (0xFFFF_FFFF, .unknown),
    ]

    @Test(arguments: resetCodes)
    func resetsHaveTheirStatus(code: UInt32, status: StatusCode) {
        #expect(ResponseHeaders.status(ofReset: code).code == status)
    }
}
