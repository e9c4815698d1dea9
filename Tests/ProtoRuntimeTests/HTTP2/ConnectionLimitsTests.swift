import Testing

@testable import ProtoRuntime

/// What peers may do to a server's connection, and how one that does too much is told.
@Suite struct ConnectionLimitsTests {
    private static let enhanceYourCalm: UInt32 = 11

    @Test func strictServersEndConnectionsThatPingTooMuch() async throws {
        try await RawServer.with {
            $0.pingPolicy = .strict()
        } _: { server in
            let peer = try RawPeer(port: server.port)
            for _ in 0..<3 { try peer.send(.ping()) }
            try peer.roundTripWithCall(1)
            // The call has cleared the account.
            for _ in 0..<4 { try peer.send(.ping()) }
            let goAway = try #require(try peer.goAway())
            #expect(goAway.code == Self.enhanceYourCalm)
            #expect(goAway.text == "too_many_pings")
            try peer.drain()
            #expect(peer.brokenBy == 0)
        }
    }

    @Test func otherServersTakePingsWithoutCalls() async throws {
        try await RawServer.with { server in
            let peer = try RawPeer(port: server.port)
            for _ in 0..<500 { try peer.send(.ping()) }
            try peer.roundTrip()
            #expect(peer.received.count { $0.type == RawFrame.ping } == 501)
            #expect(try peer.call(1)?["grpc-status"] == "0")
        }
    }

    /// A flood: its name in the debug data, and its frames.
    struct Flood: Sendable, CustomTestStringConvertible {
        var text: String
        var frames: @Sendable (Int) -> [RawFrame]
        var testDescription: String { text }
    }

    private static let floods = [
        Flood(text: "too_many_pings") { _ in [.ping()] },
        Flood(text: "too_many_settings") { _ in [.settings([(4, 65535)])] },
        Flood(text: "too_many_empty_data_frames") { _ in [RawFrame(type: RawFrame.data, stream: 1)] },
        Flood(text: "too_many_empty_data_frames") { _ in [RawFrame(type: RawFrame.data, flags: 8, stream: 1, payload: [2, 0, 0])] },
        Flood(text: "too_many_window_updates") { _ in [.windowUpdate(0, 1)] },
        Flood(text: "too_many_window_updates") { _ in [.windowUpdate(1, 1)] },
        Flood(text: "too_many_control_frames") { turn in
            [RawFrame(type: RawFrame.priority, stream: UInt32(turn * 2 + 3), payload: [0, 0, 0, 0, 16])]
        },
        Flood(text: "too_many_control_frames") { turn in [RawFrame(type: UInt8(10 + turn % 246), payload: [1, 2, 3])] },
        Flood(text: "too_many_resets") { turn in [.request(UInt32(turn * 2 + 3)), .reset(UInt32(turn * 2 + 3))] },
        // Resets that the server is made to send: no window is so large.
        Flood(text: "too_many_resets") { turn in [.request(UInt32(turn * 2 + 3)), .windowUpdate(UInt32(turn * 2 + 3), 0x7fff_ffff)] },
    ]

    /// Limits that a test reaches soon; the defaults are the business of `AbuseMeterTests`.
    private static var lowLimits: AbuseLimits {
        var limits = AbuseLimits()
        let low = FloodLimit(burst: 200, perSecond: 1)
        (limits.resets, limits.pings, limits.settings) = (low, low, low)
        (limits.emptyData, limits.windowUpdates, limits.otherFrames) = (low, low, low)
        return limits
    }

