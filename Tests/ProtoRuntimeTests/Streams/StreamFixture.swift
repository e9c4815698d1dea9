import EventLoops
import InteropTesting
import Synchronization
import Testing

@testable import ProtoRuntime

typealias OutputRequest = TestingAPI.StreamingOutputCallRequest
typealias OutputResponse = TestingAPI.StreamingOutputCallResponse
typealias InputRequest = TestingAPI.StreamingInputCallRequest
typealias InputResponse = TestingAPI.StreamingInputCallResponse
typealias DuplexCall = ClientStream<OutputRequest, OutputResponse>

/// Handlers that a test brings, behind a channel of either transport.
struct StreamFixture {
    let channel: any Channel
    let loops: EventLoopGroup
    private let server: Server?

    var service: TestingAPI.TestServiceClient { TestingAPI.TestServiceClient(channel) }

    static func with(
        _ transport: Transport, _ methods: [MethodHandler], configuration: ServerConfiguration = ServerConfiguration(),
        channel options: ChannelConfiguration = ChannelConfiguration(), _ body: (StreamFixture) async throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: 2, name: "test")
        let service = ServiceDefinition(name: "grpc.testing.TestService", methods: methods)
        let fixture: StreamFixture
        switch transport {
        case .http2:
            let server = try Server.start(host: "127.0.0.1", port: 0, services: [service], loops: loops, configuration: configuration)
            let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.loops[1], configuration: options)
            // The time that connecting takes on a busy machine is not the tests' business.
            channel.connect()
            await channel.reaches(.ready)
            fixture = StreamFixture(channel: channel, loops: loops, server: server)
        case .inProcess:
            let channel = InProcessChannel(loop: loops.loops[0])
            channel.serve([service], interceptors: configuration.interceptors)
            fixture = StreamFixture(channel: channel, loops: loops, server: nil)
        }
        try await body(fixture)
        (fixture.channel as? HTTP2Channel)?.close()
        await fixture.server?.shutdown(grace: .seconds(1))
        loops.stop()
    }

    static func fullDuplex(
        _ body: @escaping @Sendable (MessageStream<OutputRequest>, MessageWriter<OutputResponse>, ServerContext) async throws -> Void
    ) -> MethodHandler {
        .bidirectionalStreaming(TestingAPI.TestServiceMethods.fullDuplexCall, body)
    }

    static func input(
        _ body: @escaping @Sendable (MessageStream<InputRequest>, ServerContext) async throws -> InputResponse
    ) -> MethodHandler {
        .clientStreaming(TestingAPI.TestServiceMethods.streamingInputCall, body)
    }

    static func output(
        _ body: @escaping @Sendable (OutputRequest, MessageWriter<OutputResponse>, ServerContext) async throws -> Void
    ) -> MethodHandler {
        .serverStreaming(TestingAPI.TestServiceMethods.streamingOutputCall, body)
    }
}

extension OutputResponse {
    /// A response that carries a number and `size` bytes.
    init(_ number: Int, size: Int = 0) {
        self.init(payload: TestingAPI.Payload(body: Array("\(number)".utf8) + [UInt8](repeating: 0, count: size)))
    }

    var number: Int? { payload.flatMap { Int(String(decoding: $0.body.prefix { $0 != 0 }, as: UTF8.self)) } }
}

extension InputRequest {
    init(size: Int) { self.init(payload: TestingAPI.Payload(body: [UInt8](repeating: 1, count: size))) }
}

/// Something that a test waits for, from any task.
final class Signal: Sendable {
    private let state = Mutex<(isSet: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    func set() {
        let waiters = state.withLock { state in
            state.isSet = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isSet = state.withLock { state in
                if !state.isSet { state.waiters.append(continuation) }
                return state.isSet
            }
            if isSet { continuation.resume() }
        }
    }
}

/// A number that tasks count up.
final class Count: Sendable {
    private let number = Atomic(0)

    var value: Int { number.load(ordering: .relaxed) }

    func increment() { number.add(1, ordering: .relaxed) }
}

/// The status that `body` fails with; `nil` when it does not fail.
func status<Result>(of body: () async throws -> Result) async -> RPCError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? RPCError
    }
}
