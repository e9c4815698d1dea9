import EventLoops
import Foundation
import GeneriaAPI
import Synchronization
import Testing

@testable import ProtoRuntime

/// A server with TLS that repeats ids, and what it has noticed.
struct SecureFixture {
    final class Notes: ServerObserver {
        private let reasons = Mutex<[String]>([])

        var failures: [String] { reasons.withLock { $0 } }

        func callDidEnd(_ method: MethodDescriptor, code: StatusCode, duration: Duration) {}
        func connectionDidFail(peer: String, reason: String) { reasons.withLock { $0.append(reason) } }
    }

    let loops: EventLoopGroup
    let server: Server
    let notes: Notes

    /// - Parameter tls: nil means cleartext.
    static func with(
        _ tls: TLSServerContext?, at address: SocketAddress = .host("127.0.0.1", port: 0),
        handshakeTimeout: Duration = .seconds(10),
        handler: @escaping @Sendable (CallFixture.Request, ServerContext) async throws -> CallFixture.Response = { request, _ in
            .init(id: request.characterID)
        },
        _ body: (SecureFixture) async throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: 2, name: "test")
        defer { loops.stop() }
        let notes = Notes()
        var configuration = ServerConfiguration()
        configuration.tls = tls
        configuration.http2.handshakeTimeout = handshakeTimeout
        configuration.maximumRequestSize = 8 << 20
        configuration.observers = [notes]
        let service = ServiceDefinition(name: "generia.character.CharacterService", methods: [.unary(CallFixture.method, handler)])
        let server = try Server.start(at: address, services: [service], loops: loops, configuration: configuration)
        do {
            try await body(SecureFixture(loops: loops, server: server, notes: notes))
        } catch {
            await server.shutdown(grace: .zero)
            throw error
        }
        await server.shutdown(grace: .seconds(1))
    }

    static func tls(
        _ name: String = "server", clients: ServerTLSConfiguration.ClientCertificates = .ignored, minimum: TLSVersion = .tls12
    ) throws -> TLSServerContext {
        var configuration = ServerTLSConfiguration(identity: TestCertificates.identity(name), clientCertificates: clients)
        configuration.minimumVersion = minimum
        return try TLSServerContext(configuration)
    }

    /// What openssl's own client says of the server.
    func openssl(_ arguments: [String], input: String = "") async throws -> Command.Outcome {
        try await Command.system(
            "openssl",
            ["s_client", "-connect", "127.0.0.1:\(server.port)", "-CAfile", TestCertificates.certificate("ca")] + arguments
        ).run(input: input, limit: 10)
    }
}

/// A call that Python's grpcio makes.
struct ForeignCall: Encodable, Sendable {
    struct Answer: Decodable, Sendable, Equatable {
        var code: String
        var details: String?
        var id: String?
        var size: Int?

        static func ok(_ id: String) -> Answer { Answer(code: "OK", id: id) }
    }

    var target: String
    var roots: String?
    var certificate: String?
    var key: String?
    var override: String?
    var id: String?
    var size: Int?
    var timeout: Double?
    var waits: Bool?

    /// Makes calls one after another, each on a connection of its own.
    static func make(_ calls: [ForeignCall]) async throws -> [Answer] {
        let lines = try calls.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
        let outcome = try await Command.python("grpc_peer.py", ["call"]).run(input: lines.joined())
        let answers = try outcome.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
        try #require(answers.count == calls.count, "\(outcome.output)")
        return answers
    }
}
