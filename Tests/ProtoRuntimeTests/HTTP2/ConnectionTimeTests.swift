import EventLoops
import Testing

@testable import ProtoRuntime

/// What happens to connections as time passes, with short times and raw frames.
@Suite struct ConnectionTimeTests {
    private static let highest: UInt32 = 0x7fff_ffff

    @Test func aConnectionEndsInTwoStepsAndServesWhatComesBetween() async throws {
        try await RawServer.with {
            $0.lifetime.maximumAge = .milliseconds(100)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            peer.acknowledgesPings = false
            try peer.send(.request(1), .message(1, id: "hang"))
            let first = try #require(try peer.goAway())
            #expect(first == (Self.highest, 0, ""))
            let ping = try #require(try peer.next { $0.type == RawFrame.ping })
            // Sent before the peer could know, therefore served.
            #expect(try peer.call(3)?["grpc-status"] == "0")
            try peer.send(RawFrame(type: RawFrame.ping, flags: RawFrame.acknowledgement, payload: ping.payload))
            let second = try #require(try peer.goAway())
            #expect(second == (3, 0, "max_age"))
            // Sent after the peer knew, therefore ignored.
            try peer.send(.request(5), .message(5, id: "a"), .reset(1))
            try peer.drain()
            #expect(peer.brokenBy == 0)
            #expect(!peer.received.contains { $0.stream == 5 })
            #expect(server.started.value == 2)
        }
    }

    @Test func aPeerThatDoesNotAcknowledgeIsNotWaitedForForEver() async throws {
        try await RawServer.with {
            $0.lifetime.maximumIdle = .milliseconds(50)
            $0.http2.drainTimeout = .milliseconds(100)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            peer.acknowledgesPings = false
            #expect(try #require(try peer.goAway()) == (Self.highest, 0, ""))
            #expect(try #require(try peer.goAway()) == (0, 0, "max_idle"))
            try peer.drain()
            #expect(peer.brokenBy == 0)
        }
    }

    @Test func aBusyConnectionIsNotIdle() async throws {
        try await RawServer.with {
            $0.lifetime.maximumIdle = .milliseconds(100)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            try peer.send(.request(1), .message(1, id: "stubborn"))
            #expect(try peer.end(of: 1)?["grpc-status"] == "0")
            #expect(!peer.received.contains { $0.type == RawFrame.goAway })
            #expect(try peer.goAway() != nil)
        }
    }

    @Test func callsThatOutlastTheGraceAreCutOff() async throws {
        try await RawServer.with {
            $0.lifetime.maximumAge = .milliseconds(50)
            $0.lifetime.grace = .milliseconds(50)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            try peer.send(.request(1), .message(1, id: "hang"))
            try peer.drain()
            #expect(!peer.received.contains { $0.stream == 1 })
            try server.wait { server.cancelled.value == 1 }
        }
    }

    @Test func aSilentPeerIsAskedAndThenGivenUp() async throws {
        try await RawServer.with {
            $0.http2.keepalive = KeepaliveConfiguration(
                interval: .milliseconds(100), timeout: .milliseconds(200), permitWithoutCalls: true)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            for _ in 0..<3 { #expect(try peer.next { $0.type == RawFrame.ping } != nil) }
            peer.acknowledgesPings = false
            #expect(try peer.next { $0.type == RawFrame.ping } != nil)
            let start = MonotonicTime.now()
            try peer.drain()
            #expect(peer.isClosed)
            #expect(MonotonicTime.now() - start > .milliseconds(150))
        }
    }

    @Test func settingsThatAreNotAcknowledgedEndTheConnection() async throws {
        try await RawServer.with {
            $0.http2.settingsTimeout = .milliseconds(100)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            peer.acknowledgesSettings = false
            #expect(try peer.goAway()?.code == 4)
            try peer.drain()
        }
    }

    @Test func aPeerThatSaysNothingOrHalfAPrefaceIsClosed() async throws {
        try await RawServer.with {
            $0.http2.handshakeTimeout = .milliseconds(100)
        } _: { server in
            for preface in ["", "PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
                let peer = try RawPeer(port: server.port, preface: Array(preface.utf8))
                try peer.drain()
                #expect(peer.brokenBy == 0)
            }
        }
    }

    @Test func aHeaderBlockThatDripsInEndsTheConnection() async throws {
        try await RawServer.with {
            $0.http2.headerTimeout = .milliseconds(200)
        } _: { server in
            let peer = try RawPeer(port: server.port)
            try peer.roundTrip()
            let bytes = RawFrame.request(1).bytes
            // One byte every 20 ms; the header of the frame must have come before the block counts as begun.
            for byte in bytes {
                guard peer.sendIfPossible([byte], within: 1000), !peer.waitForInput(20) else { break }
            }
            let goAway = try #require(try peer.goAway())
            #expect(goAway.code == 11)
            #expect(goAway.text == "a header block was not complete in time")
        }
    }

    @Test func aPeerThatDoesNotReadIsNotServedForEver() async throws {
        try await RawServer.with {
            $0.http2.writeTimeout = .milliseconds(300)
            $0.http2.maximumUnsentBytes = 1 << 20
        } _: { server in
            let settings: [(UInt16, UInt32)] = [(4, Self.highest)]
            let peer = try RawPeer(port: server.port, settings: settings, receiveBuffer: 4096)
            try peer.send(.windowUpdate(0, Self.highest - 65535))
            var stream: UInt32 = 1
            // Requests for 1 MiB each, until the server reads no more of them, and then until it has closed.
            while peer.sendIfPossible(RawFrame.request(stream).bytes + RawFrame.message(stream, id: "big").bytes, within: 3000) {
                stream += 2
            }
            #expect(server.started.value < 200, "what is not read is not produced for ever")
            try server.wait { (try? RawPeer(port: server.port).call(1)?["grpc-status"]) == "0" }
        }
    }

    @Test func aPeerThatOpensNoWindowIsRefusedNewStreams() async throws {
        try await RawServer.with {
            $0.http2.maximumHeldBytes = 4 << 20
        } _: { server in
            // No stream gets any window.
            let peer = try RawPeer(port: server.port, settings: [(4, 0)])
            for number in 0..<20 {
                let stream = UInt32(number * 2 + 1)
                try peer.send(.request(stream), .message(stream, id: "big"))
                try peer.roundTrip()
            }
            // Acknowledgements of PINGs overtake other frames.
            try peer.roundTrip()
            #expect(server.started.value < 8)
            let refused = peer.received.count { $0.type == RawFrame.reset && $0.number(at: 0) == 7 }
            #expect(refused == 20 - server.started.value)
            // Window for one of them makes room for one.
            try peer.send(.windowUpdate(1, 2 << 20), .windowUpdate(0, 4 << 20))
            #expect(try peer.end(of: 1) != nil)
            try peer.send(.request(41), .message(41, id: "big"))
            try peer.roundTrip()
            #expect(!peer.received.contains { $0.type == RawFrame.reset && $0.stream == 41 })
        }
    }
}
