import ConsulDiscovery
import EventLoops
import HTTPClient
import HTTPServing
import ProtoRuntime
import Synchronization
import Testing

/// An agent whose answer the test sets.
private struct Agent {
    final class State: Sendable {
        let answer = Mutex(HTTPServerResponse.json("[]"))
        let questions = Mutex<[String]>([])
    }

    let loop: EventLoop
    let server: HTTPServer
    let client: HTTPClient
    let state = State()

    static func with(_ body: (Agent) async throws -> Void) async throws {
        let agent = try await Agent()
        do {
            try await body(agent)
        } catch {
            await agent.stop()
            throw error
        }
        await agent.stop()
    }

    private init() async throws {
        loop = try EventLoop(name: "test")
        client = try HTTPClient(loop: loop)
        server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop) { [state] request in
            state.questions.withLock { $0.append(request.target) }
            return state.answer.withLock { $0 }
        }
    }

    private func stop() async {
        await client.close()
        await server.stop()
        loop.stop()
    }

    func answers(_ response: HTTPServerResponse) { state.answer.withLock { $0 = response } }

    func resolver(_ service: String) throws -> any NameResolver {
        try ConsulScheme(client: client).resolver(authority: "127.0.0.1:\(server.port)", path: service)
    }
}

@Suite(.timeLimit(.minutes(1))) struct ConsulResolverTests {
    @Test func healthyInstancesAreAddresses() async throws {
        try await Agent.with { agent in
            agent.answers(
                .json(
                    """
                    [{"Node": {"Address": "10.0.0.1"}, "Service": {"ID": "1", "Address": "127.0.0.1", "Port": 8083}},
                     {"Node": {"Address": "10.0.0.2"}, "Service": {"ID": "2", "Address": "", "Port": 1}},
                     {"Node": {}, "Service": {"ID": "3", "Port": 2}},
                     {"Service": {"ID": "4", "Address": "::1", "Port": 3}},
                     {"Service": {"ID": "5", "Address": "x", "Port": 0}}, {"Service": {"ID": "6", "Port": "80"}}, 7]
                    """))
            let addresses = try await agent.resolver("a+b").resolve()
            #expect(
                addresses == [
                    .host("127.0.0.1", port: 8083), .host("10.0.0.2", port: 1), .host("a+b", port: 2), .host("::1", port: 3),
                ])
            #expect(agent.state.questions.withLock { $0 } == ["/v1/health/service/a%2Bb?passing=1"])
        }
    }

    @Test(arguments: [
        (HTTPServerResponse.json("[]"), "knows no instance of \"x\" whose checks pass"),
        (.text("no leader", status: 500), "answers with HTTP status 500"),
        (.json("{"), "no list of instances"), (.json("{}"), "no list of instances"),
    ])
    func anAnswerWithoutInstancesIsExplained(response: HTTPServerResponse, text: String) async throws {
        try await Agent.with { agent in
            agent.answers(response)
            do {
                _ = try await agent.resolver("x").resolve()
                Issue.record("resolved")
            } catch {
                #expect("\(error)".hasPrefix("Consul at 127.0.0.1:\(agent.server.port) "))
                #expect("\(error)".contains(text))
            }
        }
    }

    @Test func anAgentThatIsNotThereIsNamed() async throws {
        let loop = try EventLoop(name: "test")
        let client = try HTTPClient(loop: loop)
        let resolver = try ConsulScheme(client: client).resolver(authority: "127.0.0.1:1", path: "x")
        do {
            _ = try await resolver.resolve()
            Issue.record("resolved")
        } catch {
            #expect("\(error)".hasPrefix("Consul at 127.0.0.1:1 does not answer: connection failed"))
        }
        await client.close()
        loop.stop()
    }

    @Test func targetsAreChecked() async throws {
        let loop = try EventLoop(name: "test")
        let client = try HTTPClient(loop: loop)
        let scheme = ConsulScheme(client: client)
        for text in ["consul://127.0.0.1/x", "consul://[::1]/x", "consul://[::1]:1/x", "consul://agent:8500/character-service"] {
            #expect(try ChannelTarget(parsing: text, schemes: [scheme]).description == text)
        }
        for text in ["consul://a/", "consul:///x", "consul://a:b/x", "consul://a/x/y", "consul://a/x?dc=1", "consul:x"] {
            #expect(throws: TargetError.self) { _ = try ChannelTarget(parsing: text, schemes: [scheme]) }
        }
        await client.close()
        loop.stop()
    }

    /// A service moves; a channel that is told its name only finds it again.
    @Test func aChannelFollowsAService() async throws {
        try await Agent.with { agent in
            let loops = try EventLoopGroup(count: 1, name: "test-grpc")
            let health = HealthService(serving: ["x"])
            func start() throws -> Server {
                let server = try Server.start(host: "127.0.0.1", port: 0, services: [health.definition], loops: loops)
                agent.answers(.json(#"[{"Service": {"Address": "127.0.0.1", "Port": \#(server.port)}}]"#))
                return server
            }
            var configuration = ChannelConfiguration()
            configuration.minimumResolutionInterval = .milliseconds(10)
            configuration.backoff = ConnectionBackoff(initial: .milliseconds(10))
            let target = try ChannelTarget(
                parsing: "consul://127.0.0.1:\(agent.server.port)/x", schemes: [ConsulScheme(client: agent.client)])
            let channel = HTTP2Channel(target, loop: loops.next(), configuration: configuration)
            let options = CallOptions(timeout: .seconds(20), waitForReady: true)
            for _ in 0..<2 {
                let server = try start()
                let answer: HealthAPI.HealthCheckResponse = try await channel.unary(
                    HealthAPI.HealthMethods.check, HealthAPI.HealthCheckRequest(service: "x"), options: options)
                #expect(answer.status == .serving)
                await server.shutdown()
            }
            channel.close()
            loops.stop()
        }
    }
}
