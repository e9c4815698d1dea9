import EventLoops
import GeneriaAPI
import Synchronization
import Testing

@testable import ProtoRuntime

private final class Flag: Sendable {
    let isDone = Atomic(false)
}

@Suite(.timeLimit(.minutes(1))) struct ChannelTests {
    @Test func roundRobinSpreadsCallsEvenly() async throws {
        try await Cluster.with { cluster in
            let servers = [try cluster.server("a"), try cluster.server("b"), try cluster.server("c")]
            let channel = try cluster.channel(servers, .roundRobin)
            // Until all three are connected fewer take calls.
            var seen: Set<String> = []
            while seen.count < 3 { seen.insert(try await channel.ask()) }
            #expect(try await channel.askMany(30) == ["a": 10, "b": 10, "c": 10])
            channel.close()
            for server in servers { await server.shutdown() }
        }
    }

    @Test func pickFirstStaysWithTheFirstServerThatAnswers() async throws {
        try await Cluster.with { cluster in
            let gone = try cluster.server("gone")
            await gone.shutdown()
            let servers = [gone, try cluster.server("b"), try cluster.server("c")]
            let channel = try cluster.channel(servers)
            #expect(try await channel.askMany(10) == ["b": 10])
            channel.close()
            for server in servers.dropFirst() { await server.shutdown() }
        }
    }

    @Test(arguments: [LoadBalancingPolicy.pickFirst(), .roundRobin])
    func callsGoElsewhereWhenAServerDies(policy: LoadBalancingPolicy) async throws {
        try await Cluster.with { cluster in
            let (first, second) = (try cluster.server("a"), try cluster.server("b"))
            let channel = try cluster.channel([first, second], policy)
            _ = try await channel.askMany(5)
            await first.shutdown(grace: .zero)
            #expect(try await channel.askMany(10) == ["b": 10])
            channel.close()
            await second.shutdown()
        }
    }

    @Test(arguments: [LoadBalancingPolicy.pickFirst(), .roundRobin])
    func patientCallsWaitForARestartAndOthersFailAtOnce(policy: LoadBalancingPolicy) async throws {
        try await Cluster.with { cluster in
            let first = try cluster.server("a")
            let channel = try cluster.channel([first], policy)
            #expect(try await channel.ask() == "a")
            await first.shutdown()
            let waiting = Task { try await channel.ask("", .patient) }
            await channel.reaches(.transientFailure)
            do {
                _ = try await channel.ask()
                Issue.record("nobody answered")
            } catch let error as RPCError {
                #expect(error.code == .unavailable)
                #expect(error.message.contains("connect 127.0.0.1:\(first.port)"))
            }
            #expect(channel.state == .transientFailure)
            let second = try await cluster.successor("b", of: first)
            #expect(try await waiting.value == "b")
            #expect(channel.state == .ready)
            channel.close()
            await second.shutdown()
        }
    }

    @Test func aDrainingServerFinishesItsCallsWhileNewOnesGoElsewhere() async throws {
        try await Cluster.with { cluster in
            let (first, second) = (try cluster.server("a"), try cluster.server("b"))
            let channel = try cluster.channel([first, second])
            let held = Task { try await channel.ask("hold") }
            try await until { cluster.held == 1 }
            async let stopped: Void = first.shutdown()
            // New calls move as soon as the server says that it will go; none must fail.
            while try await channel.ask() == "a" {}
            #expect(cluster.held == 1)
            cluster.release()
            #expect(try await held.value == "a")
            await stopped
            channel.close()
            await second.shutdown()
        }
    }

    @Test func noCallIsLostWhileServersComeAndGo() async throws {
        try await Cluster.with { cluster in
            let fixed = try cluster.server("fixed")
            var moving = try cluster.server("moving")
            let channel = try cluster.channel([moving, fixed], .roundRobin)
            let load = Flag()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var count = 0
                        while !load.isDone.load(ordering: .relaxed) {
                            _ = try await channel.ask()
                            count += 1
                        }
                        return count
                    }
                }
                for _ in 0..<5 {
                    await moving.shutdown()
                    moving = try await cluster.successor("moving", of: moving)
                    while try await channel.ask() != "moving" {}
                }
                load.isDone.store(true, ordering: .relaxed)
                for try await count in group { #expect(count > 0) }
            }
            channel.close()
            await moving.shutdown()
            await fixed.shutdown()
        }
    }

    @Test func callsBeyondTheServersLimitWaitForTheirTurn() async throws {
        try await Cluster.with { cluster in
            let server = try cluster.server("a", streams: 2)
            let channel = try cluster.channel([server])
            let held = (0..<2).map { _ in Task { try await channel.ask("hold") } }
            try await until { cluster.held == 2 }
            let queued = (0..<20).map { _ in Task { try await channel.ask() } }
            await #expect(throws: RPCError.deadlineExceeded) { try await channel.ask("", CallOptions(timeout: .milliseconds(50))) }
            cluster.release()
            for task in held + queued { #expect(try await task.value == "a") }
            channel.close()
            await server.shutdown()
        }
    }

    @Test func anIdleChannelDisconnectsAndComesBackWithTheNextCall() async throws {
        try await Cluster.with { cluster in
            let server = try cluster.server("a")
            let channel = try cluster.channel([server]) { $0.idleTimeout = .milliseconds(100) }
            let held = Task { try await channel.ask("hold") }
            try await until { cluster.held == 1 }
            // A call that is running keeps the channel busy however long it takes.
            try await Task.sleep(for: .milliseconds(250))
            #expect(channel.state == .ready)
            cluster.release()
            #expect(try await held.value == "a")
            await channel.reaches(.idle)
            #expect(try await channel.ask() == "a")
            channel.close()
            await channel.reaches(.shutdown)
            // It ends at once because no connection is left.
            await server.shutdown()
        }
    }

    @Test func aChannelConnectsBeforeTheFirstCallWhenAsked() async throws {
        try await Cluster.with { cluster in
            let server = try cluster.server("a")
            let channel = try cluster.channel([server])
            #expect(channel.state == .idle)
            channel.connect()
            await channel.reaches(.ready)
            channel.close()
            await channel.reaches(.shutdown)
            await #expect(throws: RPCError(.unavailable, "the channel is closed")) { try await channel.ask() }
            await server.shutdown()
        }
    }

    @Test func aGracefulEndWaitsForCallsAndTakesNoMore() async throws {
        try await Cluster.with { cluster in
            let server = try cluster.server("a")
            let channel = try cluster.channel([server])
            let held = Task { try await channel.ask("hold") }
            try await until { cluster.held == 1 }
            let isOver = Atomic(false)
            let end = Task {
                await channel.shutdown()
                isOver.store(true, ordering: .sequentiallyConsistent)
            }
            var refusal: RPCError?
            while refusal == nil {
                do { _ = try await channel.ask() } catch let error as RPCError { refusal = error }
            }
            #expect(refusal == RPCError(.unavailable, "the channel is closed"))
            let wasOver = isOver.load(ordering: .sequentiallyConsistent)
            #expect(!wasOver)
            cluster.release()
            #expect(try await held.value == "a")
            await end.value
            #expect(channel.state == .shutdown)
            await server.shutdown()
        }
    }

    @Test func aGracefulEndCutsOffWhatOutlastsItsGrace() async throws {
        try await Cluster.with { cluster in
            let server = try cluster.server("a")
            let channel = try cluster.channel([server])
            let held = Task { try await channel.ask("hold") }
            try await until { cluster.held == 1 }
            await channel.shutdown(grace: .milliseconds(20))
            await #expect(throws: RPCError.self) { try await held.value }
            cluster.release()
            await server.shutdown()
        }
    }

    @Test func aChannelThatNobodyHoldsCloses() async throws {
        try await Cluster.with { cluster in
            let server = try cluster.server("a")
            var channel: HTTP2Channel? = try cluster.channel([server])
            #expect(try await channel?.ask() == "a")
            weak let transport = channel?.transport
            channel = nil
            try await until { transport == nil }
            await server.shutdown()
        }
    }

    @Test func aUnixSocketIsATarget() async throws {
        try await Cluster.with { cluster in
            let target = try ChannelTarget(parsing: "unix-abstract:generia-test-\(UInt64.random(in: 0...UInt64.max))")
            guard case .addresses(let addresses) = target.source, let address = addresses.first else {
                Issue.record("\(target.source)")
                return
            }
            let service = ServiceDefinition(
                name: "generia.character.CharacterService",
                methods: [
                    .unary(CallFixture.method) { (_: CallFixture.Request, _) -> CallFixture.Response in .init(id: "unix") }
                ])
            let channel = try cluster.channel(target)
            let waiting = Task { try await channel.ask("", .patient) }
            await channel.reaches(.transientFailure)
            let server = try Server.start(at: address, services: [service], loops: cluster.loops)
            #expect(try await waiting.value == "unix")
            channel.close()
            await server.shutdown()
        }
    }
}
