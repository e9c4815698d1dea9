import EventLoops
import Foundation
import KitchenSink
import ProtoRuntime
import Testing

/// Error details to and from grpcio with grpcio-status, in `Tests/Fixtures/status_peer.py`.
@Suite(.timeLimit(.minutes(1))) struct ForeignStatusTests {
    private static let expected = RPCError(.resourceExhausted, "всё", details: StatusDetailTests.all)

    /// Answers every call with all details.
    private struct FailingKitchen: KitchenSinkAPI.Kitchen {
        func taste(_ request: KitchenSinkAPI.Scalars, context: ServerContext) async throws -> KitchenSinkAPI.Scalars {
            throw ForeignStatusTests.expected
        }

        func cook(_ requests: MessageStream<KitchenSinkAPI.Scalars>, context: ServerContext) async throws -> KitchenSinkAPI.Lists {
            throw ForeignStatusTests.expected
        }

        func serve(
            _ request: KitchenSinkAPI.Lists, responses: MessageWriter<KitchenSinkAPI.Scalars>, context: ServerContext
        ) async throws {
            throw ForeignStatusTests.expected
        }

        func dine(
            _ requests: MessageStream<KitchenSinkAPI.Scalars>, responses: MessageWriter<KitchenSinkAPI.Scalars>, context: ServerContext
        ) async throws {
            throw ForeignStatusTests.expected
        }
    }

    private let loops: EventLoopGroup

    init() throws {
        loops = try EventLoopGroup(count: 2, name: "test")
    }

    private func python(_ arguments: String...) throws -> Process {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "the foreign clients of the tests are missing: run scripts/install-deps.sh test")
        let process = Process()
        process.executableURL = python
        process.arguments = [root.appendingPathComponent("Tests/Fixtures/status_peer.py").path] + arguments
        return process
    }

    @Test func aForeignClientReadsAllDetails() async throws {
        let server = try Server.start(
            host: "127.0.0.1", port: 0, services: [KitchenSinkAPI.definition(of: FailingKitchen())], loops: loops)
        let client = try python("client", "127.0.0.1:\(server.port)")
        try client.run()
        client.waitUntilExit()
        #expect(client.terminationStatus == 0)
        await server.shutdown(grace: .seconds(1))
        loops.stop()
    }

    @Test func thoseOfAForeignServerAreRead() async throws {
        let peer = try python("server")
        let (input, output) = (Pipe(), Pipe())
        peer.standardInput = input
        peer.standardOutput = output
        try peer.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .newlines)))
        let channel = HTTP2Channel(host: "127.0.0.1", port: port, loop: loops.next())
        let error = await #expect(throws: RPCError.self) { try await KitchenSinkAPI.KitchenClient(channel).taste(.init()) }
        #expect(error?.code == Self.expected.code && error?.message == Self.expected.message)
        #expect(error?.details == Self.expected.details)
        channel.close()
        try input.fileHandleForWriting.close()
        peer.waitUntilExit()
        loops.stop()
    }
}
