import Testing

@testable import ProtoRuntime

/// What peers can make a server keep.
@Suite struct ConnectionMemoryTests {
    @Test func requestsThatNeverEndAreKeptUpToALimit() async throws {
        try await RawServer.with {
            $0.http2.maximumHeldBytes = 2 << 20
        } _: { server in
            let peer = try RawPeer(port: server.port)
            // Each begins a message of 1 MiB and sends 16 KiB less than all of it.
            let prefix: [UInt8] = [0] + RawFrame.number(1 << 20)
            let part = Array(repeating: UInt8(0), count: 16384)
            for number in 0..<10 {
                let stream = UInt32(number * 2 + 1)
                try peer.send(.request(stream), RawFrame(type: RawFrame.data, stream: stream, payload: prefix))
                for _ in 0..<63 { try peer.send(RawFrame(type: RawFrame.data, stream: stream, payload: part)) }
                try peer.roundTrip()
            }
            try peer.roundTrip()
            let ended = peer.received.filter { $0.type == RawFrame.headers && $0.flags & RawFrame.endStream != 0 }
            #expect(ended.count >= 7)
            // Those that were not ended can still be completed.
            let stream = try #require((0..<10).map { UInt32($0 * 2 + 1) }.first { id in !ended.contains { $0.stream == id } })
            try peer.send(.reset(stream))
            try peer.roundTripWithCall(21)
        }
    }

    @Test func callsThatComeTogetherAreNotStartedTogether() async throws {
        try await RawServer.with {
            $0.http2.maximumHeldBytes = 4 << 20
        } _: { server in
            // No stream gets any window, so that responses have to wait.
            let peer = try RawPeer(port: server.port, settings: [(4, 0)])
            let streams = (0..<20).map { UInt32($0 * 2 + 1) }
            try peer.send(streams.flatMap { RawFrame.request($0).bytes + RawFrame.message($0, id: "big").bytes })
            try peer.roundTrip()
            #expect((4..<8).contains(server.started.value))
            // Those that have waited get their turn when the others are answered.
            try peer.send(.settings([(4, 2 << 20)]), .windowUpdate(0, 1 << 30))
            // The answers come interleaved.
            var open = Set(streams)
            while !open.isEmpty {
                let frame = try #require(try peer.next())
                if frame.type == RawFrame.headers, frame.flags & RawFrame.endStream != 0 { open.remove(frame.stream) }
            }
            #expect(server.started.value == 20)
        }
    }

    @Test func handlersThatNobodyWaitsForAreLimited() async throws {
        try await RawServer.with {
            $0.maximumAbandonedCalls = 10
        } _: { server in
            let peer = try RawPeer(port: server.port)
            for number in 0..<30 {
                let stream = UInt32(number * 2 + 1)
                try peer.send(.request(stream), .message(stream, id: "stubborn"))
                try peer.roundTrip()
                try peer.send(.reset(stream))
            }
            try peer.roundTrip()
            try peer.roundTrip()
            #expect(server.started.value == 10)
            #expect(peer.received.count { $0.type == RawFrame.reset && $0.number(at: 0) == 7 } == 20)
            // When they are done, calls are taken again.
            try server.wait { (try? peer.call(UInt32(peer.received.count * 2 + 1001))?["grpc-status"]) == "0" }
        }
    }

    @Test func whatAServerSaysLastIsReadThoughThePeerIsStillSending() async throws {
        try await RawServer.with {
            $0.lifetime.maximumIdle = .milliseconds(20)
            $0.http2.drainTimeout = .milliseconds(20)
        } _: { server in
            // The response lies in the system's buffers when the server closes. Were the socket closed while bytes of the peer are unread,
            // the system would throw it away.
            let peer = try RawPeer(port: server.port, settings: [(4, 1 << 30)], receiveBuffer: 4096)
            try peer.send(.request(1), .message(1, id: "medium"))
            for _ in 0..<100 {
                _ = peer.sendIfPossible(RawFrame.windowUpdate(0, 1).bytes, within: 100)
                peer.pause(milliseconds: 3)
            }
            try peer.drain()
            #expect(peer.brokenBy == 0)
            #expect(peer.received.contains { $0.stream == 1 && $0.flags & RawFrame.endStream != 0 })
            #expect(peer.received.last { $0.type == RawFrame.goAway }?.payload.dropFirst(8).elementsEqual("max_idle".utf8) == true)
        }
    }
}
