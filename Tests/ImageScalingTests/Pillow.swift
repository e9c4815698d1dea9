import Foundation
import Testing

/// Runs `Tests/Fixtures/pictures_peer.py`, in which Pillow is the other side.
enum Pillow {
    /// What Pillow finds about a copy.
    struct Verdict: Decodable {
        let name: String
        let same_format: Bool
        let size: [Int]
        let expected_size: [Int]
        let orientation: Int
        /// The mean difference of a colour, of 255.
        let colour: Double?
        let alpha: Double?
        let least_alpha: Int?
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Writes pictures of all kinds into a directory that is removed after `body`.
    static func withPictures(_ body: (URL) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("pictures-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        _ = try run(["make", directory.path])
        try await body(directory)
    }

    static func judge(_ directory: URL) throws -> [Verdict] {
        try run(["judge", directory.path]).split(separator: "\n").map {
            try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
        }
    }

    private static func run(_ arguments: [String]) throws -> String {
        let python = root.appendingPathComponent(".venv/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "the foreign clients of the tests are missing: run scripts/install-deps.sh test")
        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments = ["-B", root.appendingPathComponent("Tests/Fixtures/pictures_peer.py").path] + arguments
        process.standardOutput = output
        try process.run()
        let result = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: result, as: UTF8.self)
    }
}
