import EventLoops
import GeneriaAPI
import Testing

@testable import ProtoRuntime

/// SETTINGS_MAX_HEADER_LIST_SIZE, ours and the peer's.
@Suite struct HeaderLimitTests {
    private static let resourceExhausted = "8"

    /// Fields of a given size as SETTINGS_MAX_HEADER_LIST_SIZE counts.
    private static func extra(_ size: Int) -> [(String, String)] { [("x-extra", String(repeating: "v", count: size - 39))] }

    @Test func aLargeRequestIsAnsweredAndTheConnectionLivesOn() async throws {
        try await RawServer.with {
            $0.http2.maximumHeaderListSize = 4096
        } _: { server in
            let peer = try RawPeer(port: server.port)
            let standard = RawFrame.requestFields.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + 32 }
            try peer.send(.request(1, extra: Self.extra(4096 - standard)), .message(1, id: "a"))
            #expect(try peer.end(of: 1)?["grpc-status"] == "0")
            try peer.send(.request(3, extra: Self.extra(4096 - standard + 1)), .message(3, id: "a"))
            let refused = try #require(try peer.end(of: 3))
            #expect(refused[":status"] == "200")
            #expect(refused["grpc-status"] == Self.resourceExhausted)
            #expect(refused["grpc-message"] == "the request's header list is larger than 4096 bytes")
            #expect(server.started.value == 1)
            try peer.roundTripWithCall(5)
            // The limit was announced.
            let settings = try #require(peer.received.first { $0.type == RawFrame.settings })
            let entries = stride(from: 0, to: settings.payload.count, by: 6).map { settings.payload[$0..<$0 + 6] }
            #expect(entries.contains([0, 6, 0, 0, 16, 0]))
        }
    }

    @Test func largeRequestTrailersAreRefusedToo() async throws {
        try await RawServer.with {
            $0.http2.maximumHeaderListSize = 4096
        } _: { server in
            let peer = try RawPeer(port: server.port)
            try peer.send(.request(1))
            try peer.send(
                RawFrame(
                    type: RawFrame.headers, flags: RawFrame.endHeaders | RawFrame.endStream, stream: 1,
                    payload: RawFrame.block(Self.extra(5000))))
            #expect(try peer.end(of: 1)?["grpc-status"] == Self.resourceExhausted)
            try peer.roundTripWithCall(3)
        }
    }

    @Test(arguments: ["initial", "trailing"])
    func aSuccessThatThePeerCannotReadFails(id: String) async throws {
        try await RawServer.with { server in
            let peer = try RawPeer(port: server.port, settings: [(6, 8192)])
            let status = try #require(try peer.call(1, id: id))
            #expect(status["grpc-status"] == Self.resourceExhausted)
            #expect(status["grpc-message"]?.contains("8192") == true)
            #expect(status["x-large"] == nil)
            try peer.roundTripWithCall(3)
            // Who reads more gets all.
            let other = try RawPeer(port: server.port)
            #expect(try other.call(1, id: id)?["grpc-status"] == "0")
        }
    }

    @Test func aFailureKeepsItsStatus() async throws {
        try await RawServer.with { server in
            let peer = try RawPeer(port: server.port, settings: [(6, 8192)])
            let status = try #require(try peer.call(1, id: "failing"))
            #expect(status["grpc-status"] == "5")
            #expect(status["grpc-message"]?.contains("8192") == true)
            #expect(status["x-large"] == nil)
            try peer.roundTripWithCall(3)
        }
    }

    @Test func aPeerThatReadsNoStatusAtAllGetsAReset() async throws {
        try await RawServer.with { server in
            let peer = try RawPeer(port: server.port, settings: [(6, 60)])
            #expect(try peer.call(1, id: "failing") == [":reset": "2"])
        }
    }

    @Test func theClientSendsNothingThatTheServerWouldNotRead() async throws {
        let loops = try EventLoopGroup(count: 1, name: "test")
        var configuration = ServerConfiguration()
        configuration.http2.maximumHeaderListSize = 4096
        let service = ServiceDefinition(
            name: "generia.character.CharacterService",
            methods: [.unary(CallFixture.method) { (_: CallFixture.Request, _) in CallFixture.Response(id: "a") }])
        let server = try Server.start(host: "127.0.0.1", port: 0, services: [service], loops: loops, configuration: configuration)
        let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next())
        var options = CallOptions()
        options.metadata = ["x-large": String(repeating: "v", count: 5000)]
        do throws(RPCError) {
            let _: CallFixture.Response = try await channel.unary(CallFixture.method, CallFixture.Request(), options: options)
            Issue.record("the request was sent")
        } catch {
            #expect(error.code == .resourceExhausted)
            #expect(error.message.contains("larger than the server takes"))
        }
        let response: CallFixture.Response = try await channel.unary(CallFixture.method, CallFixture.Request())
        #expect(response.id == "a")
        channel.close()
        await server.shutdown(grace: .seconds(1))
        loops.stop()
    }

    @Test func theSmallestBlocksStillSayTheStatus() throws {
        var list = HeaderList()
        list.append("grpc-status", "5")
        list.append("x-large", String(repeating: "v", count: 1000))
        let bare = "grpc-status".utf8.count + 1 + 32
        let reduced = try #require(StatusHeaders.reduced(.list(list), limit: bare))
        #expect(reduced.listSize == bare)
        #expect(StatusHeaders.reduced(.list(list), limit: bare - 1) == nil)
    }
}
