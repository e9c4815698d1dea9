import EventLoops
import Foundation
import HTTPClient
import Testing

private let hasTLSPeer = ["/usr/sbin/nghttpd", "/usr/bin/openssl"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

/// Our client against nghttpd, which speaks HTTP/2 only, with a certificate of its own.
@Suite(.enabled(if: hasTLSPeer)) final class ClientOverTLSTests {
    private let directory = NSTemporaryDirectory() + "generia-tls-\(UUID().uuidString)"
    private let peer = Process()
    private let loop: EventLoop

    init() throws {
        loop = try EventLoop(name: "test-tls")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        // nghttpd started from here outlives SIGTERM.
        if peer.isRunning { kill(peer.processIdentifier, SIGKILL) }
        loop.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    @Test func http2AndTheCertificateCheck() async throws {
        let port = try await startPeer()
        let request = HTTPClientRequest(url: "https://127.0.0.1:\(port)/file", timeout: .seconds(10))

        let trusting = try HTTPClient(loop: loop, certificateAuthorities: directory + "/certificate.pem")
        let response = try await trusting.send(request)
        #expect(response.status == 200 && response.body == Array("over TLS".utf8))
        let many = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await trusting.send(request).status } }
            return try await group.reduce(into: 0) { $0 += $1 }
        }
        #expect(many == 50 * 200)
        await trusting.close()

        let suspicious = try HTTPClient(loop: loop)
        let error = await #expect(throws: HTTPClientError.self) { _ = try await suspicious.send(request) }
        guard case .untrusted = error else {
            Issue.record("an unknown certificate gave \(String(describing: error))")
            return
        }
        await suspicious.close()
    }

    private func startPeer() async throws -> Int {
        try Data("over TLS".utf8).write(to: URL(fileURLWithPath: directory + "/file"))
        let made = try await ForeignPeers.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=IP:127.0.0.1", "-keyout", directory + "/key.pem", "-out", directory + "/certificate.pem",
            ])
        try #require(made.status == 0)
        let port = try await freePort()
        peer.executableURL = URL(fileURLWithPath: "/usr/sbin/nghttpd")
        peer.arguments = ["-d", directory, "-a", "127.0.0.1", "\(port)", directory + "/key.pem", directory + "/certificate.pem"]
        peer.standardOutput = FileHandle.nullDevice
        peer.standardError = FileHandle.nullDevice
        peer.standardInput = FileHandle.nullDevice
        try peer.run()
        for _ in 0..<500 {
            if try await ForeignPeers.curl("-k", "-o", "/dev/null", "https://127.0.0.1:\(port)/file", "-s").status == 0 { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        return port
    }

    private func freePort() async throws -> Int {
        let output = try await ForeignPeers.run(
            "python3", ["-c", "import socket; print(socket.create_server(('127.0.0.1', 0)).getsockname()[1])"])
        return try #require(Int(output.text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}
