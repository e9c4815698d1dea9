import Environments
import EventLoops
import Foundation
import HTTPServing
import Synchronization

@testable import ObjectStorage

/// An endpoint on a free port of the loopback, with an empty store of its own.
struct EndpointFixture {
    static let credentials = S3Credentials(accessKey: "minioadmin", secretKey: "minio/admin+secret")
    static let bucket = "generia-images"

    let directory: String
    let loop: EventLoop
    let s3: EmbeddedS3
    let url: String

    static func with(_ body: (EndpointFixture) async throws -> Void) async throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let loop = try EventLoop(name: "s3-test")
        let pool = BlockingPool(threads: 4, name: "s3-disk")
        let s3 = try EmbeddedS3(directory: "\(directory)/objects", credentials: credentials, environment: Environment(), pool: pool)
        try await s3.createBucketIfMissing(bucket)
        let server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop) { await s3.handle($0) }
        let fixture = EndpointFixture(directory: directory, loop: loop, s3: s3, url: "http://127.0.0.1:\(server.port)")
        do {
            try await body(fixture)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
        loop.stop()
        pool.stop()
    }

    static func temporaryDirectory() throws -> String {
        let path = "\(NSTemporaryDirectory())/generia-s3-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

/// The Python of the tests' virtual environment, and the scripts beside this target.
enum Python {
    static let interpreter: String? = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let path = root.appendingPathComponent(".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    struct Outcome: Sendable {
        let status: Int32
        let output: String
    }

    /// Runs a script of `ForeignClients` with `input` on its standard input, and gathers what it prints.
    static func run(_ script: String, environment: [String: String] = [:], input: String = "") async throws -> Outcome {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (inputPath, outputPath) = ("\(directory)/input", "\(directory)/output")
        try Data(input.utf8).write(to: URL(fileURLWithPath: inputPath))
        try Data().write(to: URL(fileURLWithPath: outputPath))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter ?? "/usr/bin/false")
        let scripts = Bundle.module.bundleURL.appendingPathComponent("ForeignClients")
        process.arguments = ["-B", scripts.appendingPathComponent(script).path]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: inputPath)
        let output = FileHandle(forWritingAtPath: outputPath)
        process.standardOutput = output
        process.standardError = output
        await withCheckedContinuation { continuation in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume() }
        }
        return Outcome(status: process.terminationStatus, output: try String(contentsOfFile: outputPath, encoding: .utf8))
    }
}
