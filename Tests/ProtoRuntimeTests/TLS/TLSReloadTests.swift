import Foundation
import Synchronization
import Testing

@testable import ProtoRuntime

@Suite(.certificates) struct TLSReloadTests {
    /// A directory of one test with the files of an identity, which can be replaced.
    private struct Files {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("reload-\(UUID().uuidString)").path
        var certificate: String { "\(directory)/tls.pem" }
        var key: String { "\(directory)/tls.key" }
        var identity: TLSIdentity { .files(certificateChain: certificate, privateKey: key) }

        init(_ name: String) throws {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try putCertificate(name)
            try putKey(name)
        }

        func putCertificate(_ name: String) throws { try put(TestCertificates.certificate(name), certificate) }
        func putKey(_ name: String) throws { try put(TestCertificates.key(name), key) }

        private func put(_ source: String, _ path: String) throws {
            try Data(TestCertificates.text(source)).write(to: URL(fileURLWithPath: path), options: .atomic)
        }

        func remove() { try? FileManager.default.removeItem(atPath: directory) }
    }

    /// The subject of the certificate that a server shows.
    private func subject(_ server: TLSServerContext) throws -> String? {
        let client = try TLSClientContext(ClientTLSConfiguration(trustRoots: TestCertificates.roots()))
        return try SessionPair(server, client).client.peer?.certificate?.subject
    }

    @Test func aReloadShowsTheNewCertificateAndABrokenOneKeepsTheOld() throws {
        let files = try Files("server")
        defer { files.remove() }
        let server = try TLSServerContext(ServerTLSConfiguration(identity: files.identity))
        #expect(try subject(server) == "CN=server")
        try files.putCertificate("renewed")
        #expect(throws: TLSError.keyMismatch(certificate: files.certificate, privateKey: files.key)) { try server.reload() }
        #expect(try subject(server) == "CN=server")
        try files.putKey("renewed")
        try server.reload()
        #expect(try subject(server) == "CN=renewed")
    }

    @Test func changedFilesAreNoticedByNewConnections() throws {
        let files = try Files("server")
        defer { files.remove() }
        let configuration = ServerTLSConfiguration(identity: files.identity)
        let failures = Mutex<[TLSError]>([])
        func store(interval: Duration) throws -> TLSContextStore {
            try TLSContextStore(
                paths: configuration.identity.paths, interval: interval, didFail: { error in failures.withLock { $0.append(error) } }
            ) { () throws(TLSError) in try TLSContext(server: configuration) }
        }
        let (store, slow) = (try store(interval: .zero), try store(interval: .seconds(3600)))
        let (first, slowFirst) = (store.current(), slow.current())
        #expect(store.current() === first)

        try files.putCertificate("renewed")
        #expect(store.current() === first, "the key is still the old one")
        #expect(store.current() === first)
        #expect(
            failures.withLock { $0 } == [.keyMismatch(certificate: files.certificate, privateKey: files.key)],
            "files that have not changed again are not tried again")

        try files.putKey("renewed")
        let second = store.current()
        #expect(second !== first && store.current() === second)
        #expect(failures.withLock { $0.count } == 1)
        #expect(slow.current() === slowFirst, "the files are not looked at that often")
    }

    @Test func callsGoOnWhileCertificatesChange() async throws {
        let files = try Files("server")
        defer { files.remove() }
        let tls = try TLSServerContext(ServerTLSConfiguration(identity: files.identity))
        try await SecureFixture.with(tls) { fixture in
            let call = ForeignCall(
                target: "127.0.0.1:\(fixture.server.port)", roots: TestCertificates.certificate("ca"), id: "a")
            let isDone = Atomic(false)
            let calls = Task {
                defer { isDone.store(true, ordering: .sequentiallyConsistent) }
                return try await ForeignCall.make(Array(repeating: call, count: 100))
            }
            var reloads = 0
            while !isDone.load(ordering: .sequentiallyConsistent) {
                let name = reloads.isMultiple(of: 2) ? "renewed" : "server"
                try files.putCertificate(name)
                #expect(throws: TLSError.self) { try tls.reload() }
                try files.putKey(name)
                try tls.reload()
                reloads += 1
                try await Task.sleep(for: .milliseconds(5))
            }
            let answers = try await calls.value
            #expect(answers.filter { $0 == .ok("a") }.count == 100 && reloads > 1)
        }
    }
}
