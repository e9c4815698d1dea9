import EventLoops
import InteropTesting
import Synchronization
import Testing

@testable import ProtoRuntime

/// Back pressure, deadlines and cancellation of streams, over both transports.
@Suite struct StreamLifeTests {
    /// Lets everything that can run without further input run: several turns of both loops.
    private func settle(_ fixture: StreamFixture) async throws {
        for _ in 0..<5 {
            for loop in fixture.loops.loops { try await loop.sleep(for: .milliseconds(10)) }
        }
    }

    @Test(arguments: Transport.allCases)
    func aWriterWaitsForASlowReader(_ transport: Transport) async throws {
        let written = Count()
        let endless = StreamFixture.output { _, responses, _ in
            for number in 0..<2000 {
                try await responses.write(OutputResponse(number, size: 10_000))
                written.increment()
            }
        }
        try await StreamFixture.with(transport, [endless]) { fixture in
            try await fixture.service.streamingOutputCall(OutputRequest()) { responses in
                let first = try await responses.next()
                #expect(first?.number == 0)
                try await settle(fixture)
                // 64 KiB before the socket, 1 MiB of window, 64 KiB in the inbox, and what the sockets' buffers hold.
                let before = written.value
                #expect(before < 1000, "the writer has run ahead of its reader: \(before) messages")
                for number in 1..<2000 {
                    let response = try await responses.next()
                    #expect(response?.number == number)
                }
                let end = try await responses.next()
                #expect(end == nil)
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func aClientWaitsForASlowHandler(_ transport: Transport) async throws {
        let written = Count()
        let go = Signal()
        let slow = StreamFixture.input { requests, _ in
            await go.wait()
            var count: Int32 = 0
            while try await requests.next() != nil { count += 1 }
            return InputResponse(aggregatedPayloadSize: count)
        }
        try await StreamFixture.with(transport, [slow]) { fixture in
            async let response = fixture.service.streamingInputCall { requests in
                for _ in 0..<2000 {
                    try await requests.write(InputRequest(size: 10_000))
                    written.increment()
                }
            }
            try await settle(fixture)
            let before = written.value
            #expect(before < 1000, "the writer has run ahead of its reader: \(before) messages")
            go.set()
            #expect(try await response.aggregatedPayloadSize == 2000)
        }
    }

    @Test(arguments: Transport.allCases)
    func leavingACallCancelsItsHandler(_ transport: Transport) async throws {
        let cancelled = Signal()
        let waiting = StreamFixture.fullDuplex { requests, responses, _ in
            try await responses.write(OutputResponse(1))
            await withTaskCancellationHandler {
                _ = try? await requests.next()
            } onCancel: {
                cancelled.set()
            }
        }
        try await StreamFixture.with(transport, [waiting]) { fixture in
            let number = try await fixture.service.fullDuplexCall { call in try await call.responses.next()?.number }
            #expect(number == 1)
            await cancelled.wait()
        }
    }

    @Test(arguments: Transport.allCases)
    func cancellingTheTaskCancelsTheCall(_ transport: Transport) async throws {
        let (started, cancelled) = (Signal(), Signal())
        let waiting = StreamFixture.fullDuplex { requests, _, _ in
            started.set()
            do { _ = try await requests.next() } catch { cancelled.set() }
        }
        try await StreamFixture.with(transport, [waiting]) { fixture in
            let service = fixture.service
            let task = Task { await status { try await service.fullDuplexCall { call in try await call.responses.next() } } }
            await started.wait()
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            await cancelled.wait()
        }
    }

    @Test(arguments: Transport.allCases)
    func aWriterThatWaitsForRoomIsCancelled(_ transport: Transport) async throws {
        let failed = Signal()
        let flood = StreamFixture.output { _, responses, _ in
            do {
                while true { try await responses.write(OutputResponse(0, size: 50_000)) }
            } catch {
                failed.set()
                throw error
            }
        }
        try await StreamFixture.with(transport, [flood]) { fixture in
            try await fixture.service.streamingOutputCall(OutputRequest()) { responses in
                let first = try await responses.next()
                #expect(first != nil)
                try await settle(fixture)
            }
            await failed.wait()
        }
    }

    @Test(arguments: Transport.allCases)
    func theDeadlineEndsBothSides(_ transport: Transport) async throws {
        let ended = Signal()
        let waiting = StreamFixture.fullDuplex { requests, responses, _ in
            try await responses.write(OutputResponse(1))
            do {
                _ = try await requests.next()
            } catch {
                if error is RPCError { ended.set() }
                throw error
            }
        }
        try await StreamFixture.with(transport, [waiting]) { fixture in
            let clock = ContinuousClock()
            let start = clock.now
            let error = await status {
                try await fixture.service.fullDuplexCall(options: CallOptions(timeout: .milliseconds(50))) { call in
                    while try await call.responses.next() != nil {}
                }
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(clock.now - start >= .milliseconds(49))
            await ended.wait()
        }
    }

    @Test func theServerEndsACallWhoseClientDoesNot() async throws {
        // The client is told of no deadline: only the header says it.
        let ended = Signal()
        let waiting = StreamFixture.fullDuplex { requests, _, context in
            #expect(context.deadline != nil)
            do { _ = try await requests.next() } catch { ended.set() }
        }
        try await StreamFixture.with(.http2, [waiting]) { fixture in
            let error = await status {
                try await fixture.service.fullDuplexCall(options: CallOptions(timeout: .milliseconds(30))) { call in
                    try await call.responses.next()
                }
            }
            #expect(error?.code == .deadlineExceeded)
            await ended.wait()
        }
    }

    @Test func aDeadlineIsHandedDown() async throws {
        let left = Mutex<Duration?>(nil)
        let inner = StreamFixture.input { requests, context in
            left.withLock { $0 = context.deadline.map { $0 - .now() } }
            return InputResponse()
        }
        try await StreamFixture.with(.http2, [inner]) { downstream in
            let service = downstream.service
            let outer = StreamFixture.output { _, _, _ in _ = try await service.streamingInputCall { _ in } }
            try await StreamFixture.with(.http2, [outer]) { fixture in
                try await fixture.service.streamingOutputCall(OutputRequest(), options: CallOptions(timeout: .seconds(5))) { responses in
                    let end = try await responses.next()
                    #expect(end == nil)
                }
            }
        }
        let time = try #require(left.withLock { $0 })
        #expect(time > .seconds(3) && time <= .seconds(5))
    }

    @Test func aMessageAboveTheLimitEndsTheStream() async throws {
        let drain = StreamFixture.input { requests, _ in
            while try await requests.next() != nil {}
            return InputResponse()
        }
        var configuration = ServerConfiguration()
        configuration.maximumRequestSize = 1000
        try await StreamFixture.with(.http2, [drain], configuration: configuration) { fixture in
            let error = await status {
                try await fixture.service.streamingInputCall { requests in
                    try await requests.write(InputRequest(size: 900))
                    try await requests.write(InputRequest(size: 1100))
                }
            }
            #expect(error?.code == .resourceExhausted)
        }
    }

    @Test(arguments: [CompressionAlgorithm.gzip, .deflate])
    func streamsAreCompressedBothWays(_ algorithm: CompressionAlgorithm) async throws {
        let echo = StreamFixture.fullDuplex { requests, responses, context in
            context.setResponseCompression(algorithm)
            for try await request in requests {
                #expect(context.isMessageCompressed == (request.payload?.body.first == 1))
                try await responses.write(OutputResponse(payload: request.payload), compressed: request.payload?.body.first == 1)
            }
        }
        try await StreamFixture.with(.http2, [echo]) { fixture in
            var options = CallOptions()
            options.compression = algorithm
            try await fixture.service.fullDuplexCall(options: options) { call in
                for first in [UInt8(1), 0, 1] {
                    let body = [first] + [UInt8](repeating: 7, count: 300_000)
                    try await call.requests.write(OutputRequest(payload: .init(body: body)), compressed: first == 1)
                    let answer = try await call.responses.next()
                    #expect(answer?.payload?.body == body)
                }
            }
        }
    }
}
