import Testing

@testable import ProtoRuntime

@Suite(.certificates) struct TLSSessionTests {
    private func server(
        _ name: String = "server", clients: ServerTLSConfiguration.ClientCertificates = .ignored, minimum: TLSVersion = .tls12
    ) throws -> TLSServerContext {
        var configuration = ServerTLSConfiguration(identity: TestCertificates.identity(name), clientCertificates: clients)
        configuration.minimumVersion = minimum
        return try TLSServerContext(configuration)
    }

    private func client(
        roots: String = "ca", identity: String? = nil, serverName: String? = nil, verification: ClientTLSConfiguration.Verification = .full
    ) throws -> TLSClientContext {
        var configuration = ClientTLSConfiguration(
            trustRoots: TestCertificates.roots(roots), identity: identity.map { TestCertificates.identity($0) },
            serverName: serverName)
        configuration.verification = verification
        return try TLSClientContext(configuration)
    }

    @Test(arguments: [Int.max, 1000, 1])
    func recordsMayComeInPiecesOfAnySize(step: Int) throws {
        let pair = try SessionPair(server(), client(), step: step)
        #expect(pair.server.isEstablished && pair.client.isEstablished)
        let bytes = (0..<(step == 1 ? 2_000 : 200_000)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        // More at once than one read from a socket brings would not fit into the loop's buffer.
        for start in stride(from: 0, to: bytes.count, by: 60_000) {
            pair.exchange(Array(bytes[start..<min(start + 60_000, bytes.count)]))
        }
        #expect(pair.serverBytes == bytes)
        #expect(pair.clientBytes == bytes)
        pair.client.finish()
        pair.pump()
        guard case .closed = pair.serverEnd else { return #expect(Bool(false), "close_notify was not seen") }
    }

    @Test func bothSidesLearnHowTheConnectionIsSecured() async throws {
        let pair = try SessionPair(server(clients: .required(TestCertificates.roots())), client(identity: "client"))
        let caller = try #require(pair.server.peer)
        #expect(caller.version == "TLSv1.3")
        #expect(caller.cipherSuite.hasPrefix("TLS_"))
        #expect(caller.serverName == "localhost")
        #expect(!caller.isResumed)
        let certificate = try #require(caller.certificate)
        #expect(certificate.subject == "CN=wörker,O=Example")
        #expect(certificate.dnsNames == ["worker.example.test"])
        #expect(certificate.uris == ["spiffe://example.test/worker"])
        #expect(certificate.emailAddresses == ["worker@example.test"])
        #expect(certificate.ipAddresses == ["10.0.0.7"])
        let file = try TestCertificates.text(TestCertificates.certificate("client"))
        #expect(certificate.pem == String(decoding: file, as: UTF8.self))
        let fingerprint = try await Command.system(
            "openssl", ["x509", "-in", TestCertificates.certificate("client"), "-noout", "-fingerprint", "-sha256"]
        ).run().output
        #expect(
            fingerprint.split(separator: "=").last?.filter(\.isHexDigit).lowercased() == certificate.fingerprint)

        let served = try #require(pair.client.peer)
        #expect(served.serverName == "localhost")
        #expect(served.certificate?.subject == "CN=server")
        #expect(served.certificate?.ipAddresses == ["127.0.0.1", "::1"])
    }

    @Test(arguments: ["localhost", "localhost.", "a.example.test", "127.0.0.1", "::1"])
    func namesAndAddressesOfTheCertificateAreAccepted(host: String) throws {
        let pair = try SessionPair(server(), client(), host: host)
        #expect(pair.client.isEstablished, "\(String(describing: pair.clientFailure))")
        let isName = host.contains { $0.isLetter }
        #expect(pair.server.peer?.serverName == (isName ? (host == "localhost." ? "localhost" : host) : nil))
    }

    @Test(arguments: ["example.test", "a.b.example.test", "localhost.example.com", "127.0.0.2", "::2"])
    func otherNamesAreRefused(host: String) throws {
        let pair = try SessionPair(server(), client(), host: host)
        let kind = host.contains { $0.isLetter } ? "hostname mismatch" : "IP address mismatch"
        #expect(
            pair.clientFailure
                == .untrustedPeer("\(kind): wanted \(host), the certificate is for localhost, *.example.test, 127.0.0.1, ::1"))
        #expect(pair.serverFailure == .refusedByPeer(alert: "bad certificate"))
    }

    @Test func theCommonNameDoesNotCount() throws {
        let pair = try SessionPair(server("nameless"), client())
        #expect(pair.clientFailure == .untrustedPeer("hostname mismatch: wanted localhost, the certificate is for nobody"))
    }

