import EventLoops
import ProtoRuntime

/// The client of the gRPC interoperability tests: one function for each case.
public struct InteropClient: Sendable {
    typealias Request = TestingAPI.StreamingOutputCallRequest
    typealias Response = TestingAPI.StreamingOutputCallResponse

    static let requestSizes = [27182, 8, 1828, 45904]
    static let responseSizes: [Int32] = [31415, 9, 2653, 58979]
    static let largeRequest = 271_828
    static let largeResponse: Int32 = 314_159

    /// Makes a further channel to the same server.
    let makeChannel: @Sendable () throws -> HTTP2Channel
    let channel: HTTP2Channel
    let loop: EventLoop
    let service: TestingAPI.TestServiceClient
    let iterations: Int
    let concurrency: Int

    /// - Parameters:
    ///   - loop: the loop that keeps pauses.
    ///   - iterations: calls of the soak tests.
    ///   - concurrency: calls at the same time of `concurrent_large_unary`.
    ///   - makeChannel: makes a channel to the server.
    public init(
        loop: EventLoop, iterations: Int = 100, concurrency: Int = 1000, makeChannel: @escaping @Sendable () throws -> HTTP2Channel
    ) throws {
        self.loop = loop
        self.iterations = iterations
        self.concurrency = concurrency
        self.makeChannel = makeChannel
        channel = try makeChannel()
        service = TestingAPI.TestServiceClient(channel)
    }

    /// Runs one case.
    /// - Throws: `InteropFailure` when something else comes than the case wants, or the status of a call that must succeed.
    public func run(_ testCase: InteropCase) async throws {
        defer { channel.close() }
        switch testCase {
        case .emptyUnary: try await emptyUnary()
        case .cacheableUnary: try await cacheableUnary()
        case .largeUnary: try await largeUnary()
        case .clientCompressedUnary: try await clientCompressedUnary()
        case .serverCompressedUnary: try await serverCompressedUnary()
        case .clientStreaming: try await clientStreaming()
        case .clientCompressedStreaming: try await clientCompressedStreaming()
        case .serverStreaming: try await serverStreaming()
        case .serverCompressedStreaming: try await serverCompressedStreaming()
        case .pingPong: try await pingPong()
        case .emptyStream: try await emptyStream()
        case .customMetadata: try await customMetadata()
        case .statusCodeAndMessage: try await statusCodeAndMessage("test status message")
        case .specialStatusMessage:
            try await statusCodeAndMessage("\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n", unaryOnly: true)
        case .unimplementedMethod: try await unimplementedMethod()
        case .unimplementedService: try await unimplementedService()
        case .cancelAfterBegin: try await cancelAfterBegin()
        case .cancelAfterFirstResponse: try await cancelAfterFirstResponse()
        case .timeoutOnSleepingServer: try await timeoutOnSleepingServer()
        case .concurrentLargeUnary: try await concurrentLargeUnary()
        case .rpcSoak: try await soak(newChannels: false)
        case .channelSoak: try await soak(newChannels: true)
        case .goaway: try await goAway()
        case .rstAfterHeader, .rstDuringData, .rstAfterData: try await reset()
        case .ping: try await largeUnary()
        case .maxStreams: try await maxStreams()
        }
    }

    // MARK: Parts of cases

    func payload(_ size: Int) -> TestingAPI.Payload {
        TestingAPI.Payload(type: .compressable, body: [UInt8](repeating: 0, count: size))
    }

    func largeRequest() -> TestingAPI.SimpleRequest {
        TestingAPI.SimpleRequest(responseSize: Self.largeResponse, payload: payload(Self.largeRequest))
    }

    func streamRequest(_ sizes: [Int32], payload size: Int? = nil) -> Request {
        Request(responseParameters: sizes.map { TestingAPI.ResponseParameters(size: $0) }, payload: size.map(payload))
    }

    func checkSize(_ payload: TestingAPI.Payload?, _ size: Int32) throws(InteropFailure) {
        try expectEqual(payload?.body.count ?? -1, Int(size), "size of the response's payload")
        try expect(payload?.body.allSatisfy { $0 == 0 } == true, "the response's payload is not all zeros")
    }

    /// - Throws: `InteropFailure` unless `body` fails with a code.
    func expectFailure(_ code: StatusCode, message: String? = nil, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as RPCError {
            try expectEqual(error.code, code, "status (\(error.message))")
            if let message { try expectEqual(error.message, message, "status message") }
            return
        }
        throw InteropFailure("expected \(code), the call succeeded")
    }
}
