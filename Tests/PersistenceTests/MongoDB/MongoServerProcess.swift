import Foundation
import Persistence
import Synchronization

/// A MongoDB server of others' making for tests: `Tests/rigs/mongo_server.py`.
final class MongoServerProcess: Sendable {
    struct NotStarted: Error {
        let output: String
    }

    let port: Int
    private let process: Process
    /// The server ends when this is closed, also by the end of the test process.
    private let input: Pipe

    var uri: String { "mongodb://127.0.0.1:\(port)/" }

    /// Starts a server and waits until it listens; `port` 0 takes a free one.
    init(port: Int = 0, _ arguments: String...) throws {
        process = Process()
        process.executableURL = ProjectFiles.python
        process.arguments = ["-B", ProjectFiles.path("Tests/rigs/mongo_server.py"), "--port", String(port)] + arguments
        let output = Pipe()
        input = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.standardError
        try process.run()
        let text = Self.line(from: output.fileHandleForReading.fileDescriptor)
        guard let port = text.split(separator: ":").last.flatMap({ Int($0) }) else { throw NotStarted(output: text) }
        self.port = port
    }

    deinit {
        try? input.fileHandleForWriting.close()
    }

    private static func line(from descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while byte != UInt8(ascii: "\n") {
            let count = read(descriptor, &byte, 1)
            if count == 1 { bytes.append(byte) } else if count == 0 || errno != EINTR { break }
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// Ends the server, which keeps its documents when it was started with `--data`.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Ends the server at once.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    // MARK: Servers of the whole run

    static let standalone = Result { try MongoServerProcess() }
    static let replicaSet = Result { try MongoServerProcess(port: 0, "--replica-set", "rs0") }
    /// The connection string of a server with MongoDB's engine, which `make test-documentdb` starts.
    static let documentDB = ProcessInfo.processInfo.environment["GENERIA_TEST_DOCUMENTDB"]
}

/// Files of the project and the Python of its tests.
enum ProjectFiles {
    static func path(_ relative: String) -> String {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent(relative).path
    }

    static var python: URL { URL(fileURLWithPath: path(".venv/bin/python")) }

    /// Runs a Python program with pymongo; what it prints. `CLIENT` is a connection to `uri`.
    static func pymongo(_ uri: String, _ program: String) async throws -> String {
        let preamble = "import bson, datetime, pymongo\nCLIENT = pymongo.MongoClient('\(uri)', serverSelectionTimeoutMS=20000)\n"
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", preamble + program]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return await withCheckedContinuation { continuation in
            // A thread of its own: reading blocks.
            Thread.detachNewThread {
                var text = Data()
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
                    if count > 0 { text.append(contentsOf: buffer[..<count]) } else if count == 0 || errno != EINTR { break }
                }
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
    }
}
