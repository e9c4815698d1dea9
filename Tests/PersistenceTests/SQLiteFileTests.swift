import EventLoops
import Foundation
import Persistence
import Testing

@Suite("SQLite files")
struct SQLiteFileTests {
    @Test("documents, indexes and the order of fields outlast the store")
    func reopening() async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let path = "\(directory)/a.sqlite"
                let schema = CollectionSchema("things", indexes: [IndexDefinition(keys: ["key"], unique: true)])
                let first = try await SQLiteStore.open(path: path, pool: pool)
                try await first.prepare([schema])
                try await first.insert(["_id": "1", "z": 1, "key": "k", "a": 2], into: "things")
                await first.close()
                let second = try await SQLiteStore.open(path: path, pool: pool)
                // Indexes hold without being declared again.
                await #expect(throws: StoreError.duplicateKey(collection: "things", index: "key")) {
                    try await second.insert(["_id": "2", "key": "k"], into: "things")
                }
                #expect(try await second.get("1", from: "things")?.keys == ["_id", "z", "key", "a"])
                await second.close()
                #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["a.sqlite", "a.sqlite-lock"])
            }
        }
    }

    @Test("stores that share a file see each other's writes, collections and indexes")
    func sharing() async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let path = "\(directory)/a.sqlite"
                let one = try await SQLiteStore.open(path: path, pool: pool)
                let two = try await SQLiteStore.open(path: path, pool: pool)
                try await one.insert(["_id": "1", "n": 1], into: "things")
                #expect(try await two.get("1", from: "things")?["n"] == 1)
                try await two.prepare([CollectionSchema("things", indexes: [IndexDefinition(keys: ["n"], unique: true)])])
                await #expect(throws: StoreError.duplicateKey(collection: "things", index: "n")) {
                    try await one.insert(["_id": "2", "n": 1], into: "things")
                }
                await withTaskGroup { group in
                    for number in 0..<200 {
                        let store = number % 2 == 0 ? one : two
                        group.addTask { _ = try? await store.update(.id("1"), in: "things", with: Update(increment: ["n": 1])) }
                    }
                }
                #expect(try await one.get("1", from: "things")?["n"] == 201)
                #expect(try await two.get("1", from: "things")?["n"] == 201)
                await one.close()
                await two.close()
            }
        }
    }

    @Test("an exclusive store keeps others out and is kept out by others, until it is closed")
    func exclusiveness() async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let path = "\(directory)/a.sqlite"
                let exclusive = SQLiteStore.Options(exclusive: true)
                let first = try await SQLiteStore.open(path: path, pool: pool, options: exclusive)
                for options in [SQLiteStore.Options(), exclusive] {
                    await #expect {
                        try await SQLiteStore.open(path: path, pool: pool, options: options)
                    } throws: {
                        "\($0)".contains("locked by another process, process \(ProcessInfo.processInfo.processIdentifier)")
                    }
                }
                await first.close()
                let shared = try await SQLiteStore.open(path: path, pool: pool)
                await #expect(throws: StoreError.self) { try await SQLiteStore.open(path: path, pool: pool, options: exclusive) }
                await shared.close()
                try await SQLiteStore.open(path: path, pool: pool, options: exclusive).close()
            }
        }
    }

    // MARK: Files that are no good

    private func expectRefusal(
        of contents: Data, as expected: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let path = "\(directory)/a.sqlite"
                try contents.write(to: URL(fileURLWithPath: path))
                await #expect(sourceLocation: sourceLocation) {
                    let store = try await SQLiteStore.open(path: path, pool: pool)
                    await store.close()
                } throws: { error in
                    guard case .corrupted(path, let hint)? = error as? StoreError else { return false }
                    return hint.contains(expected)
                }
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == contents, sourceLocation: sourceLocation)
            }
        }
    }

    /// The bytes of a closed database with a few hundred documents.
    private func sampleDatabase() async throws -> Data {
        var data = Data()
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let store = try await SQLiteStore.open(path: "\(directory)/a.sqlite", pool: pool)
                try await store.insert(
                    (0..<500).map { ["_id": "\($0)", "text": .string(String(repeating: "x", count: 200))] }, into: "things")
                await store.close()
                data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/a.sqlite"))
            }
        }
        return data
    }

    @Test("a file of something else is refused and left alone")
    func foreignFiles() async throws {
        try await expectRefusal(of: Data("hello".utf8), as: "not an SQLite database")
        try await expectRefusal(of: Data(repeating: 0, count: 8_192), as: "not an SQLite database")
        try await expectRefusal(of: Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }), as: "not an SQLite database")
    }

    @Test("a damaged or cut database is refused and left alone")
    func damagedFiles() async throws {
        let sample = try await sampleDatabase()
        try await expectRefusal(of: sample.prefix(sample.count / 2), as: "its end is missing")
        try await expectRefusal(of: sample.prefix(99), as: "not an SQLite database")
        var schemaDestroyed = sample
        schemaDestroyed.replaceSubrange(100..<4_096, with: repeatElement(0x5a, count: 3_996))
        try await expectRefusal(of: schemaDestroyed, as: "malformed")
    }

    @Test("a database of another program is refused")
    func otherProgram() async throws {
        var data = try await sampleDatabase()
        // The application id in the header.
        data.replaceSubrange(68..<72, with: [0, 0, 0, 1])
        try await expectRefusal(of: data, as: "another program")
    }

    @Test("damage inside is found when the file is opened: in pages, and in what rows and indexes tell of each other")
    func damagedPages() async throws {
        let sample = try await sampleDatabase()
        let middle = sample.count / 2 / 4_096 * 4_096
        for start in [middle, middle - 1_000] {
            var garbled = sample
            garbled.replaceSubrange(start..<(start + 8_192), with: (0..<8_192).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) })
            try await expectRefusal(of: garbled, as: "left as it is")
        }
        // The id in the index of ids, which has it without the document behind it.
        var misnamed = sample
        let entry = try #require(misnamed.ranges(of: Data("499".utf8)).first { sample[$0.upperBound] != UInt8(ascii: "{") })
        misnamed.replaceSubrange(entry, with: Data("4zz".utf8))
        try await expectRefusal(of: misnamed, as: "index")
    }

    @Test("a damaged database and the log beside it are left as they are")
    func damageBesideLog() async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let store = try await SQLiteStore.open(path: "\(directory)/a.sqlite", pool: pool)
                try await store.insert(
                    (0..<500).map { ["_id": "\($0)", "text": .string(String(repeating: "x", count: 200))] }, into: "things")
                await store.close()
                let again = try await SQLiteStore.open(path: "\(directory)/a.sqlite", pool: pool)
                try await again.insert(["_id": "last"], into: "things")
                var content = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/a.sqlite"))
                let middle = content.count / 2 / 4_096 * 4_096
                content.replaceSubrange(middle..<(middle + 8_192), with: repeatElement(0xee, count: 8_192))
                let log = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/a.sqlite-wal"))
                await again.close()
                let path = "\(directory)/b.sqlite"
                try content.write(to: URL(fileURLWithPath: path))
                try log.write(to: URL(fileURLWithPath: "\(path)-wal"))
                await #expect {
                    try await SQLiteStore.open(path: path, pool: pool).close()
                } throws: {
                    Self.isCorrupted($0)
                }
                #expect(!log.isEmpty)
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
                #expect(try Data(contentsOf: URL(fileURLWithPath: "\(path)-wal")) == log)
            }
        }
    }

    @Test("damage that comes later is reported when it is met, never as a document that is not there")
    func damageAtRunTime() async throws {
        let garbage = [UInt8](repeating: 0xee, count: 8_192)
        for damage in [garbage, Array("\u{1}\u{1}\u{1}\u{1}".utf8)] {
            try await withTemporaryDirectory { directory in
                try await withPool { pool in
                    let path = "\(directory)/a.sqlite"
                    let sample = try await sampleDatabase()
                    try sample.write(to: URL(fileURLWithPath: path))
                    let store = try await SQLiteStore.open(path: path, pool: pool)
                    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                    let opening = Data("{\"_id\":\"250\"".utf8)
                    let document = try #require(sample.firstRange(of: opening)).lowerBound
                    try file.seek(toOffset: UInt64(damage.count > 4 ? document / 4_096 * 4_096 : document))
                    try file.write(contentsOf: damage)
                    try file.close()
                    await #expect(throws: (any Error).self) { try await store.find(Query(), in: "things") }
                    await #expect {
                        try await store.get("250", from: "things")
                    } throws: {
                        Self.isCorrupted($0)
                    }
                    await store.close()
                }
            }
        }
    }

    @Test("an entry of an index whose document is gone is a damage")
    func indexWithoutDocument() async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let path = "\(directory)/a.sqlite"
                let store = try await SQLiteStore.open(path: path, pool: pool)
                try await store.prepare([CollectionSchema("things", indexes: [IndexDefinition(keys: ["n"])])])
                try await store.insert((0..<10).map { ["_id": "\($0)", "n": .int($0)] }, into: "things")
                let shell = Process()
                shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                let remove =
                    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('DELETE FROM things WHERE id = 5'); c.commit()"
                shell.arguments = ["python3", "-c", remove, path]
                try shell.run()
                shell.waitUntilExit()
                #expect(shell.terminationStatus == 0)
                for offset in [0, 4] {
                    await #expect {
                        try await store.find(
                            Query(.greaterOrEqual("n", 1), sort: [.ascending("n")], limit: 8, offset: offset), in: "things")
                    } throws: {
                        Self.isCorrupted($0)
                    }
                }
                await store.close()
            }
        }
    }

    private static func isCorrupted(_ error: any Error) -> Bool {
        if case .corrupted? = error as? StoreError { true } else { false }
    }

    @Test("places where no file can be are refused")
    func impossiblePlaces() async throws {
        try await withTemporaryDirectory { directory in
            await withPool { pool in
                for path in ["\(directory)/missing/a.sqlite", "/proc/a.sqlite", directory] {
                    await #expect {
                        try await SQLiteStore.open(path: path, pool: pool)
                    } throws: {
                        if case .unavailable? = $0 as? StoreError { true } else { false }
                    }
                }
            }
        }
    }
}

@Suite("Lock of a data directory")
struct DataDirectoryLockTests {
    @Test("one holder at a time, who is named; the directory is made")
    func holding() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/new/data"
            let first = try DataDirectoryLock(directory: path)
            #expect {
                try DataDirectoryLock(directory: path)
            } throws: {
                "\($0)".contains("in use") && "\($0)".contains("process \(ProcessInfo.processInfo.processIdentifier)")
            }
            first.release()
            let second = try DataDirectoryLock(directory: path)
            second.release()
            second.release()
        }
    }

    @Test("a place that cannot be a directory is refused")
    func impossible() async throws {
        try await withTemporaryDirectory { directory in
            try Data().write(to: URL(fileURLWithPath: "\(directory)/file"))
            for path in ["\(directory)/file", "\(directory)/file/data", "/proc/data"] {
                #expect(throws: StoreError.self) { try DataDirectoryLock(directory: path) }
            }
        }
    }
}
