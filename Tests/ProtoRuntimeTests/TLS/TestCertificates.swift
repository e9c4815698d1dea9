import EventLoops
import Foundation
import Testing

@testable import ProtoRuntime

/// Certificates for the tests, made by the openssl program once for the process.
///
/// `ca` (root) has issued `intermediate`, which has issued `server` (localhost, *.example.test, 127.0.0.1, ::1; its file holds the chain) and
/// `renewed` (the same names, an RSA key). `ca` has also issued `client`, `expired` and `nameless`; `other` is a root that nobody trusts.
enum TestCertificates {
    /// Where the files are: `NAME.pem` and `NAME.key`.
    static let directory = FileManager.default.temporaryDirectory.appendingPathComponent("certificates-\(UUID().uuidString)").path

    private static let making = Task.detached { try await Command.waiting.run { () throws in try make() } }

    /// Makes everything, once; done for the suites that have the trait `certificates`.
    static func prepare() async throws { try await making.value }

    /// The path of a certificate.
    static func certificate(_ name: String) -> String { "\(directory)/\(name).pem" }

    /// The path of a certificate's private key.
    static func key(_ name: String) -> String { "\(directory)/\(name).key" }

    static func identity(_ name: String) -> TLSIdentity { .files(certificateChain: certificate(name), privateKey: key(name)) }

    static func roots(_ name: String = "ca") -> TLSTrustRoots { .file(certificate(name)) }

    static func text(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    private static func make() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(atPath: TestCertificates.directory) }
        let authority = "basicConstraints=critical,CA:TRUE"
        let names = "subjectAltName=DNS:localhost,DNS:*.example.test,IP:127.0.0.1,IP:::1"
        try issue("ca", subject: "/CN=Test Root", extension: authority)
        try issue("other", subject: "/CN=Other Root", extension: authority)
        try issue("intermediate", subject: "/CN=Test Intermediate", extension: authority, by: "ca")
        try issue("server", subject: "/CN=server", extension: names, by: "intermediate")
        try issue("renewed", subject: "/CN=renewed", extension: names, by: "intermediate", key: ["rsa:2048"])
        for name in ["server", "renewed"] {
            let chain = try text("\(directory)/\(name).pem") + text("\(directory)/intermediate.pem")
            try Data(chain).write(to: URL(fileURLWithPath: "\(directory)/\(name).pem"))
        }
        let identities = "subjectAltName=DNS:worker.example.test,URI:spiffe://example.test/worker,email:worker@example.test,IP:10.0.0.7"
        try issue("client", subject: "/O=Example/CN=wörker", extension: identities, by: "ca")
        try issue("expired", subject: "/CN=expired", extension: names, by: "ca", days: -1)
        try issue("nameless", subject: "/CN=localhost", extension: "keyUsage=digitalSignature", by: "ca")
        try issue("stranger", subject: "/CN=stranger", extension: names, by: "other")
        try openssl(["ec", "-in", "\(directory)/server.key", "-aes128", "-passout", "pass:secret", "-out", "\(directory)/encrypted.key"])
    }

    private static func issue(
        _ name: String, subject: String, extension: String, by issuer: String? = nil,
        key: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], days: Int = 30
    ) throws {
        let request =
            ["req", "-utf8", "-newkey"] + key
            + ["-nodes", "-subj", subject, "-addext", `extension`, "-keyout", "\(directory)/\(name).key"]
        guard let issuer else {
            try openssl(request + ["-x509", "-days", "\(days)", "-out", "\(directory)/\(name).pem"])
            return
        }
        try openssl(request + ["-out", "\(directory)/\(name).csr"])
        try openssl([
            "x509", "-req", "-in", "\(directory)/\(name).csr", "-CA", "\(directory)/\(issuer).pem", "-CAkey", "\(directory)/\(issuer).key",
            "-CAcreateserial", "-copy_extensions", "copyall", "-days", "\(days)", "-out", "\(directory)/\(name).pem",
        ])
    }

    private static func openssl(_ arguments: [String]) throws {
        let outcome = try Command.system("openssl", arguments).runBlocking()
        try #require(outcome.status == 0, "openssl \(arguments): \(outcome.output)")
    }
}

/// Tests that need the certificates.
struct CertificatesTrait: SuiteTrait, TestTrait {
    @concurrent func prepare(for test: Test) async throws { try await TestCertificates.prepare() }
}

extension Trait where Self == CertificatesTrait {
    static var certificates: CertificatesTrait { CertificatesTrait() }
}
