import EventLoops
import GeneriaAPI
import Synchronization
import Testing

@testable import ProtoRuntime

/// Several servers that answer with their own name, and channels to them.
struct Cluster {
    let loops: EventLoopGroup
    private let calls = Counter()

    final class Counter: Sendable {
        let waiting = Atomic(0)
        let gate = Mutex<[UnsafeContinuation<Void, Never>]>([])

        /// Holds a handler until `open`.
        func wait() async {
            await withUnsafeContinuation { continuation in
                gate.withLock { $0.append(continuation) }
                waiting.add(1, ordering: .sequentiallyConsistent)
            }
        }

        func open() {
            let held = gate.withLock { held in
                defer { held = [] }
                return held
            }
            waiting.subtract(held.count, ordering: .sequentiallyConsistent)
            for continuation in held { continuation.resume() }
        }
    }

    static func with(_ body: (Cluster) async throws -> Void) async throws {
        let cluster = Cluster(loops: try EventLoopGroup(count: 2, name: "test"))
        try await body(cluster)
        cluster.loops.stop()
    }

    /// A server whose answers carry its name; requests for "hold" wait until `release`.
    func server(_ name: String, port: Int = 0, streams: UInt32? = nil) throws -> Server {
        var configuration = ServerConfiguration()
        configuration.http2.maximumConcurrentStreams = streams
        let service = ServiceDefinition(
            name: "generia.character.CharacterService",
            methods: [
                .unary(CallFixture.method) { [calls] (request: CallFixture.Request, _) -> CallFixture.Response in
                    if request.characterID == "hold" { await calls.wait() }
                    return .init(id: name)
                }
            ])
        return try Server.start(host: "127.0.0.1", port: port, services: [service], loops: loops, configuration: configuration)
    }

    /// Starts a server where another one has just been; the system may need a moment to give the port back.
    func successor(_ name: String, of server: Server) async throws -> Server {
        for _ in 0..<100 {
            do {
                return try self.server(name, port: server.port)
            } catch SocketError.addressInUse {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        return try self.server(name, port: server.port)
    }

    /// How many handlers are being held.
    var held: Int { calls.waiting.load(ordering: .sequentiallyConsistent) }

    func release() { calls.open() }

    func channel(
        _ servers: [Server], _ policy: LoadBalancingPolicy = .pickFirst(), _ change: (inout ChannelConfiguration) -> Void = { _ in }
    ) throws -> HTTP2Channel {
        try channel(.addresses(servers.map { .host("127.0.0.1", port: $0.port) }), policy, change)
    }

    func channel(
        _ target: ChannelTarget, _ policy: LoadBalancingPolicy = .pickFirst(), _ change: (inout ChannelConfiguration) -> Void = { _ in }
    ) throws -> HTTP2Channel {
        var configuration = ChannelConfiguration()
        configuration.serviceConfig = try ServiceConfig(loadBalancing: policy)
        configuration.backoff = ConnectionBackoff(initial: .milliseconds(20), maximum: .milliseconds(100))
        change(&configuration)
        return HTTP2Channel(target, loop: loops.next(), configuration: configuration)
    }
}

extension HTTP2Channel {
    func ask(_ id: String = "", _ options: CallOptions = CallOptions(timeout: .seconds(20))) async throws -> String {
        let response: CallFixture.Response = try await unary(CallFixture.method, CallFixture.Request(characterID: id), options: options)
        return response.id
    }

    func askMany(_ count: Int) async throws -> [String: Int] {
        var answers: [String: Int] = [:]
        for _ in 0..<count { answers[try await ask(), default: 0] += 1 }
        return answers
    }

    func reaches(_ wanted: ConnectivityState) async {
        var state = state
        while state != wanted { state = await waitForStateChange(from: state) }
    }
}

extension CallOptions {
    /// Waits for a connection.
    static let patient = CallOptions(timeout: .seconds(20), waitForReady: true)
}
