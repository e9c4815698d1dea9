import EventLoops
import Synchronization
import Testing

@testable import ProtoRuntime

/// A resolver whose answers the test sets.
private final class Registry: NameResolver {
    struct Unreachable: Error, CustomStringConvertible {
        var description: String { "the registry is down" }
    }

    let refreshInterval: Duration?
    private let state = Mutex((addresses: [SocketAddress]?.none, questions: 0))

    init(_ servers: [Server]? = nil, refreshInterval: Duration? = nil) {
        self.refreshInterval = refreshInterval
        set(servers)
    }

    /// What is answered from now on; `nil` is a failure.
    func set(_ servers: [Server]?) {
        // A name, so that it has to be looked up.
        state.withLock { $0.addresses = servers?.map { .host("localhost", port: $0.port) } }
    }

    var questions: Int { state.withLock { $0.questions } }

    func resolve() async throws -> [SocketAddress] {
        try state.withLock { state in
            state.questions += 1
            guard let addresses = state.addresses else { throw Unreachable() }
            return addresses
        }
    }

    var target: ChannelTarget { .resolver(self, authority: "registry") }
}

@Suite(.timeLimit(.minutes(1))) struct ResolutionTests {
    @Test func aFailingResolverFailsCallsUntilItAnswers() async throws {
        try await Cluster.with { cluster in
            let registry = Registry()
            let channel = try cluster.channel(registry.target)
            let waiting = Task { try await channel.ask("", .patient) }
            await #expect(throws: RPCError(.unavailable, "name resolution failed: the registry is down")) { try await channel.ask() }
            #expect(channel.state == .transientFailure)
            let server = try cluster.server("a")
            registry.set([server])
            #expect(try await waiting.value == "a")
            channel.close()
            await server.shutdown()
        }
    }

    @Test func aNameWithoutAddressesFailsCalls() async throws {
        try await Cluster.with { cluster in
            let registry = Registry([])
            let channel = try cluster.channel(registry.target)
            await #expect(throws: RPCError(.unavailable, "the target has no address")) { try await channel.ask() }
            channel.close()
        }
    }

    @Test func anUnknownHostIsNamed() async throws {
        try await Cluster.with { cluster in
            let channel = try cluster.channel(try ChannelTarget(parsing: "dns:///no-such-host.invalid:1"))
            do {
                _ = try await channel.ask()
                Issue.record("somebody answered")
            } catch let error as RPCError {
                #expect(error.code == .unavailable)
                #expect(error.message.hasPrefix("name resolution failed: cannot resolve no-such-host.invalid"))
            }
            channel.close()
        }
    }

    @Test(arguments: [LoadBalancingPolicy.pickFirst(), .roundRobin])
    func aServiceThatHasMovedIsFound(policy: LoadBalancingPolicy) async throws {
        try await Cluster.with { cluster in
            let (first, second) = (try cluster.server("a"), try cluster.server("b"))
            // What has failed is looked up before the next refresh is due.
            let registry = Registry([first], refreshInterval: .seconds(60))
            let channel = try cluster.channel(registry.target, policy) { $0.minimumResolutionInterval = .milliseconds(10) }
            #expect(try await channel.ask() == "a")
            registry.set([second])
            await first.shutdown()
            #expect(try await channel.ask("", .patient) == "b")
            channel.close()
            await second.shutdown()
        }
    }

    @Test func aResolverIsNotAskedMoreOftenThanItMay() async throws {
        try await Cluster.with { cluster in
            let gone = try cluster.server("gone")
            await gone.shutdown()
            let registry = Registry([gone])
            let channel = try cluster.channel(registry.target) { $0.minimumResolutionInterval = .seconds(60) }
            // Several attempts to connect, all of which fail and ask for newer addresses.
            for _ in 0..<3 {
                channel.connect()
                await #expect(throws: RPCError.deadlineExceeded) {
                    try await channel.ask("", CallOptions(timeout: .milliseconds(100), waitForReady: true))
                }
            }
            #expect(registry.questions == 1)
            channel.close()
        }
    }

    @Test func newServersTakeCallsAfterARefreshAndOldOnesFinishTheirs() async throws {
        try await Cluster.with { cluster in
            let (first, second) = (try cluster.server("a"), try cluster.server("b"))
            let registry = Registry([first], refreshInterval: .milliseconds(20))
            let channel = try cluster.channel(registry.target, .roundRobin)
            let held = Task { try await channel.ask("hold") }
            try await until { cluster.held == 1 }
            registry.set([first, second])
            while try await channel.ask() != "b" {}
            registry.set([second])
            while try await channel.askMany(2) != ["b": 2] {}
            cluster.release()
            #expect(try await held.value == "a")
            // A registry that fails for a while changes nothing.
            registry.set(nil)
            let asked = registry.questions
            try await until { registry.questions > asked + 1 }
            #expect(try await channel.askMany(4) == ["b": 4])
            channel.close()
            await first.shutdown()
            await second.shutdown()
        }
    }
}
