import Foundation
import Testing

@testable import ProtoRuntime

@Suite(.certificates) struct TLSContextTests {
    private func failure(_ identity: TLSIdentity, roots: TLSTrustRoots? = nil) -> TLSError? {
        do throws(TLSError) {
            _ = try TLSServerContext(
                ServerTLSConfiguration(identity: identity, clientCertificates: roots.map { .required($0) } ?? .ignored))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["server", "renewed", "client"])
    func goodIdentitiesAreLoadedFromFilesAndFromBytes(name: String) throws {
        let identity = TestCertificates.identity(name)
        #expect(failure(identity, roots: TestCertificates.roots()) == nil)
        let bytes = TLSIdentity(
            certificateChain: .bytes(try TestCertificates.text(TestCertificates.certificate(name))),
            privateKey: .bytes(try TestCertificates.text(TestCertificates.key(name))))
        #expect(failure(bytes, roots: .certificates([.bytes(try TestCertificates.text(TestCertificates.certificate("ca")))])) == nil)
        _ = try TLSClientContext(ClientTLSConfiguration(identity: identity))
    }

    @Test func missingFilesAreNamed() throws {
        let certificate = TestCertificates.certificate("server")
        let error = failure(.files(certificateChain: "/nonexistent.pem", privateKey: certificate))
        #expect(error == .unreadable(path: "/nonexistent.pem", reason: "No such file or directory"))
        #expect(error?.description == "cannot read /nonexistent.pem: No such file or directory")
        #expect(
            failure(TestCertificates.identity("server"), roots: .file("/tmp"))
                == .unreadable(path: "/tmp", reason: "Is a directory"))
    }

    @Test func aKeyOfAnotherCertificateIsRefused() throws {
        let (certificate, key) = (TestCertificates.certificate("server"), TestCertificates.key("client"))
        let error = failure(.files(certificateChain: certificate, privateKey: key))
        #expect(error == .keyMismatch(certificate: certificate, privateKey: key))
        let other = TestCertificates.key("renewed")
        #expect(
            failure(.files(certificateChain: certificate, privateKey: other))
                == .keyMismatch(certificate: certificate, privateKey: other), "a key of another kind")
    }

    @Test func filesInTheWrongPlaceAreRecognised() throws {
        let (certificate, key) = (TestCertificates.certificate("server"), TestCertificates.key("server"))
        #expect(
            failure(.files(certificateChain: key, privateKey: key))
                == .invalidCertificate(source: key, reason: "there is no \"BEGIN CERTIFICATE\" line"))
        #expect(
            failure(.files(certificateChain: certificate, privateKey: certificate))
                == .invalidPrivateKey(source: certificate, reason: "there is no \"BEGIN PRIVATE KEY\" line"))
        #expect(
            failure(TestCertificates.identity("server"), roots: .certificates([.bytes([])]))
                == .invalidCertificate(source: "PEM bytes", reason: "there is no \"BEGIN CERTIFICATE\" line"))
    }

    @Test func encryptedKeysAreRefusedWithoutAQuestion() throws {
        let key = TestCertificates.key("encrypted")
        #expect(
            failure(.files(certificateChain: TestCertificates.certificate("server"), privateKey: key))
                == .invalidPrivateKey(source: key, reason: "it is encrypted, accepted are unencrypted keys only"))
    }

    @Test func brokenPEMIsRefused() throws {
        var chain = try TestCertificates.text(TestCertificates.certificate("server"))
        chain.insert(UInt8(ascii: "*"), at: chain.count - 100)
        let key = PEMSource.file(TestCertificates.key("server"))
        #expect(
            failure(TLSIdentity(certificateChain: .bytes(chain), privateKey: key))
                == .invalidCertificate(source: "PEM bytes", reason: "broken PEM after 1 certificates"))
        var broken = try TestCertificates.text(TestCertificates.key("server"))
        broken.removeSubrange(40..<60)
        #expect(
            failure(TLSIdentity(certificateChain: .file(TestCertificates.certificate("server")), privateKey: .bytes(broken)))
                == .invalidPrivateKey(source: "PEM bytes", reason: "broken PEM or an unknown kind of key"))
    }

    @Test func hugeFilesAreNotRead() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("huge-\(UUID().uuidString)").path
        try Data(count: PEM.largestFile + 1).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(
            failure(.files(certificateChain: path, privateKey: path))
                == .unreadable(path: path, reason: "larger than 1048576 bytes"))
    }
}
