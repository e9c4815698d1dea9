import EventLoops
import Foundation
import GeneriaAPI
import Testing

@testable import ProtoRuntime

/// Our client with servers that others have written, and with our own.
@Suite(.certificates) struct TLSClientTests {
    private static func tls(
        roots: String = "ca", identity: String? = nil, serverName: String? = nil
    ) throws -> TLSClientContext {
        try TLSClientContext(
            ClientTLSConfiguration(
                trustRoots: TestCertificates.roots(roots), identity: identity.map { TestCertificates.identity($0) },
                serverName: serverName))
    }

    /// Calls with one channel of its own.
    private static func call(
        _ address: SocketAddress, _ tls: TLSClientContext?, id: String = "a", on loop: EventLoop
    ) async throws(RPCError) -> String {
        var configuration = ChannelConfiguration()
        configuration.tls = tls
        configuration.maximumResponseSize = 8 << 20
        let channel = HTTP2Channel(.address(address), loop: loop, configuration: configuration)
        defer { channel.close() }
        let response: CallFixture.Response = try await channel.unary(
            CallFixture.method, CallFixture.Request(characterID: id), options: CallOptions(timeout: .seconds(30)))
        return response.id
    }

    private static func expectEcho(
        _ address: SocketAddress, _ tls: TLSClientContext?, id: String = "a", on loop: EventLoop,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await call(address, tls, id: id, on: loop)
        #expect(answer == id, sourceLocation: location)
    }

    private static func failure(_ address: SocketAddress, _ tls: TLSClientContext?, on loop: EventLoop) async -> RPCError? {
        do throws(RPCError) {
            _ = try await call(address, tls, on: loop)
            return nil
        } catch {
            return error
        }
    }