    @Test func theConfiguredNameReplacesTheHost() throws {
        #expect(
            try SessionPair(server(), client(serverName: "a.example.test"), host: "10.9.8.7").server.peer?.serverName == "a.example.test")
        #expect(throws: TLSError.failed("\"\" cannot be the name of a server")) { _ = try SessionPair(server(), client(serverName: "")) }
    }

    @Test(arguments: ["intermediate", "server"])
    func anyCertificateOfTheChainCanBeTrusted(roots: String) throws {
        let pair = try SessionPair(server(), client(roots: roots))
        #expect(pair.client.isEstablished, "\(String(describing: pair.clientFailure))")
    }

    @Test func untrustedServersAreRefusedWithTheReason() throws {
        let unknown = try SessionPair(server(), client(roots: "other"))
        #expect(unknown.clientFailure == .untrustedPeer("unable to get local issuer certificate: CN=Test Intermediate"))
        #expect(unknown.serverFailure == .refusedByPeer(alert: "unknown ca"))
        let expired = try SessionPair(server("expired"), client())
        guard case .untrustedPeer(let reason) = expired.clientFailure else { return #expect(Bool(false)) }
        #expect(reason.hasPrefix("certificate has expired: CN=expired was valid until "))
        #expect(expired.serverFailure == .refusedByPeer(alert: "certificate expired"))
        #expect(try SessionPair(server("expired"), client(roots: "other", verification: .insecureNone), host: "any").client.isEstablished)
    }

    @Test func clientsWithoutTheRightCertificateAreRefused() throws {
        let required = try server(clients: .required(TestCertificates.roots()))
        let silent = try SessionPair(required, client())
        #expect(silent.serverFailure == .untrustedPeer("it has shown no certificate"))
        #expect(silent.clientFailure == .refusedByPeer(alert: "certificate required"))
        let stranger = try SessionPair(required, client(identity: "stranger"))
        #expect(stranger.serverFailure == .untrustedPeer("unable to get local issuer certificate: CN=stranger"))
        #expect(stranger.clientFailure == .refusedByPeer(alert: "unknown ca"))

        let requested = try server(clients: .requested(TestCertificates.roots()))
        let anonymous = try SessionPair(requested, client())
        #expect(anonymous.server.isEstablished && anonymous.server.peer?.certificate == nil)
        #expect(try SessionPair(requested, client(identity: "client")).server.peer?.certificate?.subject == "CN=wörker,O=Example")
        #expect(try SessionPair(requested, client(identity: "stranger")).serverFailure != nil)
    }

    @Test func sessionsAreResumedOncePerTicketAndKeepTheCertificate() throws {
        let (server, client) = (try server(clients: .required(TestCertificates.roots())), try client(identity: "client"))
        let first = try SessionPair(server, client)
        #expect(first.server.peer?.isResumed == false)
        let second = try SessionPair(server, client)
        #expect(second.server.peer?.isResumed == true && second.client.peer?.isResumed == true)
        #expect(second.server.peer?.certificate?.subject == "CN=wörker,O=Example")
        #expect(second.client.peer?.certificate?.subject == "CN=server")
        #expect(try SessionPair(server, client, host: "a.example.test").client.peer?.isResumed == false, "another name, another session")
        // New certificates or roots end what was agreed under the old ones.
        try server.reload()
        #expect(try SessionPair(server, client).client.peer?.isResumed == false)
        try client.reload()
        #expect(try SessionPair(server, client).client.peer?.isResumed == false)
    }

    @Test func whatIsNoTLSIsToldApart() throws {
        let session = try client().makeSession(host: "localhost", peer: "peer", TLSBuffers())
        #expect(session.start() == nil)
        let end = Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8).withUnsafeBytes { session.receive($0).end }
        guard case .failed(.notTLS) = end else { return #expect(Bool(false), "\(String(describing: end))") }
    }

    @Test func damagedRecordsEndTheSession() throws {
        let pair = try SessionPair(server(), client())
        #expect([UInt8](repeating: 7, count: 100).withUnsafeBytes { pair.client.send($0) } == nil)
        var records = pair.client.takeOutput { Array($0) }
        records[50] ^= 1
        let received = records.withUnsafeBytes { pair.server.receive($0) }
        #expect(received.bytes.isEmpty)
        guard case .failed(.failed(let reason)) = received.end else { return #expect(Bool(false)) }
        #expect(reason.contains("bad record mac"))
        pair.pump()
        #expect(pair.clientFailure == .refusedByPeer(alert: "bad record mac"))
    }
}
