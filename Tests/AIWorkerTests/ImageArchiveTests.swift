import EventLoops
import Glibc
import Testing

@testable import AIWorker

@Suite("Copies of pictures")
struct ImageArchiveTests {
    private let pool = BlockingPool(threads: 1, name: "archive")

    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        var template = Array("/tmp/archive-XXXXXX".utf8CString)
        let path = String(cString: try #require(mkdtemp(&template)))
        try await body(path)
        _ = await pool.run { system("rm -r '\(path)'") }
        pool.stop()
    }

    private func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    @Test("Pictures stand under their world, a later one replaces an earlier one, and nothing else is left")
    func writing() async throws {
        try await withDirectory { path in
            let archive = try ImageArchive(directory: "\(path)/new", pool: pool)
            try await archive.write([1], world: "../A/B", name: "icon.png")
            try await archive.write([2, 3], world: "../A/B", name: "icon.png")
            #expect(read("\(path)/new/_.._A_B/icon.png") == [2, 3])
            #expect(access("\(path)/new/_.._A_B/icon.png.part", F_OK) != 0 && access("\(path)/new/.trial", F_OK) != 0)
        }
    }

    @Test("A directory that cannot be written is refused at once")
    func unusable() async throws {
        try await withDirectory { path in
            #expect(throws: ImageArchive.Failure.self) { try ImageArchive(directory: "\(path)/a/b", pool: pool) }
            fclose(fopen("\(path)/file", "w"))
            #expect {
                try ImageArchive(directory: "\(path)/file", pool: pool)
            } throws: {
                ($0 as? ImageArchive.Failure)?.reason == "Not a directory"
            }
        }
    }

    @Test(
        "Any text becomes one name in a directory",
        arguments: [
            ("Море", "Море"), ("a/b\\c", "a_b_c"), ("", "_"), (".", "_."), ("..", "_.."), (".x", "_.x"), ("a\nb\0", "a_b_"),
            (String(repeating: "я", count: 200) + "7", String(repeating: "я", count: 89) + "7"),
        ])
    func names(text: String, expected: String) {
        #expect(ImageArchive.safe(text) == expected)
    }
}