    private static func expectUnavailable(
        _ port: Int, _ tls: TLSClientContext?, because reason: String, on loop: EventLoop, location: SourceLocation = #_sourceLocation
    ) async {
        let error = await failure(.host("127.0.0.1", port: port), tls, on: loop)
        #expect(error?.code == .unavailable, sourceLocation: location)
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))", sourceLocation: location)
    }

    private static func withLoop(_ body: (EventLoop) async throws -> Void) async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        try await body(loop)
    }

    private static func grpcio(_ name: String, roots: String? = nil, address: String = "127.0.0.1:0") async throws -> ServingProgram {
        var config = [
            "address": address, "certificate": TestCertificates.certificate(name), "key": TestCertificates.key(name),
        ]
        config["roots"] = roots.map { TestCertificates.certificate($0) }
        let text = String(decoding: try JSONEncoder().encode(config), as: UTF8.self)
        return try await ServingProgram(Command.python("grpc_peer.py", ["serve", text]))
    }

    private static func openssl(_ arguments: [String]) async throws -> ServingProgram {
        let certificate = TestCertificates.certificate("server")
        let identity = ["-cert", certificate, "-cert_chain", certificate, "-key", TestCertificates.key("server")]
        return try await ServingProgram(
            .system("openssl", ["s_server", "-accept", "127.0.0.1:0"] + identity + arguments), greeting: "ACCEPT")
    }

    // MARK: Foreign servers

    @Test func callsOfAnyReasonableSizeReachGrpcio() async throws {
        let server = try await Self.grpcio("server")
        defer { server.stop() }
        let address = SocketAddress.host("localhost", port: server.port)
        try await Self.withLoop { loop in
            try await Self.expectEcho(address, Self.tls(), id: "мир", on: loop)
            let text = String(repeating: "x", count: 4 << 20)
            try await Self.expectEcho(address, Self.tls(), id: text, on: loop)
            try await Self.expectEcho(address, Self.tls(serverName: "a.example.test"), on: loop)
        }
    }

    @Test func grpcioAcceptsOurCertificateAndNoOther() async throws {
        let server = try await Self.grpcio("renewed", roots: "ca")
        defer { server.stop() }
        try await Self.withLoop { loop in
            try await Self.expectEcho(.host("127.0.0.1", port: server.port), Self.tls(identity: "client"), on: loop)
            // It closes without an alert.
            try await Self.expectUnavailable(server.port, Self.tls(), because: "closed the connection", on: loop)
            try await Self.expectUnavailable(server.port, Self.tls(identity: "stranger"), because: "closed the connection", on: loop)
        }
    }

    @Test func grpcioOnAUnixSocketIsReachedWithTLS() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sock").path
        let server = try await Self.grpcio("server", address: "unix:\(path)")
        defer {
            server.stop()
            try? FileManager.default.removeItem(atPath: path)
        }
        try await Self.withLoop { loop in
            try await Self.expectEcho(.unix(path: path), Self.tls(), on: loop)
            let error = await Self.failure(.unix(path: path + "x"), nil, on: loop)
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("connect unix:\(path)x: No such file or directory") == true, "\(String(describing: error))")
        }
    }

    @Test func serversWithoutHTTP2OrATrustedVersionAreRefused() async throws {
        let (silent, old) = (try await Self.openssl([]), try await Self.openssl(["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]))
        let other = try await Self.openssl(["-alpn", "http/1.1"])
        defer { for server in [silent, old, other] { server.stop() } }
        try await Self.withLoop { loop in
            try await Self.expectUnavailable(
                silent.port, Self.tls(), because: "TLS: the peer does not offer HTTP/2 (ALPN \"h2\")", on: loop)
            try await Self.expectUnavailable(
                other.port, Self.tls(), because: "TLS: the peer has refused the connection: no application protocol", on: loop)
            try await Self.expectUnavailable(
                old.port, Self.tls(), because: "TLS: the peer has refused the connection: protocol version", on: loop)
        }
    }

    @Test func requestsSayThatTheyAreSecuredAndForWhom() async throws {
        let server = try await ServingProgram(
            .python("tls_mirror.py", [TestCertificates.certificate("server"), TestCertificates.key("server")]))
        defer { server.stop() }
        let address = SocketAddress.host("127.0.0.1", port: server.port)
        try await Self.withLoop { loop in
            for (name, authority) in [(nil, "127.0.0.1:\(server.port)"), ("a.example.test", "a.example.test"), ("::1", "[::1]")] {
                let error = await Self.failure(address, try Self.tls(serverName: name), on: loop)
                #expect(error == RPCError(.permissionDenied, "https \(authority)"))
            }
        }
    }

    // MARK: Our server

    @Test func theReasonOfAFailureReachesTheCaller() async throws {
        let tls = try SecureFixture.tls(clients: .required(TestCertificates.roots()))
        try await SecureFixture.with(tls) { fixture in
            let (port, loop) = (fixture.server.port, fixture.loops.loops[0])
            try await Self.expectUnavailable(
                port, Self.tls(roots: "other"),
                because: "TLS: the peer is not trusted: unable to get local issuer certificate: CN=Test Intermediate", on: loop)
            try await Self.expectUnavailable(
                port, Self.tls(serverName: "example.com"), because: "hostname mismatch: wanted example.com, the certificate is for",
                on: loop)
            try await Self.expectUnavailable(
                port, Self.tls(), because: "TLS: the peer has refused the connection: certificate required", on: loop)
            try await Self.expectUnavailable(
                port, Self.tls(identity: "stranger"), because: "TLS: the peer has refused the connection: unknown ca", on: loop)
            try await Self.expectEcho(.host("127.0.0.1", port: port), Self.tls(identity: "client"), on: loop)
        }
        try await SecureFixture.with(SecureFixture.tls("expired")) { fixture in
            try await Self.expectUnavailable(
                fixture.server.port, Self.tls(),
                because: "TLS: the peer is not trusted: certificate has expired: CN=expired was valid until",
                on: fixture.loops.loops[0])
        }
    }

    @Test func tlsMeetsCleartext() async throws {
        try await SecureFixture.with(nil) { fixture in
            try await Self.expectUnavailable(
                fixture.server.port, Self.tls(), because: "TLS: the peer does not speak TLS", on: fixture.loops.loops[0])
            #expect(fixture.notes.failures.contains("a TLS handshake on a port without TLS"))
        }
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            await Self.expectUnavailable(
                fixture.server.port, nil,
                because: "the server does not speak HTTP/2: HTTP/1.1 400 Bad Request: this port speaks gRPC over TLS",
                on: fixture.loops.loops[0])
            #expect(fixture.notes.failures.contains("TLS: the peer does not speak TLS"))
        }
    }

    @Test func aHundredConnectionsCarryLargeMessages() async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let tls = try Self.tls()
            let address = SocketAddress.host("127.0.0.1", port: fixture.server.port)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    let text = String(repeating: "\(number % 10)", count: number < 4 ? 4 << 20 : 10_000)
                    let loop = fixture.loops.next()
                    group.addTask { try await Self.call(address, tls, id: text, on: loop) == text }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func aSecondConnectionResumesTheSession() async throws {
        let handler: @Sendable (CallFixture.Request, ServerContext) async throws -> CallFixture.Response = { _, context in
            .init(id: context.tlsPeer?.isResumed == true ? "resumed" : "new")
        }
        try await SecureFixture.with(SecureFixture.tls(), handler: handler) { fixture in
            let (address, loop) = (SocketAddress.host("127.0.0.1", port: fixture.server.port), fixture.loops.loops[0])
            let tls = try Self.tls()
            var answers: [String] = []
            for context in [tls, tls, try Self.tls()] { answers.append(try await Self.call(address, context, on: loop)) }
            #expect(answers == ["new", "resumed", "new"])
        }
    }

    // MARK: Broken handshakes

    /// The first bytes that a client of ours would send.
    private static func clientHello() throws -> [UInt8] {
        let session = try tls().makeSession(host: "localhost", peer: "peer", TLSBuffers())
        #expect(session.start() == nil)
        return session.takeOutput { Array($0) }
    }

    private static func connect(_ port: Int) throws -> Int32 {
        let address = try #require(Sockets.Address(ip: "127.0.0.1", port: port))
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(address.withSockaddr { Foundation.connect(descriptor, $0, $1) } == 0)
        return descriptor
    }

    @Test func aClientMayDieInTheHandshake() async throws {
        let hello = try Self.clientHello()
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            for count in [1, 5, 100, hello.count] {
                let descriptor = try Self.connect(fixture.server.port)
                #expect(hello.withUnsafeBytes { write(descriptor, $0.baseAddress, count) } == count)
                close(descriptor)
            }
            // With a reset instead of an end.
            let descriptor = try Self.connect(fixture.server.port)
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
            close(descriptor)
            try await until { fixture.notes.failures.count == 5 }
            #expect(fixture.notes.failures.allSatisfy { $0.hasSuffix(" during the handshake") }, "\(fixture.notes.failures)")
            try await Self.expectEcho(.host("127.0.0.1", port: fixture.server.port), Self.tls(), on: fixture.loops.loops[0])
        }
    }

    @Test func aHandshakeThatDoesNotEndIsCutOff() async throws {
        let hello = try Self.clientHello()
        try await SecureFixture.with(SecureFixture.tls(), handshakeTimeout: .milliseconds(100)) { fixture in
            for count in [0, 1, 100, hello.count] {
                let descriptor = try Self.connect(fixture.server.port)
                #expect(hello.withUnsafeBytes { write(descriptor, $0.baseAddress, count) } == count)
                // Until the server closes; some bytes of its handshake may come before.
                await Command.waiting.run {
                    var buffer = [UInt8](repeating: 0, count: 16 << 10)
                    while read(descriptor, &buffer, buffer.count) > 0 {}
                }
                close(descriptor)
            }
        }
    }

    @Test func aServerMayDieInTheHandshake() async throws {
        let listener = try ListeningSocket(.host("127.0.0.1", port: 0))
        defer { listener.close() }
        guard case .host(_, let port) = listener.address else { return }
        try await Self.withLoop { loop in
            let killer = Task.detached {
                for _ in 0..<1000 {
                    if let (descriptor, _) = Sockets.accept(listener.descriptor) {
                        close(descriptor)
                        return
                    }
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            try await Self.expectUnavailable(port, Self.tls(), because: " during the handshake", on: loop)
            try await killer.value
        }
    }
}
