import Testing

@testable import ProtoRuntime

@Suite struct StatusDetailTests {
    static let all: [StatusDetail] = [
        .errorInfo(.init(reason: "STOCKOUT", domain: "example.com", metadata: ["zone": "a"])),
        .retryInfo(.init(retryDelay: .init(.milliseconds(1500)))),
        .debugInfo(.init(stackEntries: ["a", "b"], detail: "d")),
        .quotaFailure(.init(violations: [.init(subject: "project:x", futureQuotaValue: 0)])),
        .preconditionFailure(.init(violations: [.init(type: "TOS", subject: "s", description: "d")])),
        .badRequest(.init(fieldViolations: [.init(field: "f", localizedMessage: .init(locale: "de", message: "falsch"))])),
        .requestInfo(.init(requestID: "r", servingData: "s")),
        .resourceInfo(.init(resourceType: "t", resourceName: "n", owner: "o", description: "d")),
        .help(.init(links: [.init(description: "d", url: "https://example.com")])),
        .localizedMessage(.init(locale: "en-GB", message: "no")),
        .other(.init(packing: HealthAPI.HealthCheckRequest(service: "x"))),
    ]

    @Test(arguments: all)
    func everyKindIsTheSameAfterItsWay(detail: StatusDetail) throws {
        let error = RPCError(.notFound, "gone", details: [detail])
        let header = try #require(StatusDetailsHeader.value(of: error))
        #expect(StatusDetailsHeader.adding(header, to: RPCError(.notFound, "gone"), code: 5) == error)
    }

    @Test func theTrailerRepeatsCodeAndMessage() throws {
        let error = RPCError(.notFound, "gone", details: [.requestInfo(.init(requestID: "r"))])
        let header = try #require(StatusDetailsHeader.value(of: error))
        let status = try RPCAPI.Status(decoding: try #require(Base64.decode(header)))
        #expect(status.code == 5 && status.message == "gone")
        #expect(status.details.map(\.typeURL) == ["type.googleapis.com/google.rpc.RequestInfo"])
        #expect(StatusDetailsHeader.value(of: RPCError(.notFound, "gone")) == nil)
    }

    @Test func detailsOfAnotherStatusMakeTheCallFailWithINTERNAL() throws {
        let header = try #require(StatusDetailsHeader.value(of: RPCError(.notFound, "gone", details: Self.all)))
        let error = StatusDetailsHeader.adding(header, to: RPCError(.aborted, "lost", metadata: ["k": "v"]), code: 10)
        #expect(error == RPCError(.internal, "grpc-status-details-bin has the code 5, grpc-status is 10: lost", metadata: ["k": "v"]))
    }

    @Test(arguments: ["!", "CAUI", "////"])
    func unreadableDetailsDoToo(header: String) {
        let error = StatusDetailsHeader.adding(Array(header.utf8), to: RPCError(.aborted, "lost"), code: 10)
        #expect(error == RPCError(.internal, "malformed grpc-status-details-bin beside ABORTED: lost"))
    }

    @Test func aDetailThatCannotBeDecodedIsKept() {
        let packed = ProtobufAPI.Any_(typeURL: "type.googleapis.com/google.rpc.ErrorInfo", value: [0xFF])
        #expect(StatusDetail(packed) == .other(packed))
    }

    @Test(arguments: ["google.rpc.Help", "/google.rpc.Help", "example.com/a/google.rpc.Help"])
    func onlyTheLastPartOfATypeURLCounts(url: String) throws {
        let packed = ProtobufAPI.Any_(typeURL: url)
        #expect(StatusDetail(packed) == .help(.init()))
        #expect(try packed.unpack(as: RPCAPI.Help.self) == .init() && packed.unpack(as: RPCAPI.ErrorInfo.self) == nil)
    }

    @Test(arguments: [Duration.zero, .seconds(3), .milliseconds(-1500), .nanoseconds(1), .seconds(Int64.max)])
    func durationsAreTheSameAfterTheirWay(duration: Duration) {
        let message = ProtobufAPI.Duration(duration)
        #expect(Duration(message) == duration)
        #expect(message.seconds.signum() * Int64(message.nanos.signum()) >= 0)
    }
}
