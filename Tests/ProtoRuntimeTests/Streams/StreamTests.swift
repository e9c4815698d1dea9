import EventLoops
import InteropTesting
import Synchronization
import Testing

@testable import ProtoRuntime

/// The four kinds of calls over both transports.
@Suite struct StreamTests {
    @Test(arguments: Transport.allCases)
    func messagesOfBothDirectionsArriveInOrder(_ transport: Transport) async throws {
        let echo = StreamFixture.fullDuplex { requests, responses, _ in
            for try await request in requests { try await responses.write(OutputResponse(payload: request.payload)) }
        }
        try await StreamFixture.with(transport, [echo]) { fixture in
            let numbers = try await fixture.service.fullDuplexCall { call in
                async let writing: Void = {
                    for number in 0..<1000 { try await call.requests.write(OutputRequest(payload: OutputResponse(number).payload)) }
                    await call.finishRequests()
                }()
                var numbers: [Int?] = []
                for try await response in call.responses { numbers.append(response.number) }
                try await writing
                return numbers
            }
            #expect(numbers == Array(0..<1000))
        }
    }

    @Test(arguments: Transport.allCases)
    func aStreamOfRequestsHasOneAnswer(_ transport: Transport) async throws {
        let sum = StreamFixture.input { requests, _ in
            var size = 0
            for try await request in requests { size += request.payload?.body.count ?? 0 }
            return InputResponse(aggregatedPayloadSize: Int32(size))
        }
        try await StreamFixture.with(transport, [sum]) { fixture in
            let response = try await fixture.service.streamingInputCall { requests in
                for size in [0, 1, 70_000, 3_000_000] { try await requests.write(InputRequest(size: size)) }
            }
            #expect(response.aggregatedPayloadSize == 3_070_001)
        }
    }

    @Test(arguments: Transport.allCases)
    func messagesBeforeAFailureArriveBeforeIt(_ transport: Transport) async throws {
        let failing = StreamFixture.output { _, responses, context in
            try await responses.write(OutputResponse(1))
            try await responses.write(OutputResponse(2))
            context.addTrailingMetadata(["why": "because"])
            throw RPCError(.dataLoss, "the rest is lost — «всё»")
        }
        try await StreamFixture.with(transport, [failing]) { fixture in
            let numbers = Mutex<[Int?]>([])
            let error = await status {
                try await fixture.service.streamingOutputCall(OutputRequest()) { responses in
                    for try await response in responses { numbers.withLock { $0.append(response.number) } }
                }
            }
            #expect(numbers.withLock { $0 } == [1, 2])
            #expect(error?.code == .dataLoss)
            #expect(error?.message == "the rest is lost — «всё»")
            #expect(error?.metadata["why"] == "because")
        }
    }

    @Test(arguments: Transport.allCases)
    func initialMetadataMayComeBeforeTheFirstRequest(_ transport: Transport) async throws {
        let greeting = StreamFixture.fullDuplex { requests, _, context in
            context.addInitialMetadata(["hello": "there"])
            context.sendInitialMetadata()
            while try await requests.next() != nil {}
        }
        try await StreamFixture.with(transport, [greeting]) { fixture in
            let hello = try await fixture.service.fullDuplexCall { call in
                // The handler is still waiting for requests.
                let metadata = try await call.initialMetadata()
                await call.finishRequests()
                let end = try await call.responses.next()
                #expect(end == nil)
                return metadata["hello"]
            }
            #expect(hello == "there")
        }
    }

    @Test(arguments: Transport.allCases)
    func aHandlerMayAnswerBeforeTheRequestsEnd(_ transport: Transport) async throws {
        let early = StreamFixture.input { requests, _ in
            _ = try await requests.next()
            return InputResponse(aggregatedPayloadSize: 7)
        }
        try await StreamFixture.with(transport, [early]) { fixture in
            let response = try await fixture.service.streamingInputCall { requests in
                // Without an end of its own: writing becomes impossible when the server has answered.
                while true { try await requests.write(InputRequest(size: 100_000)) }
            }
            #expect(response.aggregatedPayloadSize == 7)
        }
    }

    @Test(arguments: Transport.allCases)
    func aHandlerThatReturnsEndsTheStream(_ transport: Transport) async throws {
        try await StreamFixture.with(transport, [StreamFixture.fullDuplex { _, _, _ in }]) { fixture in
            try await fixture.service.fullDuplexCall { call in
                let end = try await call.responses.next()
                #expect(end == nil)
                #expect(call.isOver)
                let error = await status { try await call.requests.write(OutputRequest()) }
                #expect(error?.code == .cancelled)
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func nothingCanBeWrittenAfterTheEnd(_ transport: Transport) async throws {
        let drain = StreamFixture.fullDuplex { requests, _, _ in while try await requests.next() != nil {} }
        try await StreamFixture.with(transport, [drain]) { fixture in
            let error = await status {
                try await fixture.service.fullDuplexCall { call in
                    await call.finishRequests()
                    await call.finishRequests()
                    try await call.requests.write(OutputRequest())
                }
            }
            #expect(error != nil)
        }
    }

    @Test(arguments: Transport.allCases)
    func twoReadersOfOneStreamAreTold(_ transport: Transport) async throws {
        let (hasBegun, hasEnded) = (Signal(), Signal())
        let silent = StreamFixture.fullDuplex { requests, _, _ in
            hasBegun.set()
            defer { hasEnded.set() }
            while try await requests.next() != nil {}
        }
        try await StreamFixture.with(transport, [silent]) { fixture in
            let error = await status {
                try await fixture.service.fullDuplexCall { call in
                    await hasBegun.wait()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<2 { group.addTask { _ = try await call.responses.next() } }
                        try await group.next()
                    }
                }
            }
            #expect(error?.code == .internal)
            // The other reader was cancelled, and with it the call.
            await hasEnded.wait()
        }
    }

    @Test(arguments: Transport.allCases)
    func interceptorsSeeEveryMessage(_ transport: Transport) async throws {
        struct Doubler: ServerInterceptor {
            func intercept(_ request: CallMessages, context: ServerContext, next: Next) async throws -> CallMessages {
                let doubled = try await request.mapping { message throws(RPCError) in
                    guard var request = message as? OutputRequest else { return message }
                    let body = request.payload?.body ?? []
                    request.payload?.body.append(contentsOf: body)
                    return request
                }
                return try await next(
                    doubled.mappingResponses { message throws(RPCError) in
                        guard var response = message as? OutputResponse else { return message }
                        response.payload?.body.append(UInt8(ascii: "!"))
                        return response
                    }, context)
            }
        }
        let echo = StreamFixture.fullDuplex { requests, responses, _ in
            for try await request in requests { try await responses.write(OutputResponse(payload: request.payload)) }
        }
        var configuration = ServerConfiguration()
        configuration.interceptors = [Doubler()]
        try await StreamFixture.with(transport, [echo], configuration: configuration) { fixture in
            let texts = try await fixture.service.fullDuplexCall { call in
                for text in ["a", "b"] { try await call.requests.write(OutputRequest(payload: .init(body: Array(text.utf8)))) }
                await call.finishRequests()
                var texts: [String] = []
                for try await response in call.responses { texts.append(String(decoding: response.payload?.body ?? [], as: UTF8.self)) }
                return texts
            }
            #expect(texts == ["aa!", "bb!"])
        }
    }
}
