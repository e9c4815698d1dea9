import EventLoops
import GeneriaAPI
import Glibc
import Synchronization
import Testing

@testable import ProtoRuntime

@Suite struct ConnectionTests {
    private static func service(
        _ handler: @escaping @Sendable (CallFixture.Request, ServerContext) async throws -> CallFixture.Response
    ) -> ServiceDefinition {
        ServiceDefinition(name: "generia.character.CharacterService", methods: [.unary(CallFixture.method, handler)])
    }

    @Test func shutdownFinishesRunningCallsAndRefusesNewConnections() async throws {
        let loops = try EventLoopGroup(count: 2, name: "test")
        let hasStarted = Atomic(false)
        let server = try Server.start(
            host: "127.0.0.1", port: 0,
            services: [
                Self.service { request, _ in
                    hasStarted.store(true, ordering: .sequentiallyConsistent)
                    try await Task.sleep(for: .milliseconds(200))
                    return .init(id: request.characterID)
                }
            ], loops: loops)
        let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next())
        let call = Task { () throws -> CallFixture.Response in
            try await channel.unary(CallFixture.method, CallFixture.Request(characterID: "a"))
        }
        try await until { hasStarted.load(ordering: .sequentiallyConsistent) }
        await server.shutdown()
        #expect(try await call.value.id == "a")
        do throws(RPCError) {
            let _: CallFixture.Response = try await channel.unary(CallFixture.method, CallFixture.Request())
            Issue.record("a stopped server answered")
        } catch {
            #expect(error.code == .unavailable)
        }
        channel.close()
        loops.stop()
    }

    @Test func aHandlerThatOutlastsTheGraceIsCutOff() async throws {
        let loops = try EventLoopGroup(count: 1, name: "test")
        let hasStarted = Atomic(false)
        let server = try Server.start(
            host: "127.0.0.1", port: 0,
            services: [
                Self.service { _, _ in
                    hasStarted.store(true, ordering: .sequentiallyConsistent)
                    try await Task.sleep(for: .seconds(60))
                    return .init()
                }
            ], loops: loops)
        let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next())
        let call = Task { () throws -> CallFixture.Response in try await channel.unary(CallFixture.method, CallFixture.Request()) }
        try await until { hasStarted.load(ordering: .sequentiallyConsistent) }
        let start = MonotonicTime.now()
        await server.shutdown(grace: .milliseconds(50))
        #expect(MonotonicTime.now() - start < .seconds(10))
        await #expect(throws: RPCError.self) { try await call.value }
        channel.close()
        loops.stop()
    }

    @Test func aChannelConnectsAgainAfterTheServerHasRestarted() async throws {
        let loops = try EventLoopGroup(count: 1, name: "test")
        let services = [Self.service { request, _ in .init(id: request.characterID) }]
        let first = try Server.start(host: "127.0.0.1", port: 0, services: services, loops: loops)
        let channel = HTTP2Channel(host: "127.0.0.1", port: first.port, loop: loops.next())
        let before: CallFixture.Response = try await channel.unary(CallFixture.method, CallFixture.Request(characterID: "1"))
        #expect(before.id == "1")
        await first.shutdown()
        let options = CallOptions(timeout: .seconds(20), waitForReady: true)
        let waiting = Task { () throws -> CallFixture.Response in
            try await channel.unary(CallFixture.method, CallFixture.Request(characterID: "2"), options: options)
        }
        try await Task.sleep(for: .milliseconds(50))
        let second = try Server.start(host: "127.0.0.1", port: first.port, services: services, loops: loops)
        #expect(try await waiting.value.id == "2")
        channel.close()
        await second.shutdown(grace: .seconds(1))
        loops.stop()
    }

    @Test func nobodyListeningIsUnavailable() async throws {
        let loops = try EventLoopGroup(count: 1, name: "test")
        let channel = HTTP2Channel(host: "127.0.0.1", port: 1, loop: loops.next())
        do throws(RPCError) {
            let _: CallFixture.Response = try await channel.unary(CallFixture.method, CallFixture.Request())
            Issue.record("port 1 answered")
        } catch {
            #expect(error.code == .unavailable)
            #expect(error.message.contains("127.0.0.1:1"))
        }
        channel.close()
        loops.stop()
    }

    @Test func aTakenPortIsNamed() throws {
        let loops = try EventLoopGroup(count: 1, name: "test")
        let server = try Server.start(host: "127.0.0.1", port: 0, services: [], loops: loops)
        #expect(throws: SocketError.addressInUse("127.0.0.1:\(server.port)")) {
            _ = try Server.start(host: "127.0.0.1", port: server.port, services: [], loops: loops)
        }
        loops.stop()
    }
}
