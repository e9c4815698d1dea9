import EventLoops
import Foundation
import Testing

/// Replays the corpus of every fuzzer: ordinary inputs, and those that once broke something (`crash-…`).
@Suite struct ReplayTests {
    private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Corpus")

    @Test(arguments: FuzzTarget.all)
    func everyInputKeepsTheProperty(of target: FuzzTarget) async throws {
        let directory = Self.corpus.appendingPathComponent(target.name)
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        try #require(!files.isEmpty)
        // Sessions wait for a loop: not on a thread of the tests.
        let pool = BlockingPool(threads: 1, name: "replay")
        for file in files.sorted(by: { $0.path < $1.path }) {
            let bytes = [UInt8](try Data(contentsOf: file))
            do throws(Violation) {
                try await pool.run { () throws(Violation) in try target.check(bytes) }
            } catch {
                Issue.record("\(target.name)/\(file.lastPathComponent): \(error)")
            }
        }
        pool.stop()
    }
}
