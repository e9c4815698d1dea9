import Foundation
import GeneriaAPI
import Testing

@testable import ProtoRuntime

/// Our server with clients that others have written.
@Suite(.certificates) struct TLSServerTests {
    @Test func callsOfAnyReasonableSizeArrive() async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let roots = TestCertificates.certificate("ca")
            let answers = try await ForeignCall.make([
                ForeignCall(target: "127.0.0.1:\(fixture.server.port)", roots: roots, id: "мир"),
                ForeignCall(target: "localhost:\(fixture.server.port)", roots: roots, size: 4 << 20),
                ForeignCall(target: "127.0.0.1:\(fixture.server.port)", roots: roots, override: "a.example.test", id: "b"),
            ])
            #expect(answers == [.ok("мир"), .init(code: "OK", size: 4 << 20), .ok("b")])
        }
    }

    @Test func handlersSeeWhoCalls() async throws {
        let handler: @Sendable (CallFixture.Request, ServerContext) async throws -> CallFixture.Response = { _, context in
            let peer = try #require(context.tlsPeer)
            return .init(id: "\(peer.version) \(peer.serverName ?? "-") \(peer.certificate?.uris.first ?? "-")")
        }
        let tls = try SecureFixture.tls(clients: .requested(TestCertificates.roots()))
        try await SecureFixture.with(tls, handler: handler) { fixture in
            let (target, roots) = ("127.0.0.1:\(fixture.server.port)", TestCertificates.certificate("ca"))
            let answers = try await ForeignCall.make([
                ForeignCall(
                    target: target, roots: roots, certificate: TestCertificates.certificate("client"),
                    key: TestCertificates.key("client"), override: "localhost"),
                ForeignCall(target: target, roots: roots, override: "localhost"),
            ])
            #expect(answers == [.ok("TLSv1.3 localhost spiffe://example.test/worker"), .ok("TLSv1.3 localhost -")])
        }
    }

    @Test func clientsWithoutTheRightCertificateAreUnavailable() async throws {
        try await SecureFixture.with(SecureFixture.tls(clients: .required(TestCertificates.roots()))) { fixture in
            let (target, roots) = ("127.0.0.1:\(fixture.server.port)", TestCertificates.certificate("ca"))
            let answers = try await ForeignCall.make([
                ForeignCall(
                    target: target, roots: roots, certificate: TestCertificates.certificate("client"),
                    key: TestCertificates.key("client")),
                ForeignCall(target: target, roots: roots),
                ForeignCall(
                    target: target, roots: roots, certificate: TestCertificates.certificate("stranger"),
                    key: TestCertificates.key("stranger")),
            ])
            #expect(answers.map(\.code) == ["OK", "UNAVAILABLE", "UNAVAILABLE"], "\(answers)")
            #expect(fixture.notes.failures.contains("TLS: the peer is not trusted: it has shown no certificate"))
            #expect(
                fixture.notes.failures.contains(
                    "TLS: the peer is not trusted: unable to get local issuer certificate: CN=stranger"))
        }
    }

    @Test(arguments: [
        ("server", "other", "CERTIFICATE_VERIFY_FAILED"), ("expired", "ca", "CERTIFICATE_VERIFY_FAILED"),
        ("nameless", "ca", "Hostname Verification"),
    ])
    func aServerThatIsNotTrustedIsUnavailable(name: String, roots: String, reason: String) async throws {
        try await SecureFixture.with(SecureFixture.tls(name)) { fixture in
            let answers = try await ForeignCall.make([
                ForeignCall(target: "127.0.0.1:\(fixture.server.port)", roots: TestCertificates.certificate(roots))
            ])
            #expect(answers[0].code == "UNAVAILABLE")
            #expect(answers[0].details?.contains(reason) == true, "\(answers)")
        }
    }

    @Test func cleartextOnATLSPortIsRefusedWithAText() async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let answer = try await ForeignCall.make([ForeignCall(target: "127.0.0.1:\(fixture.server.port)")])
            #expect(answer[0].code == "UNAVAILABLE")
            #expect(answer[0].details?.contains("http1.x server") == true, "\(answer)")
            let page = try await Command.system("curl", ["-sS", "http://127.0.0.1:\(fixture.server.port)/"]).run()
            #expect(page.output == "this port speaks gRPC over TLS\n")
            let prior = try await Command.system(
                "curl", ["-sS", "--http2-prior-knowledge", "http://127.0.0.1:\(fixture.server.port)/"]
            ).run()
            #expect(prior.status != 0)
            #expect(fixture.notes.failures == Array(repeating: "TLS: the peer does not speak TLS", count: fixture.notes.failures.count))
            #expect(fixture.notes.failures.count >= 3)
        }
    }

    @Test func tlsOnACleartextPortIsRefusedWithAText() async throws {
        try await SecureFixture.with(nil) { fixture in
            let answer = try await ForeignCall.make([
                ForeignCall(target: "127.0.0.1:\(fixture.server.port)", roots: TestCertificates.certificate("ca"))
            ])
            #expect(answer[0].code == "UNAVAILABLE")
            #expect(fixture.notes.failures.first == "a TLS handshake on a port without TLS")
        }
    }

    @Test func clientsMustOfferHTTP2() async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let good = try await fixture.openssl(["-alpn", "h2"])
            #expect(good.output.contains("ALPN protocol: h2") && good.output.contains("Verify return code: 0 (ok)"), "\(good)")
            for arguments in [[], ["-alpn", "http/1.1"], ["-tls1_2"], ["-tls1_2", "-alpn", "http/1.1"]] {
                let outcome = try await fixture.openssl(arguments)
                #expect(outcome.status != 0 && outcome.output.contains("no application protocol"), "\(arguments): \(outcome.output)")
            }
            #expect(fixture.notes.failures == Array(repeating: TLSError.noHTTP2.description, count: 4))
        }
    }

    @Test(arguments: ["-tls1", "-tls1_1"])
    func oldVersionsAreRefused(version: String) async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let outcome = try await fixture.openssl([version, "-cipher", "DEFAULT@SECLEVEL=0", "-alpn", "h2"])
            #expect(outcome.status != 0 && outcome.output.contains("protocol version"), "\(outcome.output)")
        }
    }

    @Test func theOldestVersionCanBeRaised() async throws {
        try await SecureFixture.with(SecureFixture.tls(minimum: .tls13)) { fixture in
            let old = try await fixture.openssl(["-tls1_2", "-alpn", "h2"])
            #expect(old.output.contains("protocol version"))
            let new = try await fixture.openssl(["-tls1_3", "-alpn", "h2"])
            #expect(new.output.contains("ALPN protocol: h2"))
        }
    }

    @Test func weakSuitesAreRefused() async throws {
        try await SecureFixture.with(SecureFixture.tls("renewed")) { fixture in
            let arguments = ["-tls1_2", "-alpn", "h2", "-cipher"]
            let good = try await fixture.openssl(arguments + ["ECDHE-RSA-AES128-GCM-SHA256"])
            #expect(good.output.contains("ALPN protocol: h2"))
            for suite in ["AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA256", "DHE-RSA-AES128-GCM-SHA256"] {
                let outcome = try await fixture.openssl(arguments + [suite])
                #expect(outcome.output.contains("handshake failure"), "\(suite)")
            }
        }
    }

    @Test func renegotiationIsRefused() async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let outcome = try await fixture.openssl(["-tls1_2", "-alpn", "h2"], input: "R\n")
            #expect(
                outcome.output.contains("RENEGOTIATING") && outcome.output.contains("no renegotiation"),
                "\(outcome.status) \(outcome.output)")
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func sessionsAreResumed(version: String) async throws {
        try await SecureFixture.with(SecureFixture.tls(clients: .required(TestCertificates.roots()))) { fixture in
            let ticket = FileManager.default.temporaryDirectory.appendingPathComponent("ticket-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: ticket) }
            let identity = ["-cert", TestCertificates.certificate("client"), "-key", TestCertificates.key("client")]
            let arguments = [version, "-alpn", "h2", "-ign_eof"] + identity
            // The server closes when the preface is not one, after the tickets were sent.
            let first = try await fixture.openssl(arguments + ["-sess_out", ticket], input: "no preface of HTTP/2, but long enough\n")
            #expect(first.output.contains("New, TLSv1."), "\(first.output)")
            let second = try await fixture.openssl(arguments + ["-sess_in", ticket], input: "no preface of HTTP/2, but long enough\n")
            #expect(second.output.contains("Reused, TLSv1."), "\(second.output)")
        }
    }

    @Test func curlSpeaksHTTP2() async throws {
        try await SecureFixture.with(SecureFixture.tls()) { fixture in
            let outcome = try await Command.system(
                "curl",
                [
                    "-sS", "--http2", "--cacert", TestCertificates.certificate("ca"), "-o", "/dev/null",
                    "-w", "%{http_version} %{http_code}", "https://localhost:\(fixture.server.port)/",
                ]
            ).run()
            #expect(outcome.output == "2 405", "what is no gRPC is told so over HTTP/2")
        }
    }
}
