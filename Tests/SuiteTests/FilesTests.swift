import Glibc
import JSONModel
import Testing

@testable import Suite

/// A directory that a test may fill.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = try TemporaryDirectory().path
    }

    deinit {
        TemporaryDirectory(path: path).remove()
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
}

@Testing.Suite("Files")
struct FilesTests {
    private let state = StateFile(
        pid: Int(getpid()), startedAt: "2025-05-25T19:53:31.123Z", seed: .max, dataDirectory: "/var/lib/generia",
        endpoints: [("world", "127.0.0.1:8088"), ("s3", "127.0.0.1:9000")])

    @Test func stateFileHasItsFixedShape() {
        #expect(
            state.json.serialized()
                == #"{"version":1,"pid":\#(getpid()),"started_at":"2025-05-25T19:53:31.123Z","seed":18446744073709551615,"#
                + #""data":"/var/lib/generia","endpoints":{"world":"127.0.0.1:8088","s3":"127.0.0.1:9000"}}"#)
    }

    @Test func stateFilesOfSuitesWithoutADirectoryAreRead() throws {
        var state = state
        state.dataDirectory = nil
        #expect(StateFile(json: state.json) == state)
        let old = try JSONValue(parsing: #"{"version":1,"pid":7,"started_at":"","seed":1,"endpoints":{}}"#)
        #expect(StateFile(json: old)?.dataDirectory == nil)
    }

    @Test func stateFileIsWrittenReadAndRemoved() throws {
        let scratch = try Scratch()
        let path = scratch.file("a/b/state.json")
        try state.write(to: path)
        let read = try StateFile.read(path)
        #expect(read == state)
        #expect(read[endpoint: "world"] == "127.0.0.1:8088" && read[endpoint: "gateway"] == nil)
        #expect(read.isAlive)
        try StateFile.claim(path)
        state.remove(from: path)
        #expect(throws: TextFile.Failure.missing) { try StateFile.read(path) }
        try StateFile.claim(path)
    }

    @Test func stateFileOfAnotherSuiteIsLeftAlone() throws {
        let scratch = try Scratch()
        let path = scratch.file("state.json")
        var other = state
        other.pid = 1
        try other.write(to: path)
        #expect(throws: SuiteError.self) { try StateFile.claim(path) }
        state.remove(from: path)
        #expect(try StateFile.read(path).pid == 1)
        other.pid = 999_999_999
        try other.write(to: path)
        #expect(try !StateFile.read(path).isAlive)
        try StateFile.claim(path)
    }

    @Test(arguments: ["", "{}", "[1]", #"{"version":2,"pid":1,"started_at":"","seed":1,"endpoints":{}}"#])
    func otherFilesAreNoStateFiles(text: String) throws {
        let scratch = try Scratch()
        let path = scratch.file("state.json")
        try TextFile.writeAtomically(text, to: path)
        #expect(throws: TextFile.Failure.self) { try StateFile.read(path) }
        #expect(throws: SuiteError.self) { try StateFile.claim(path) }
    }

    @Test func textFilesAreBounded() throws {
        let scratch = try Scratch()
        let path = scratch.file("text")
        try TextFile.writeAtomically(String(repeating: "x", count: 100), to: path)
        #expect(try TextFile.read(path, limit: 100).count == 100)
        #expect(throws: TextFile.Failure.tooLarge(limit: 99)) { try TextFile.read(path, limit: 99) }
        #expect(throws: TextFile.Failure.unsuitable("it is a directory")) { try TextFile.read(scratch.path, limit: 99) }
    }

    @Test func dataDirectoryHasOneOwner() throws {
        let scratch = try Scratch()
        let path = scratch.file("x/data")
        var first: DataDirectory? = try DataDirectory(path)
        #expect(first?.earlierRuns == 0)
        #expect(throws: SuiteError.dataDirectoryBusy(path: path, pid: Int(getpid()))) { try DataDirectory(path) }
        first = nil
        #expect(try DataDirectory(path).earlierRuns == 1)
        #expect(try DataDirectory(path).earlierRuns == 2)
        #expect(first == nil)
    }

    @Test func dataDirectoryMustBeADirectory() throws {
        let scratch = try Scratch()
        let path = scratch.file("file")
        try TextFile.writeAtomically("", to: path)
        #expect(throws: SuiteError.dataDirectoryUnusable(path: path, reason: "Not a directory")) { try DataDirectory(path) }
        #expect(throws: SuiteError.self) { try DataDirectory("\(path)/below") }
    }

    @Test func temporaryDirectoriesVanishWithTheirContent() throws {
        let directory = try TemporaryDirectory()
        try TextFile.writeAtomically("x", to: "\(directory.path)/a/b/c")
        symlink("/etc", "\(directory.path)/a/link")
        directory.remove()
        #expect(access(directory.path, F_OK) != 0)
        #expect(access("/etc/passwd", F_OK) == 0)
    }
}
