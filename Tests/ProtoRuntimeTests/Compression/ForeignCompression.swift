import Foundation
import Testing

/// Runs `Tests/Fixtures/compression_peer.py`, in which Python's zlib and gzip modules are the other side.
enum ForeignCompression {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func compress(_ message: [UInt8], format: String, level: Int) throws -> [UInt8] {
        try run(["compress", format, "\(level)"], input: message)
    }

    static func decompress(_ body: [UInt8], format: String) throws -> [UInt8] {
        try run(["decompress", format], input: body)
    }

    private static func run(_ arguments: [String], input: [UInt8]) throws -> [UInt8] {
        let python = root.appendingPathComponent(".venv/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "the foreign clients of the tests are missing: run scripts/install-deps.sh test")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("compression-\(UUID().uuidString)")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments = [root.appendingPathComponent("Tests/Fixtures/compression_peer.py").path] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        try process.run()
        let result = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return [UInt8](result)
    }
}
