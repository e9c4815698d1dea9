import Foundation
import Testing

/// Runs `Tests/Fixtures/message_corpus.py`, in which Google's protobuf for Python judges our codec.
enum ForeignCorpus {
    /// Bytes, and what Python makes of them.
    struct Record {
        let type: String
        let input: [UInt8]
        /// What Python writes after reading the input; nil when it refuses the input.
        let expected: [UInt8]?
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Random messages of every type.
    static func records(seed: Int, count: Int) throws -> [Record] {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try run(["write", file.path, "--seed", "\(seed)", "--count", "\(count)"])
        var reader = RecordReader(bytes: [UInt8](try Data(contentsOf: file)))
        var records: [Record] = []
        while let record = reader.next() { records.append(record) }
        return records
    }

    /// Has Python compare JSON lines with the values that they name; throws with Python's words when one differs.
    static func check(_ lines: [String]) throws -> String {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        return try run(["check", file.path])
    }

    private static func temporaryFile() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("message-corpus-\(UUID().uuidString)")
    }

    private static func run(_ arguments: [String]) throws -> String {
        let python = root.appendingPathComponent(".venv/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "the foreign clients of the tests are missing: run scripts/install-deps.sh test")
        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments = [root.appendingPathComponent("Tests/Fixtures/message_corpus.py").path] + arguments
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(text)")
        return text
    }
}

/// Reads the records that `message_corpus.py write` has written.
private struct RecordReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> ForeignCorpus.Record? {
        guard position < bytes.count else { return nil }
        let type = String(decoding: take(Int(integer(2))), as: UTF8.self)
        let isAccepted = integer(1) == 1
        let input = [UInt8](take(Int(integer(4))))
        let expected = [UInt8](take(Int(integer(4))))
        return ForeignCorpus.Record(type: type, input: input, expected: isAccepted ? expected : nil)
    }

    private mutating func integer(_ size: Int) -> UInt32 {
        take(size).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { position += count }
        return bytes[position..<position + count]
    }
}
