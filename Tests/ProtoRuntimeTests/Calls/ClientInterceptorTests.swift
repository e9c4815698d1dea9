import EventLoops
import InteropTesting
import Synchronization
import Telemetry
import Testing

@testable import ProtoRuntime

/// Code around the calls of clients, and the trace that calls carry.
@Suite struct ClientInterceptorTests {
    /// Adds a pair of metadata and remembers how calls have ended.
    private final class Journal: ClientInterceptor {
        private let endings = Mutex<[StatusCode]>([])

        var codes: [StatusCode] { endings.withLock { $0 } }

        func intercept(
            _ request: CallMessages, method: MethodDescriptor, options: CallOptions, next: Next
        ) async throws -> CallMessages {
            do {
                let response = try await next(request, options.adding("x-journal", method.name))
                endings.withLock { $0.append(.ok) }
                return response
            } catch let error as RPCError {
                endings.withLock { $0.append(error.code) }
                throw error
            }
        }
    }

    /// Appends a byte to every payload, in both directions of a stream.
    private struct Stamp: ClientInterceptor {
        let byte: UInt8

        func intercept(
            _ request: CallMessages, method: MethodDescriptor, options: CallOptions, next: Next
        ) async throws -> CallMessages {
            let byte = byte
            let stamped = try await request.mapping { message throws(RPCError) in
                guard var request = message as? OutputRequest else { return message }
                request.payload?.body.append(byte)
                return request
            }
            return try await next(
                stamped.mappingResponses { message throws(RPCError) in
                    guard var response = message as? OutputResponse else { return message }
                    response.payload?.body.append(byte)
                    return response
                }, options)
        }
    }

    private static let echo = StreamFixture.fullDuplex { requests, responses, _ in
        for try await request in requests { try await responses.write(OutputResponse(payload: request.payload)) }
    }

    @Test(arguments: Transport.allCases)
    func everyCallPassesThroughTheInterceptors(_ transport: Transport) async throws {
        let unary = MethodHandler.unary(TestingAPI.TestServiceMethods.unaryCall) {
            (request: TestingAPI.SimpleRequest, context: ServerContext) in
            if request.responseSize < 0 { throw RPCError(.outOfRange, "negative") }
            context.addTrailingMetadata(["seen": context.metadata["x-journal"] ?? "nothing"])
            return TestingAPI.SimpleResponse()
        }
        try await StreamFixture.with(transport, [unary, Self.echo]) { fixture in
            let journal = Journal()
            let channel = fixture.channel.intercepted(by: [journal])
            let response: ClientResponse<TestingAPI.SimpleResponse> = try await channel.call(
                TestingAPI.TestServiceMethods.unaryCall, TestingAPI.SimpleRequest(), options: .default)
            #expect(response.trailingMetadata["seen"] == "UnaryCall")
            let service = TestingAPI.TestServiceClient(channel)
            let error = await status { try await service.unaryCall(.init(responseSize: -1)) }
            #expect(error?.code == .outOfRange)
            try await service.fullDuplexCall { call in await call.finishRequests() }
            #expect(journal.codes == [.ok, .outOfRange, .ok])
        }
    }

    @Test(arguments: Transport.allCases)
    func theFirstInterceptorIsTheOutermost(_ transport: Transport) async throws {
        try await StreamFixture.with(transport, [Self.echo]) { fixture in
            let service = TestingAPI.TestServiceClient(fixture.channel.intercepted(by: [Stamp(byte: 1), Stamp(byte: 2)]))
            let body = try await service.fullDuplexCall { call in
                try await call.requests.write(OutputRequest(payload: .init(body: [0])))
                return try await call.responses.next()?.payload?.body
            }
            #expect(body == [0, 1, 2, 2, 1])
        }
    }

    @Test(arguments: Transport.allCases)
    func aTraceGoesThroughTheCall(_ transport: Transport) async throws {
        let seen = Mutex<TraceContext?>(nil)
        let traced = StreamFixture.input { _, _ in
            seen.withLock { $0 = TraceContext.current }
            return InputResponse()
        }
        try await StreamFixture.with(transport, [traced]) { fixture in
            let root = TraceContext.root()
            try await TraceContext.$current.withValue(root) { _ = try await fixture.service.streamingInputCall { _ in } }
            #expect(seen.withLock { $0 }?.traceIDText == root.traceIDText)
        }
    }
}
