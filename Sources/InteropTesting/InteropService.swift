import EventLoops
import ProtoRuntime

/// `grpc.testing.TestService` as the gRPC interoperability tests describe their server (grpc/grpc, "Interoperability Test Case
/// Descriptions"): the requests say what shall come back.
public struct InteropService: TestingAPI.TestService {
    private static let initialKey = "x-grpc-test-echo-initial"
    private static let trailingKey = "x-grpc-test-echo-trailing-bin"
    /// The largest payload that a request may ask for, in bytes.
    private static let maximumPayload = 64 << 20

    private let loop: EventLoop

    /// - Parameter loop: the loop that keeps the pauses between streamed responses.
    public init(loop: EventLoop) {
        self.loop = loop
    }

    /// Answers with an empty message.
    public func emptyCall(_ request: TestingAPI.Empty, context: ServerContext) async throws -> TestingAPI.Empty {
        echoMetadata(context)
        return TestingAPI.Empty()
    }

    /// Answers with a payload of the size that the request names.
    public func unaryCall(_ request: TestingAPI.SimpleRequest, context: ServerContext) async throws -> TestingAPI.SimpleResponse {
        echoMetadata(context)
        try check(request.expectCompressed, context)
        try fail(as: request.responseStatus)
        if request.responseCompressed?.value == true { context.setResponseCompression(.gzip) }
        return TestingAPI.SimpleResponse(payload: try payload(request.responseType, request.responseSize))
    }

    /// Answers with the time, and with headers that let a proxy answer the next call in its place.
    public func cacheableUnaryCall(
        _ request: TestingAPI.SimpleRequest, context: ServerContext
    ) async throws -> TestingAPI.SimpleResponse {
        context.addInitialMetadata(["cache-control": "max-age=60, public"])
        let time = Array("\(MonotonicTime.now().nanoseconds)".utf8)
        return TestingAPI.SimpleResponse(payload: TestingAPI.Payload(type: .compressable, body: time))
    }

    /// Streams the payloads that the request describes.
    public func streamingOutputCall(
        _ request: TestingAPI.StreamingOutputCallRequest, responses: MessageWriter<TestingAPI.StreamingOutputCallResponse>,
        context: ServerContext
    ) async throws {
        echoMetadata(context)
        allowCompression(of: request, context)
        try await answer(request, responses)
    }

    /// Adds up the sizes of the payloads.
    public func streamingInputCall(
        _ requests: MessageStream<TestingAPI.StreamingInputCallRequest>, context: ServerContext
    ) async throws -> TestingAPI.StreamingInputCallResponse {
        echoMetadata(context)
        var size: Int32 = 0
        while let request = try await requests.next() {
            try check(request.expectCompressed, context)
            size &+= Int32(truncatingIfNeeded: request.payload?.body.count ?? 0)
        }
        return TestingAPI.StreamingInputCallResponse(aggregatedPayloadSize: size)
    }

    /// Answers each request when it comes.
    public func fullDuplexCall(
        _ requests: MessageStream<TestingAPI.StreamingOutputCallRequest>,
        responses: MessageWriter<TestingAPI.StreamingOutputCallResponse>, context: ServerContext
    ) async throws {
        echoMetadata(context)
        while let request = try await requests.next() {
            allowCompression(of: request, context)
            try await answer(request, responses)
        }
    }

    /// Answers all requests after the last one has come.
    public func halfDuplexCall(
        _ requests: MessageStream<TestingAPI.StreamingOutputCallRequest>,
        responses: MessageWriter<TestingAPI.StreamingOutputCallResponse>, context: ServerContext
    ) async throws {
        echoMetadata(context)
        var all: [TestingAPI.StreamingOutputCallRequest] = []
        while let request = try await requests.next() { all.append(request) }
        for request in all { try await answer(request, responses) }
    }

    /// A method that no server of the tests implements.
    public func unimplementedCall(_ request: TestingAPI.Empty, context: ServerContext) async throws -> TestingAPI.Empty {
        throw RPCError(.unimplemented, "unknown method UnimplementedCall for service grpc.testing.TestService")
    }

    // MARK: What requests ask for

    private func echoMetadata(_ context: ServerContext) {
        let sent = context.metadata
        var (initial, trailing) = (Metadata(), Metadata())
        for value in sent.values(for: Self.initialKey) { initial.add(Self.initialKey, value) }
        for value in sent.binaryValues(for: Self.trailingKey) { trailing.addBinary(Self.trailingKey, value) }
        if !initial.isEmpty { context.addInitialMetadata(initial) }
        if !trailing.isEmpty { context.addTrailingMetadata(trailing) }
    }

    private func check(_ expectation: TestingAPI.BoolValue?, _ context: ServerContext) throws(RPCError) {
        guard let expectation, expectation.value != context.isMessageCompressed else { return }
        throw RPCError(.invalidArgument, "the message was expected \(expectation.value ? "" : "un")compressed, it is not")
    }

    private func fail(as status: TestingAPI.EchoStatus?) throws(RPCError) {
        guard let status, status.code != 0 else { return }
        throw RPCError(StatusCode(rawValue: Int(status.code)), status.message)
    }

    private func allowCompression(of request: TestingAPI.StreamingOutputCallRequest, _ context: ServerContext) {
        if request.responseParameters.contains(where: { $0.compressed?.value == true }) { context.setResponseCompression(.gzip) }
    }

    private func answer(
        _ request: TestingAPI.StreamingOutputCallRequest, _ responses: MessageWriter<TestingAPI.StreamingOutputCallResponse>
    ) async throws {
        try fail(as: request.responseStatus)
        for parameters in request.responseParameters {
            if parameters.intervalUs > 0 { try await loop.sleep(for: .microseconds(Int64(parameters.intervalUs))) }
            let response = TestingAPI.StreamingOutputCallResponse(payload: try payload(request.responseType, parameters.size))
            try await responses.write(response, compressed: parameters.compressed?.value ?? false)
        }
    }

    private func payload(_ type: TestingAPI.PayloadType, _ size: Int32) throws(RPCError) -> TestingAPI.Payload {
        guard type == .compressable else {
            throw RPCError(.invalidArgument, "payload type \(type.rawValue) is unknown (accepted: 0)")
        }
        guard size >= 0, Int(size) <= Self.maximumPayload else {
            throw RPCError(.invalidArgument, "a payload of \(size) bytes is not possible (accepted: 0 to \(Self.maximumPayload))")
        }
        return TestingAPI.Payload(type: .compressable, body: [UInt8](repeating: 0, count: Int(size)))
    }
}
