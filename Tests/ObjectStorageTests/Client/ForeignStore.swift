import Environments
import EventLoops
import Foundation
import Glibc
import HTTPClient
import Testing

@testable import ObjectStorage

/// A store of somebody else's, started for one test.
enum ForeignStore: String, Sendable, CaseIterable {
    /// OpenStack Swift: checks signatures, payload hashes, regions, clocks and expiry.
    case swift
    /// rclone on plain files: checks signatures, knows no regions.
    case rclone
    /// The same with the bucket in the host's name.
    case rcloneOnVirtualHosts

    static let credentials = S3Credentials(accessKey: "test:tester", secretKey: "testing+secret/1")

    private static let root: URL = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root
    }()

    /// Whether the programs are there.
    static var areInstalled: Bool {
        [".venv-swift/bin/swift-proxy-server", ".venv/bin/rclone"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: root.appendingPathComponent($0).path)
        }
    }

    var addressing: S3Endpoint.Addressing { self == .rcloneOnVirtualHosts ? .virtualHost : .path }

    /// Keys that this store can hold: rclone's are paths.
    var keys: [String] {
        self == .swift ? S3ClientTests.keys : S3ClientTests.keys.filter { !$0.contains("//") && !$0.hasPrefix("/") && !$0.hasSuffix("/") }
    }

    /// Runs the store on free ports while `body` runs, which gets its host and port.
    func run(_ body: (String) async throws -> Void) async throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let port = try #require(Self.freePorts(4))
        let (accessKey, secretKey) = (Self.credentials.accessKey, Self.credentials.secretKey)
        let process = Process()
        switch self {
        case .swift:
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = [
                Self.root.appendingPathComponent("Tests/rigs/swift_s3.sh").path, directory, "\(port)", accessKey, secretKey,
            ]
        case .rclone, .rcloneOnVirtualHosts:
            process.executableURL = Self.root.appendingPathComponent(".venv/bin/rclone")
            process.arguments = [
                "serve", "s3", "--auth-key", "\(accessKey),\(secretKey)", "--addr", "127.0.0.1:\(port)", "--vfs-cache-mode", "full",
                "--cache-dir", "\(directory)/cache", "--config", "/dev/null", "--force-path-style=\(self == .rclone)", "\(directory)/files",
            ]
            try FileManager.default.createDirectory(atPath: "\(directory)/files", withIntermediateDirectories: true)
        }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        try await Self.waitForAnswer(port)
        try await body("localhost:\(port)")
    }

    private static func waitForAnswer(_ port: Int) async throws {
        let loop = try EventLoop(name: "s3-waiting")
        let http = try HTTPClient(loop: loop)
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if (try? await http.send(HTTPClientRequest(url: "http://127.0.0.1:\(port)/"))) != nil { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        await http.close()
        loop.stop()
    }

    /// The first of `count` ports in a row that nobody listens on, below those that the system gives to clients.
    private static func freePorts(_ count: Int) -> Int? {
        (0..<200).lazy.map { _ in Int.random(in: 20_000...30_000) }.first { first in
            (first..<first + count).allSatisfy { port in
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                defer { close(descriptor) }
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = in_port_t(port).bigEndian
                address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
                return withUnsafePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                } == 0
            }
        }
    }
}