    @Test(arguments: floods)
    func floodsEndTheConnection(flood: Flood) async throws {
        try await RawServer.with {
            $0.http2.abuseLimits = Self.lowLimits
        } _: { server in
            let peer = try RawPeer(port: server.port)
            try peer.send(.request(1))
            var turn = 0
            // Without reading in between; the explained ones are some more than 200.
            while turn < 5_000, peer.sendIfPossible(flood.frames(turn).flatMap(\.bytes), within: 5000) { turn += 1 }
            try peer.drain()
            let goAway = try #require(peer.received.last { $0.type == RawFrame.goAway })
            #expect(goAway.number(at: 4) == Self.enhanceYourCalm)
            #expect(String(decoding: goAway.payload.dropFirst(8), as: UTF8.self) == flood.text)
            // Others are served as before.
            #expect(try RawPeer(port: server.port).call(1)?["grpc-status"] == "0")
        }
    }

    @Test func aFloodOfContinuationsEndsTheConnection() async throws {
        try await RawServer.with {
            $0.http2.maximumHeaderListSize = 64 << 10
        } _: { server in
            let peer = try RawPeer(port: server.port)
            try peer.send(RawFrame(type: RawFrame.headers, stream: 1, payload: RawFrame.block(RawFrame.requestFields)))
            let portion = Array(
                repeating: RawFrame(type: RawFrame.continuation, stream: 1, payload: RawFrame.block([("x", "y")])).bytes, count: 100)
            _ = peer.sendIfPossible(portion.flatMap { $0 }, within: 1000)
            #expect(try peer.goAway()?.code == Self.enhanceYourCalm)
            try peer.drain()
        }
    }

    @Test func aThousandCancelledCallsInASecondAreNoFlood() async throws {
        try await RawServer.with { server in
            let peer = try RawPeer(port: server.port)
            for burst in 0..<3 {
                let streams = (0..<1000).map { UInt32((burst * 1000 + $0) * 2 + 1) }
                for stream in streams { try peer.send(.request(stream), .message(stream, id: "hang")) }
                try peer.roundTrip()
                for stream in streams { try peer.send(.reset(stream)) }
                try peer.roundTrip()
            }
            try peer.roundTripWithCall(9001)
            try server.wait { server.cancelled.value == 3000 }
        }
    }

    @Test(arguments: [false, true])
    func streamsBeyondTheLimitAreRefused(acknowledged: Bool) async throws {
        try await RawServer.with {
            $0.http2.maximumConcurrentStreams = 2
        } _: { server in
            let peer = try RawPeer(port: server.port)
            peer.acknowledgesSettings = acknowledged
            if acknowledged { try peer.roundTrip() }
            for stream: UInt32 in [1, 3] { try peer.send(.request(stream), .message(stream, id: "hang")) }
            try peer.send(.request(5), .message(5, id: "a"))
            #expect(try peer.end(of: 5) == [":reset": "7"])
            let settings = try #require(peer.received.first { $0.type == RawFrame.settings })
            let entries = stride(from: 0, to: settings.payload.count, by: 6).map { settings.payload[$0..<$0 + 6] }
            #expect(entries.contains([0, 3, 0, 0, 0, 2]))
            // One that ends makes room.
            try peer.send(.reset(1))
            #expect(try peer.call(7)?["grpc-status"] == "0")
        }
    }

    @Test func connectionsBeyondTheLimitAreToldSo() async throws {
        try await RawServer.with {
            $0.maximumConnections = 2
        } _: { server in
            var peers = try (0..<2).map { _ in try RawPeer(port: server.port) }
            for peer in peers { #expect(try peer.call(1)?["grpc-status"] == "0") }
            let third = try RawPeer(port: server.port)
            let goAway = try #require(try third.goAway())
            #expect(goAway == (0, Self.enhanceYourCalm, "too_many_connections"))
            try third.drain()
            #expect(try peers[0].call(3)?["grpc-status"] == "0")
            peers.removeLast()
            // The server notices the end of the second one in its own time.
            try server.wait { (try? RawPeer(port: server.port).call(1)?["grpc-status"]) == "0" }
        }
    }
}

extension RawPeer {
    /// Makes a call and checks that it succeeds.
    func roundTripWithCall(_ stream: UInt32) throws {
        let status = try call(stream)?["grpc-status"]
        #expect(status == "0")
    }
}
