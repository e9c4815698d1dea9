import EventLoops
import Glibc
import Testing

@testable import ProtoRuntime

@Suite(.timeLimit(.minutes(1))) struct ScriptedConnectionTests {
    private typealias Frame = ScriptedServer.Frame

    private static func channel(
        _ cluster: Cluster, _ servers: [ScriptedServer], _ change: (inout ChannelConfiguration) -> Void = { _ in }
    ) throws -> HTTP2Channel {
        try cluster.channel(.addresses(servers.map { .host("127.0.0.1", port: $0.port) }), .pickFirst(), change)
    }

    private static func expectUnavailable(_ channel: HTTP2Channel, _ text: String) async {
        do {
            _ = try await channel.ask()
            Issue.record("somebody answered")
        } catch {
            #expect((error as? RPCError)?.code == .unavailable)
            #expect((error as? RPCError)?.message.contains(text) ?? false, "\(error)")
        }
    }

    @Test func aServerThatSaysNothingIsGivenUp() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer(greeting: nil)
            let channel = try Self.channel(cluster, [server]) { $0.backoff.minimumConnectTimeout = .milliseconds(50) }
            await Self.expectUnavailable(channel, "no connection within")
            channel.close()
            server.stop()
        }
    }

    @Test func aServerThatSaysNothingDoesNotHoldUpTheNextOne() async throws {
        try await Cluster.with { cluster in
            let silent = try ScriptedServer(greeting: nil)
            let server = try cluster.server("a")
            let channel = try cluster.channel(.addresses([silent.port, server.port].map { .host("127.0.0.1", port: $0) }))
            let begin = MonotonicTime.now()
            #expect(try await channel.ask() == "a")
            #expect(MonotonicTime.now() - begin >= .milliseconds(250))
            channel.close()
            await server.shutdown()
            silent.stop()
        }
    }

    @Test func aServerThatHangsUpIsNotVisitedTooOften() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer { connection, _ in connection.close() }
            let channel = try Self.channel(cluster, [server]) { $0.backoff = ConnectionBackoff(initial: .milliseconds(100)) }
            let begin = MonotonicTime.now()
            for _ in 0..<20 {
                _ = try? await channel.ask("", CallOptions(timeout: .milliseconds(10), waitForReady: true))
            }
            // The shortest pause is 80 ms.
            let most = 1 + (MonotonicTime.now() - begin) / .milliseconds(80)
            #expect((1...most).contains(Double(server.connections)))
            channel.close()
            server.stop()
        }
    }

    @Test func shutdownReturnsWhenTheLastFramesHaveLeft() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer()
            let channel = try Self.channel(cluster, [server])
            let call = Task { try await channel.ask() }
            try await until { server.frames.contains { $0.type == Frame.headers } }
            call.cancel()
            _ = await call.result
            let haveArrived = await channel.loop.run {
                await channel.shutdown()
                // Nothing leaves while the loop's own thread waits.
                let begin = MonotonicTime.now()
                while MonotonicTime.now() - begin < .seconds(2) {
                    let types = Set(server.frames.map(\.type))
                    if types.isSuperset(of: [Frame.reset, Frame.goAway]) { return true }
                    usleep(1000)
                }
                return false
            }
            #expect(haveArrived)
            server.stop()
        }
    }

    @Test func aCallThatAGoAwayExcludesIsRepeatedOnANewConnection() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer { connection, frame in
                guard frame.type == Frame.headers else { return }
                if connection.number == 1 { connection.send(.goAway(last: 0)) } else { connection.answer(frame.stream) }
            }
            let channel = try Self.channel(cluster, [server])
            #expect(try await channel.ask() == "")
            #expect(server.connections == 2)
            #expect(server.frames.filter { $0.type == Frame.headers }.count == 2)
            channel.close()
            server.stop()
        }
    }

    @Test func aCallThatAGoAwayIncludesIsFinishedWhileTheNextGoesElsewhere() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer { connection, frame in
                guard frame.type == Frame.headers else { return }
                if connection.number == 1 { connection.send(.goAway(last: frame.stream)) }
                connection.answer(frame.stream)
            }
            let channel = try Self.channel(cluster, [server])
            #expect(try await channel.ask() == "")
            #expect(server.connections == 1)
            #expect(try await channel.ask() == "")
            #expect(server.connections == 2)
            channel.close()
            server.stop()
        }
    }

    @Test func aRefusedStreamIsRepeatedOnTheSameConnection() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer { connection, frame in
                guard frame.type == Frame.headers else { return }
                if frame.stream == 1 { connection.send(.reset(1, code: 7)) } else { connection.answer(frame.stream) }
            }
            let channel = try Self.channel(cluster, [server])
            #expect(try await channel.ask() == "")
            #expect(server.connections == 1)
            channel.close()
            server.stop()
        }
    }

    @Test(arguments: [[3, 5], [2], [1, 0, 1]] as [[UInt32]])
    func aGoAwayThatCannotBeIsAnErrorOfTheConnection(numbers: [UInt32]) async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer { connection, frame in
                guard frame.type == Frame.headers else { return }
                for number in numbers { connection.send(.goAway(last: number)) }
            }
            let channel = try Self.channel(cluster, [server])
            let call = Task { try await channel.ask() }
            // PROTOCOL_ERROR is 1.
            try await until { server.frames.contains { $0.type == Frame.goAway && $0.payload.dropFirst(4).starts(with: [0, 0, 0, 1]) } }
            channel.close()
            await #expect(throws: RPCError.self) { try await call.value }
            server.stop()
        }
    }

    @Test func callsWaitUntilTheServerAllowsStreams() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer(greeting: .settings(streams: 0)) { connection, frame in
                if frame.type == Frame.headers { connection.answer(frame.stream) }
            }
            let channel = try Self.channel(cluster, [server])
            let call = Task { try await channel.ask() }
            await channel.reaches(.ready)
            await #expect(throws: RPCError.deadlineExceeded) { try await channel.ask("", CallOptions(timeout: .milliseconds(20))) }
            server.broadcast(.settings(streams: 10))
            #expect(try await call.value == "")
            channel.close()
            server.stop()
        }
    }
}
