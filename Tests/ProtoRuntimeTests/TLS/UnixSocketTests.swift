import Foundation
import GeneriaAPI
import Testing

@testable import ProtoRuntime

/// Servers on Unix domain sockets with clients that others have written.
@Suite(.certificates) struct UnixSocketTests {
    private static func path() -> String { FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sock").path }

    @Test func grpcioCallsOverASocketFile() async throws {
        let path = Self.path()
        try await SecureFixture.with(nil, at: .unix(path: path), handler: { _, context in .init(id: context.peer) }) { fixture in
            #expect(fixture.server.port == 0 && fixture.server.address.description == "unix:\(path)")
            let answers = try await ForeignCall.make([ForeignCall(target: "unix:\(path)"), ForeignCall(target: "unix://\(path)")])
            #expect(answers == [.ok("unix:"), .ok("unix:")])
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func grpcioCallsOverAnAbstractName() async throws {
        let name = "test-\(UUID().uuidString)"
        try await SecureFixture.with(nil, at: .unixAbstract(name: name)) { _ in
            let answers = try await ForeignCall.make([ForeignCall(target: "unix-abstract:\(name)", size: 1 << 20)])
            #expect(answers[0].size == 1 << 20)
        }
    }

    @Test func tlsWorksOverASocketFile() async throws {
        let path = Self.path()
        try await SecureFixture.with(SecureFixture.tls(), at: .unix(path: path)) { _ in
            let call = ForeignCall(
                target: "unix:\(path)", roots: TestCertificates.certificate("ca"), override: "localhost", id: "a")
            let answers = try await ForeignCall.make([call])
            #expect(answers == [.ok("a")])
        }
    }
}
