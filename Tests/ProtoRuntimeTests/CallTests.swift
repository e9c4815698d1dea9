import EventLoops
import GeneriaAPI
import Synchronization
import Testing

@testable import ProtoRuntime

/// The two ways to a service; every test of calls runs over both.
enum Transport: String, CaseIterable, Sendable {
    case http2
    case inProcess
}

/// A service whose answers the requests dictate, with a channel to it.
struct CallFixture {
    typealias Request = CharacterAPI.GetCharacterRequest
    typealias Response = CharacterAPI.Character

    static let method = CharacterAPI.CharacterServiceMethods.getCharacter

    let channel: any Channel
    private let loops: EventLoopGroup
    private let server: Server?

    /// - Parameter handler: answers every call of `GetCharacter`.
    static func with(
        _ transport: Transport, interceptors: [any ServerInterceptor] = [],
        handler: @escaping @Sendable (Request, ServerContext) async throws -> Response,
        _ body: (CallFixture) async throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: 2, name: "test")
        let service = ServiceDefinition(
            name: "generia.character.CharacterService", methods: [.unary(method, handler)])
        let fixture: CallFixture
        switch transport {
        case .http2:
            var configuration = ServerConfiguration()
            configuration.interceptors = interceptors
            let server = try Server.start(host: "127.0.0.1", port: 0, services: [service], loops: loops, configuration: configuration)
            let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next())
            // The time that connecting takes on a busy machine is not the tests' business.
            channel.connect()
            await channel.reaches(.ready)
            fixture = CallFixture(channel: channel, loops: loops, server: server)
        case .inProcess:
            let channel = InProcessChannel(loop: loops.next())
            channel.serve([service], interceptors: interceptors)
            fixture = CallFixture(channel: channel, loops: loops, server: nil)
        }
        try await body(fixture)
        (fixture.channel as? HTTP2Channel)?.close()
        await fixture.server?.shutdown(grace: .seconds(1))
        loops.stop()
    }

    var loop: EventLoop { loops.loops[0] }

    func call(_ id: String, options: CallOptions = .default) async throws -> Response {
        try await channel.unary(Self.method, Request(characterID: id), options: options)
    }

    func fails(_ id: String, options: CallOptions = .default) async -> RPCError? {
        do {
            _ = try await call(id, options: options)
            return nil
        } catch {
            return error as? RPCError
        }
    }
}

@Suite struct CallTests {
    @Test(arguments: Transport.allCases)
    func aResponseComesBack(transport: Transport) async throws {
        try await CallFixture.with(transport, handler: { request, _ in .init(id: request.characterID, displayName: "Нео\u{0}") }) {
            fixture in
            let small = try await fixture.call("a")
            #expect(small.displayName == "Нео\u{0}")
            let text = String(repeating: "é", count: 1_000_000)
            let large = try await fixture.call(text)
            #expect(large.id == text)
        }
    }

