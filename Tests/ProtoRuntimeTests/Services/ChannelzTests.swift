import EventLoops
import KitchenSink
import Testing

@testable import ProtoRuntime

/// Channelz asked about the server and the channel that it is asked through.
@Suite(.timeLimit(.minutes(1))) struct ChannelzTests {
    private typealias Client = ChannelzAPI.ChannelzClient

    /// A server and a channel in one registry, with calls of every outcome made through them.
    private struct Fixture {
        let registry = ChannelzRegistry()
        let server: Server
        let channel: HTTP2Channel
        private let loops: EventLoopGroup

        var channelz: Client { Client(channel) }
        var kitchen: KitchenSinkAPI.KitchenClient { KitchenSinkAPI.KitchenClient(channel) }

        private init() throws {
            loops = try EventLoopGroup(count: 2, name: "test")
            var serving = ServerConfiguration()
            serving.channelz = registry
            server = try Server.start(
                host: "127.0.0.1", port: 0, services: [KitchenSinkAPI.definition(of: CopyingKitchen()), registry.definition], loops: loops,
                configuration: serving)
            var connecting = ChannelConfiguration()
            connecting.channelz = registry
            channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next(), configuration: connecting)
        }

        static func with(_ body: (Fixture) async throws -> Void) async throws {
            let fixture = try Fixture()
            do { try await body(fixture) } catch {
                await fixture.stop()
                throw error
            }
            await fixture.stop()
        }

        private func stop() async {
            channel.close()
            await server.shutdown(grace: .seconds(1))
            loops.stop()
        }

        /// Two calls that succeed, with two messages each way, and one that fails.
        func makeCalls() async throws {
            _ = try await kitchen.taste(.init())
            try await kitchen.dine { call in
                try await call.requests.write(.init(stringValue: "a"))
                _ = try await call.responses.next()
                await call.finishRequests()
                _ = try await call.responses.next()
            }
            await #expect(throws: RPCError.self) {
                try await kitchen.dine { call in
                    try await call.requests.write(.init(stringValue: "poison"))
                    _ = try await call.responses.next()
                }
            }
        }
    }

    @Test func aServerTellsOfItsCallsAndSockets() async throws {
        try await Fixture.with { fixture in
            try await fixture.makeCalls()
            let servers = try await fixture.channelz.getServers(.init())
            let server = try #require(servers.server.first)
            #expect(servers.server.count == 1 && servers.end)
            #expect(server.ref?.name == "127.0.0.1:\(fixture.server.port)")
            // The question itself is running.
            #expect(server.data?.callsStarted == 4 && server.data?.callsSucceeded == 2 && server.data?.callsFailed == 1)
            let age = ProtobufAPI.Timestamp.now().seconds - (server.data?.lastCallStartedTimestamp?.seconds ?? 0)
            #expect((0...10).contains(age))
            #expect(try await fixture.channelz.getServer(.init(serverID: server.ref?.serverID ?? 0)).server?.ref == server.ref)

            let listener = try await fixture.channelz.getSocket(.init(socketID: server.listenSocket.first?.socketID ?? 0)).socket
            let address = ChannelzAPI.Address.TcpIpAddress(ipAddress: [127, 0, 0, 1], port: Int32(fixture.server.port))
            #expect(listener?.local?.address == .tcpipAddress(address) && listener?.remote == nil)

            let sockets = try await fixture.channelz.getServerSockets(.init(serverID: server.ref?.serverID ?? 0))
            let reference = try #require(sockets.socketRef.first)
            #expect(sockets.socketRef.count == 1 && sockets.end)
            let socket = try #require(try await fixture.channelz.getSocket(.init(socketID: reference.socketID)).socket)
            #expect(socket.ref == reference && socket.local?.address == .tcpipAddress(address))
            let data = try #require(socket.data)
            #expect(data.streamsStarted == 8 && data.streamsSucceeded + data.streamsFailed == 7)
            // Three calls of the kitchen and five of channelz; the failed call has no response, this one none yet.
            #expect(data.messagesReceived == 8 && data.messagesSent == 6)
            #expect(data.lastRemoteStreamCreatedTimestamp != nil && data.lastLocalStreamCreatedTimestamp == nil)
            #expect(data.lastMessageSentTimestamp != nil && data.lastMessageReceivedTimestamp != nil)
            #expect(data.localFlowControlWindow != nil && data.remoteFlowControlWindow != nil && data.receivedGoawayError == nil)
            let info = try data.option.first { $0.name == "TCP_INFO" }?.additional?.unpack(as: ChannelzAPI.SocketOptionTcpInfo.self)
            #expect(info?.tcpiState == 1)
            let summary = try await fixture.channelz.getSocket(.init(socketID: reference.socketID, summary: true)).socket
            #expect(summary?.data?.option == [])
        }
    }

    @Test func aChannelTellsOfItsCallsSubchannelsAndSockets() async throws {
        try await Fixture.with { fixture in
            try await fixture.makeCalls()
            let channels = try await fixture.channelz.getTopChannels(.init())
            let channel = try #require(channels.channel.first)
            #expect(channels.channel.count == 1 && channels.end)
            #expect(channel.ref?.name == "127.0.0.1:\(fixture.server.port)")
            #expect(channel.data?.state?.state == .ready && channel.data?.target == channel.ref?.name)
            #expect(channel.data?.callsStarted == 4 && channel.data?.callsSucceeded == 2 && channel.data?.callsFailed == 1)
            #expect(channel.data?.lastCallStartedTimestamp != nil)
            let events = channel.data?.trace?.events.map(\.description) ?? []
            #expect(events == ["created", "connecting", "subchannel created", "ready"])
            #expect(channel.data?.trace?.numEventsLogged == 4)
            #expect(try await fixture.channelz.getChannel(.init(channelID: channel.ref?.channelID ?? 0)).channel?.ref == channel.ref)

            let reference = try #require(channel.subchannelRef.first)
            let subchannel = try #require(
                try await fixture.channelz.getSubchannel(.init(subchannelID: reference.subchannelID)).subchannel)
            #expect(subchannel.ref == reference && subchannel.data?.state?.state == .ready)
            #expect(subchannel.data?.callsStarted == 6 && subchannel.data?.callsSucceeded == 4 && subchannel.data?.callsFailed == 1)
            let socketID = subchannel.socketRef.first?.socketID ?? 0
            let socket = try #require(try await fixture.channelz.getSocket(.init(socketID: socketID)).socket)
            #expect(socket.remote?.address == .tcpipAddress(.init(ipAddress: [127, 0, 0, 1], port: Int32(fixture.server.port))))
            #expect(socket.data?.streamsStarted == 7 && socket.data?.lastLocalStreamCreatedTimestamp != nil)
            #expect(socket.data?.messagesSent == 7 && socket.data?.messagesReceived == 5)
        }
    }

    @Test func messagesOfOpenStreamsCount() async throws {
        try await Fixture.with { fixture in
            try await fixture.kitchen.dine { call in
                for _ in 0..<5 {
                    try await call.requests.write(.init())
                    _ = try await call.responses.next()
                }
                let server = try await fixture.channelz.getServers(.init()).server.first?.ref?.serverID ?? 0
                let socket = try await fixture.channelz.getServerSockets(.init(serverID: server)).socketRef.first?.socketID ?? 0
                let data = try await fixture.channelz.getSocket(.init(socketID: socket)).socket?.data
                #expect(data?.messagesReceived == 8 && data?.messagesSent == 7)
            }
        }
    }

    @Test func whatHasEndedIsForgotten() async throws {
        let registry = ChannelzRegistry()
        try await Fixture.with { fixture in
            // A second channel and server in a registry of their own.
            let loops = try EventLoopGroup(count: 1, name: "other")
            var configuration = ServerConfiguration()
            configuration.channelz = registry
            let server = try Server.start(
                host: "127.0.0.1", port: 0, services: [KitchenSinkAPI.definition(of: CopyingKitchen())], loops: loops,
                configuration: configuration)
            var connecting = ChannelConfiguration()
            connecting.channelz = registry
            let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next(), configuration: connecting)
            _ = try await KitchenSinkAPI.KitchenClient(channel).taste(.init())
            // Both ends of one connection, and the socket that listens.
            #expect(registry.read { $0.sockets.count } == 3)
            await channel.shutdown()
            await server.shutdown()
            while registry.read({ $0.sockets.count }) > 0 { await Task.yield() }
            let isEmpty = registry.read { content in
                content.servers.ids(from: 0).isEmpty && content.channels.ids(from: 0).isEmpty && content.subchannels.ids(from: 0).isEmpty
            }
            #expect(isEmpty)
            loops.stop()
        }
    }

    @Test func aChannelThatCannotConnectSaysWhy() async throws {
        let registry = ChannelzRegistry()
        let loops = try EventLoopGroup(count: 1, name: "test")
        var configuration = ChannelConfiguration()
        configuration.channelz = registry
        let channel = HTTP2Channel(.address(.unixAbstract(name: "nobody-listens-here")), loop: loops.next(), configuration: configuration)
        await #expect(throws: RPCError.self) { try await KitchenSinkAPI.KitchenClient(channel).taste(.init()) }
        let id = registry.read { $0.channels.ids(from: 0) }.first ?? 0
        let data = await registry.read { $0.channels[id] }?()?.data
        #expect(data?.state?.state == .transientFailure && data?.callsFailed == 1)
        let failure = data?.trace?.events.first { $0.severity == .ctWarning }
        #expect(failure?.description == "transientFailure: cannot connect: connect unix-abstract:nobody-listens-here: Connection refused")
        await channel.shutdown()
        loops.stop()
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        try await Fixture.with { fixture in
            func code(_ call: () async throws -> Void) async -> RPCError? {
                do {
                    try await call()
                    return nil
                } catch {
                    return error as? RPCError
                }
            }
            let channelz = fixture.channelz
            #expect(
                await code { _ = try await channelz.getServer(.init(serverID: 99)) }
                    == RPCError(.notFound, "there is no server with the id 99"))
            #expect(await code { _ = try await channelz.getChannel(.init(channelID: 99)) }?.code == .notFound)
            #expect(await code { _ = try await channelz.getSubchannel(.init(subchannelID: 99)) }?.code == .notFound)
            #expect(await code { _ = try await channelz.getSocket(.init(socketID: 99)) }?.code == .notFound)
            #expect(await code { _ = try await channelz.getServerSockets(.init(serverID: 99)) }?.code == .notFound)
            let negative = await code { _ = try await channelz.getServers(.init(maxResults: -1)) }
            #expect(negative == RPCError(.invalidArgument, "max_results is -1 (accepted: 0 and above; 0 stands for 100)"))
        }
    }

    @Test func listsComeInPages() async throws {
        let registry = ChannelzRegistry()
        for number in 0..<150 {
            let id = registry.makeID()
            registry.set(\.servers, id) { .init(ref: .init(serverID: id, name: "\(number)")) }
        }
        try await ServiceFixture.with(.inProcess, [registry.definition]) { channel in
            let client = Client(channel)
            let first = try await client.getServers(.init())
            #expect(first.server.compactMap(\.ref?.serverID) == Array(1...100) && !first.end)
            let second = try await client.getServers(.init(startServerID: 101))
            #expect(second.server.compactMap(\.ref?.serverID) == Array(101...150) && second.end)
            let few = try await client.getServers(.init(startServerID: 50, maxResults: 2))
            #expect(few.server.compactMap(\.ref?.serverID) == [50, 51] && !few.end)
            let exact = try await client.getServers(.init(startServerID: 149, maxResults: 2))
            #expect(exact.server.count == 2 && exact.end)
        }
    }
}

