import EventLoops
import Synchronization
import Testing

@testable import ProtoRuntime

/// Keepalive of clients (gRFC A8), against servers that answer no PING.
@Suite(.timeLimit(.minutes(1))) struct ClientKeepaliveTests {
    private typealias Frame = ScriptedServer.Frame

    private static let ping: UInt8 = 6

    private static func channel(_ cluster: Cluster, _ server: ScriptedServer, permitWithoutCalls: Bool = false) throws -> HTTP2Channel {
        try cluster.channel(.addresses([.host("127.0.0.1", port: server.port)]), .pickFirst()) {
            $0.http2.keepalive = KeepaliveConfiguration(
                interval: .milliseconds(100), timeout: .milliseconds(100), permitWithoutCalls: permitWithoutCalls)
        }
    }

    private static func askInVain(_ channel: HTTP2Channel) async {
        do {
            _ = try await channel.ask()
            Issue.record("somebody answered")
        } catch {
            #expect((error as? RPCError)?.code == .unavailable)
        }
    }

    @Test func aServerThatHasFallenSilentIsGivenUp() async throws {
        try await Cluster.with { cluster in
            let server = try ScriptedServer()
            let channel = try Self.channel(cluster, server)
            await Self.askInVain(channel)
            #expect(server.frames.contains { $0.type == Self.ping })
            channel.close()
            server.stop()
        }
    }

    @Test func withoutCallsNothingIsAskedUnlessItIsPermitted() async throws {
        try await Cluster.with { cluster in
            for permitted in [false, true] {
                let server = try ScriptedServer { connection, frame in
                    if frame.type == Frame.headers { connection.answer(frame.stream) }
                }
                let channel = try Self.channel(cluster, server, permitWithoutCalls: permitted)
                _ = try await channel.ask()
                if permitted {
                    try await until { server.frames.contains { $0.type == Self.ping } }
                } else {
                    // Three times as long as it would take.
                    try await Task.sleep(for: .milliseconds(300))
                    #expect(!server.frames.contains { $0.type == Self.ping })
                }
                channel.close()
                server.stop()
            }
        }
    }

    @Test func aServerThatFeelsDisturbedIsAskedHalfAsOften() async throws {
        let times = Mutex<[(connection: Int, type: UInt8, time: MonotonicTime)]>([])
        try await Cluster.with { cluster in
            let server = try ScriptedServer { connection, frame in
                times.withLock { $0.append((connection.number, frame.type, .now())) }
                if frame.type == Self.ping {
                    connection.send(.goAway(last: 1, code: 11, "too_many_pings"))
                    connection.close()
                }
            }
            let channel = try Self.channel(cluster, server)
            for _ in 0..<3 { await Self.askInVain(channel) }
            // How long each connection was silent from its call to its PING.
            let waits = try times.withLock { times in
                try (1...3).map { number in
                    let frames = times.filter { $0.connection == number }
                    let call = try #require(frames.first { $0.type == Frame.headers })
                    let ping = try #require(frames.first { $0.type == Self.ping })
                    return ping.time - call.time
                }
            }
            // The interval counts from the last byte that came, shortly before the call; hence the tenth less.
            #expect(waits[0] >= .milliseconds(60))
            #expect(waits[1] >= .milliseconds(160))
            #expect(waits[2] >= .milliseconds(360))
            channel.close()
            server.stop()
        }
    }
}