    @Test(arguments: Transport.allCases)
    func manyCallsAtOnceDoNotMix(transport: Transport) async throws {
        try await CallFixture.with(
            transport,
            handler: { request, _ in
                await Task.yield()
                return .init(id: request.characterID)
            }
        ) { fixture in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 { group.addTask { try await fixture.call("\(number)").id == "\(number)" } }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func errorsArriveAsTheyWereThrown(transport: Transport) async throws {
        let error = RPCError(.notFound, "кто?\n100%", details: [.requestInfo(.init(requestID: "r1"))], metadata: ["x-reason": "gone"])
        try await CallFixture.with(transport, handler: { _, _ in throw error }) { fixture in
            #expect(await fixture.fails("a") == error)
        }
    }

    @Test(arguments: Transport.allCases)
    func anUnforeseenErrorDoesNotLeak(transport: Transport) async throws {
        struct Secret: Error {}
        try await CallFixture.with(transport, handler: { _, _ in throw Secret() }) { fixture in
            #expect(await fixture.fails("a") == RPCError(.unknown, "the service failed unexpectedly"))
        }
    }

    @Test(arguments: Transport.allCases)
    func metadataTravelBothWays(transport: Transport) async throws {
        try await CallFixture.with(
            transport,
            handler: { _, context in
                var initial = Metadata()
                for value in context.metadata.values(for: "x-in") { initial.add("x-out", value) }
                context.addInitialMetadata(initial)
                var trailing = Metadata()
                for bytes in context.metadata.binaryValues(for: "x-in-bin") { trailing.addBinary("x-out-bin", bytes) }
                context.addTrailingMetadata(trailing)
                return .init()
            }
        ) { fixture in
            var options = CallOptions.default.adding("x-in", "1").adding("x-in", "2")
            options.metadata.addBinary("x-in-bin", [0, 1, 255])
            let response: ClientResponse<CharacterAPI.Character> = try await fixture.channel.call(
                CallFixture.method, CallFixture.Request(), options: options)
            #expect(response.initialMetadata.values(for: "x-out") == ["1", "2"])
            #expect(response.trailingMetadata.binaryValues(for: "x-out-bin") == [[0, 1, 255]])
        }
    }

    @Test(arguments: Transport.allCases)
    func aTimeoutEndsTheCallAndCancelsTheHandler(transport: Transport) async throws {
        let wasCancelled = Atomic(false)
        try await CallFixture.with(
            transport,
            handler: { _, _ in
                do { try await Task.sleep(for: .seconds(60)) } catch { wasCancelled.store(true, ordering: .sequentiallyConsistent) }
                return .init()
            }
        ) { fixture in
            let start = MonotonicTime.now()
            let error = await fixture.fails("a", options: CallOptions(timeout: .milliseconds(50)))
            #expect(error?.code == .deadlineExceeded)
            #expect(MonotonicTime.now() - start < .seconds(40))
            try await until { wasCancelled.load(ordering: .sequentiallyConsistent) }
        }
    }

    @Test(arguments: Transport.allCases)
    func aHandlerThatIgnoresItsDeadlineDoesNotHoldTheCaller(transport: Transport) async throws {
        let (mayEnd, hasEnded) = (Signal(), Signal())
        try await CallFixture.with(
            transport,
            handler: { _, _ in
                await mayEnd.wait()
                hasEnded.set()
                return .init()
            }
        ) { fixture in
            #expect(await fixture.fails("a", options: CallOptions(timeout: .milliseconds(50)))?.code == .deadlineExceeded)
            mayEnd.set()
            await hasEnded.wait()
        }
    }

    @Test(arguments: Transport.allCases)
    func cancellingTheTaskEndsTheCallAndCancelsTheHandler(transport: Transport) async throws {
        let hasStarted = Atomic(false)
        let wasCancelled = Atomic(false)
        try await CallFixture.with(
            transport,
            handler: { _, _ in
                hasStarted.store(true, ordering: .sequentiallyConsistent)
                do { try await Task.sleep(for: .seconds(60)) } catch { wasCancelled.store(true, ordering: .sequentiallyConsistent) }
                return .init()
            }
        ) { fixture in
            let task = Task { await fixture.fails("a") }
            try await until { hasStarted.load(ordering: .sequentiallyConsistent) }
            task.cancel()
            try await until { wasCancelled.load(ordering: .sequentiallyConsistent) }
            if transport == .http2 { #expect(await task.value?.code == .cancelled) }
        }
    }

    @Test(arguments: Transport.allCases)
    func theDeadlineOfACallHoldsForTheCallsItMakes(transport: Transport) async throws {
        let inner = Mutex<[MonotonicTime?]>([])
        let channel = Mutex<(any Channel)?>(nil)
        try await CallFixture.with(
            transport,
            handler: { request, context in
                inner.withLock { $0.append(context.deadline) }
                if request.characterID == "outer" {
                    let channel = channel.withLock { $0 }
                    let _: CharacterAPI.Character? = try await channel?.unary(
                        CallFixture.method, CallFixture.Request(characterID: "inner"))
                }
                return .init()
            }
        ) { fixture in
            channel.withLock { $0 = fixture.channel }
            _ = try await fixture.call("outer", options: CallOptions(timeout: .seconds(5)))
            let deadlines = inner.withLock { $0.compactMap(\.self) }
            try #require(deadlines.count == 2)
            #expect(deadlines[1] <= deadlines[0].advanced(by: .milliseconds(100)))
            _ = try await fixture.call("inner")
            #expect(inner.withLock { $0.last } == .some(nil))
            // The handler would hold the channel that leads to it.
            channel.withLock { $0 = nil }
        }
    }

    @Test(arguments: Transport.allCases)
    func anUnknownMethodIsNamed(transport: Transport) async throws {
        try await CallFixture.with(transport, handler: { _, _ in .init() }) { fixture in
            for (service, method, text) in [
                ("x.Y", "Nope", "unknown service x.Y"),
                ("generia.character.CharacterService", "Nope", "unknown method Nope for service generia.character.CharacterService"),
            ] {
                let descriptor = MethodDescriptor(service: service, name: method, kind: .unary)
                await #expect(throws: RPCError(.unimplemented, text)) {
                    let _: CharacterAPI.Character = try await fixture.channel.unary(descriptor, CallFixture.Request())
                }
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func interceptorsStandAroundTheHandlerInOrder(transport: Transport) async throws {
        struct Marker: ServerInterceptor {
            let mark: String
            func intercept(_ messages: CallMessages, context: ServerContext, next: Next) async throws -> CallMessages {
                guard var request = messages.message as? CallFixture.Request else { return try await next(messages, context) }
                if request.characterID == "stop-\(mark)" { throw RPCError(.permissionDenied, "stopped by \(mark)") }
                request.characterID += mark
                let answer = try await next(CallMessages(request), context)
                guard var response = answer.message as? CallFixture.Response else { return answer }
                response.displayName += mark
                return CallMessages(response)
            }
        }
        try await CallFixture.with(
            transport, interceptors: [Marker(mark: "1"), Marker(mark: "2")], handler: { request, _ in .init(id: request.characterID) }
        ) { fixture in
            let response = try await fixture.call("a")
            #expect(response.id == "a12")
            #expect(response.displayName == "21")
            #expect(await fixture.fails("stop-1")?.message == "stopped by 1")
        }
    }
}

/// Waits until a condition holds; fails after five seconds.
func until(_ condition: () -> Bool) async throws {
    for _ in 0..<1000 where !condition() { try await Task.sleep(for: .milliseconds(5)) }
    #expect(condition())
}