@Suite struct ChannelzPartsTests {
    @Test func addressesOfAllKindsAreTold() throws {
        let four = try #require(Sockets.Address(ip: "192.0.2.7", port: 443))
        #expect(ChannelzAPI.Address(four).address == .tcpipAddress(.init(ipAddress: [192, 0, 2, 7], port: 443)))
        let six = try #require(Sockets.Address(ip: "2001:db8::1", port: 80))
        let bytes: [UInt8] = [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
        #expect(ChannelzAPI.Address(six).address == .tcpipAddress(.init(ipAddress: bytes, port: 80)))
        let path = try Sockets.Address(unix: "/run/a", isAbstract: false)
        #expect(ChannelzAPI.Address(path).address == .udsAddress(.init(filename: "/run/a")))
        let name = try Sockets.Address(unix: "a", isAbstract: true)
        #expect(ChannelzAPI.Address(name).address == .udsAddress(.init(filename: "unix-abstract:a")))
    }

    @Test func timesBeforeAreToldInTheTimeOfDay() {
        let clock = ClockReading(monotonic: MonotonicTime(nanoseconds: 5_000_000_000), wall: .init(seconds: 1000, nanos: 250_000_000))
        #expect(clock.timestamp(of: MonotonicTime(nanoseconds: 5_000_000_000)) == .init(seconds: 1000, nanos: 250_000_000))
        #expect(clock.timestamp(of: MonotonicTime(nanoseconds: 4_500_000_000)) == .init(seconds: 999, nanos: 750_000_000))
        #expect(clock.timestamp(of: MonotonicTime(nanoseconds: 1_000_000_000)) == .init(seconds: 996, nanos: 250_000_000))
    }

    @Test func onlyTheLatestEventsAreKept() {
        var trace = ChannelzTrace("created")
        for number in 0..<100 { trace.add("\(number)") }
        #expect(trace.message.numEventsLogged == 101 && trace.message.events.count == ChannelzTrace.capacity)
        #expect(trace.message.events.last?.description == "99")
    }
}
