import EventLoops
import Foundation
import Synchronization
import Testing

@testable import ProtoRuntime

/// A process that runs `Tests/Fixtures/drain_peer.py`.
private struct ForeignServer {
    let name: String
    let port: Int
    private let process = Process()

    init(_ name: String, port: Int = 0) async throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "the foreign clients of the tests are missing: run scripts/install-deps.sh test")
        let output = Pipe()
        process.executableURL = python
        process.arguments = [root.appendingPathComponent("Tests/Fixtures/drain_peer.py").path, name, "\(port)"]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        self.port = try #require(Int(line.filter(\.isNumber)))
        self.name = name
    }

    /// Asks the process to finish its calls and end, and waits for that.
    func terminate() async {
        process.terminate()
        await exit()
    }

    /// Ends the process at once.
    func kill() async {
        Foundation.kill(process.processIdentifier, SIGKILL)
        await exit()
    }

    private func exit() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [process] in
                process.waitUntilExit()
                continuation.resume()
            }
        }
    }
}

/// Calls without a pause from several tasks, and what came of them.
private final class Load: Sendable {
    private let isOver = Atomic(false)
    private let answers = Mutex<[String: Int]>([:])
    private let errors = Mutex<[RPCError]>([])

    func run(_ channel: HTTP2Channel, options: CallOptions, while body: () async throws -> Void) async throws {
        let callers = (0..<8).map { _ in
            Task {
                while !isOver.load(ordering: .relaxed) {
                    do {
                        let answer = try await channel.ask("", options)
                        answers.withLock { $0[answer, default: 0] += 1 }
                    } catch let error as RPCError {
                        errors.withLock { $0.append(error) }
                    }
                }
            }
        }
        do { try await body() } catch {
            isOver.store(true, ordering: .relaxed)
            throw error
        }
        isOver.store(true, ordering: .relaxed)
        for caller in callers { try await caller.value }
    }

    var failures: [RPCError] { errors.withLock { $0 } }

    /// Waits until a server has answered again.
    func hears(from name: String) async throws {
        let before = answers.withLock { $0[name, default: 0] }
        try await until { answers.withLock { $0[name, default: 0] } > before + 20 }
    }
}

/// Our client, and servers of grpcio that come and go.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ForeignServerTests {
    private static func channel(
        _ cluster: Cluster, _ servers: [ForeignServer], _ policy: LoadBalancingPolicy, retries: Bool = false
    ) throws -> HTTP2Channel {
        try cluster.channel(.addresses(servers.map { .host("127.0.0.1", port: $0.port) })) { configuration in
            // A connection that grpcio takes in the moment in which it begins to end is kept open, and nothing is ever said on it.
            configuration.backoff.minimumConnectTimeout = .seconds(1)
            guard retries else {
                configuration.serviceConfig = (try? ServiceConfig(loadBalancing: policy)) ?? .empty
                return
            }
            configuration.serviceConfig =
                (try? ServiceConfig(
                    methods: [
                        MethodConfig(
                            names: [.all],
                            repetition: .retry(
                                RetryPolicy(
                                    maximumAttempts: 4, initialBackoff: .milliseconds(10), maximumBackoff: .milliseconds(100),
                                    backoffMultiplier: 2, retryableStatusCodes: [.unavailable])))
                    ], loadBalancing: policy)) ?? .empty
        }
    }

    @Test func noCallIsLostWhileServersEndGracefully() async throws {
        try await Cluster.with { cluster in
            let fixed = try await ForeignServer("fixed")
            var moving = try await ForeignServer("moving")
            let channel = try Self.channel(cluster, [fixed, moving], .roundRobin)
            let load = Load()
            try await load.run(channel, options: CallOptions(timeout: .seconds(20))) {
                for _ in 0..<3 {
                    try await load.hears(from: "moving")
                    await moving.terminate()
                    try await load.hears(from: "fixed")
                    moving = try await ForeignServer("moving", port: moving.port)
                }
                try await load.hears(from: "moving")
            }
            // A call that reaches grpcio in the moment in which it begins to end is answered so, also when its own client calls.
            #expect(load.failures.filter { $0 != RPCError(.cancelled, "CANCELLED") } == [])
            channel.close()
            await fixed.terminate()
            await moving.terminate()
        }
    }

    @Test func patientCallsOutlastARestartOfTheOnlyServer() async throws {
        try await Cluster.with { cluster in
            var server = try await ForeignServer("only")
            let channel = try Self.channel(cluster, [server], .pickFirst())
            let load = Load()
            try await load.run(channel, options: .patient) {
                for _ in 0..<2 {
                    try await load.hears(from: "only")
                    await server.terminate()
                    server = try await ForeignServer("only", port: server.port)
                }
                try await load.hears(from: "only")
            }
            #expect(load.failures.filter { $0 != RPCError(.cancelled, "CANCELLED") } == [])
            channel.close()
            await server.terminate()
        }
    }

    @Test func retriesHideAServerThatIsKilled() async throws {
        try await Cluster.with { cluster in
            let fixed = try await ForeignServer("fixed")
            let killed = try await ForeignServer("killed")
            let channel = try Self.channel(cluster, [fixed, killed], .roundRobin, retries: true)
            let load = Load()
            try await load.run(channel, options: CallOptions(timeout: .seconds(20))) {
                try await load.hears(from: "killed")
                await killed.kill()
                try await load.hears(from: "fixed")
            }
            #expect(load.failures == [])
            channel.close()
            await fixed.terminate()
        }
    }
}
