import EventLoops
import Foundation
import Persistence
import Synchronization
import Testing

@Suite("Sudden death")
struct SuddenDeathTests {
    /// The process that dies writes with many callers at once and notes every acknowledgement. It is killed right after the one with the
    /// given number, while the other callers' writes are on their way.
    @Test("after kill -9 every acknowledged write is there, and the indexes fit the documents", arguments: [1, 33, 400, 1_500])
    func acknowledgedWrites(deathAt: Int) async throws {
        try await withTemporaryDirectory { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String, deathAt] in
                let pool = BlockingPool(threads: 2, name: "test-pool")
                let store = try await SQLiteStore.open(path: "\(directory)/a.sqlite", pool: pool, options: .init(exclusive: true))
                try await store.prepare([
                    CollectionSchema("things", indexes: [IndexDefinition(keys: ["n"]), IndexDefinition(keys: ["caller", "n"])])
                ])
                let notes = try Notes(path: "\(directory)/acknowledged", deathAt: deathAt)
                await withTaskGroup { group in
                    for caller in 0..<16 {
                        group.addTask {
                            var number = 0
                            while true {
                                let id = "\(caller)-\(number)"
                                let document: Document = ["_id": .string(id), "caller": .int(caller), "n": .int(number), "revision": 0]
                                guard (try? await store.insert(document, into: "things")) != nil else { return }
                                notes.add("\(id) 0\n")
                                let update = Update(increment: ["revision": 1])
                                guard (try? await store.update(.id(id), in: "things", with: update)) != nil else { return }
                                notes.add("\(id) 1\n")
                                number += 1
                            }
                        }
                    }
                }
            }
            var acknowledged: [String: Int] = [:]
            for line in try String(contentsOfFile: "\(directory)/acknowledged", encoding: .utf8).split(separator: "\n") {
                let parts = line.split(separator: " ")
                acknowledged[String(parts[0])] = Int(parts[1])
            }
            #expect(!acknowledged.isEmpty)
            try await withPool { pool in
                let store = try await SQLiteStore.open(path: "\(directory)/a.sqlite", pool: pool, options: .init(exclusive: true))
                for (id, revision) in acknowledged {
                    let stored = try await store.get(id, from: "things")
                    #expect(stored?["revision"]?.int ?? -1 >= revision, "\(id)")
                }
                let count = try await store.count(.all, in: "things")
                // What was on its way may be there or not: one write of each caller.
                #expect(count >= acknowledged.count && count <= acknowledged.count + 16)
                #expect(try await store.count(.greaterOrEqual("n", 0), in: "things") == count)
                var byCaller = 0
                for caller in 0..<16 { byCaller += try await store.count(.equals("caller", .int(caller)), in: "things") }
                #expect(byCaller == count)
                await store.close()
            }
        }
    }
}

@Suite("Full disk")
struct FullDiskTests {
    /// A limit on the size of files stands for the full disk; it holds for a whole process, so the test has one of its own.
    @Test("writes fail without harm to what is stored, and succeed again when there is room")
    func fullDisk() async throws {
        try await withTemporaryDirectory { directory in
            await #expect(processExitsWith: .success) { [directory = directory as String] in
                signal(SIGXFSZ, SIG_IGN)
                let pool = BlockingPool(threads: 2, name: "test-pool")
                let store = try await SQLiteStore.open(path: "\(directory)/a.sqlite", pool: pool, options: .init(exclusive: true))
                try await store.prepare([CollectionSchema("things", indexes: [IndexDefinition(keys: ["n"])])])
                var limit = rlimit(rlim_cur: 1 << 20, rlim_max: rlim_t.max)
                try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
                let text = DocumentValue.string(String(repeating: "x", count: 20_000))
                // Groups of writes: all of a failing group hear of it.
                let stored = await withTaskGroup { group in
                    for number in 0..<200 {
                        group.addTask {
                            (try? await store.insert(["_id": "\(number)", "n": .int(number), "text": text], into: "things")) != nil
                                ? number : nil
                        }
                    }
                    return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
                }
                try #require(stored.count < 200)
                var error: StoreError?
                do throws(StoreError) {
                    try await store.insert(["_id": "more", "text": .string(String(repeating: "x", count: 2_000_000))], into: "things")
                } catch let failure {
                    error = failure
                }
                guard case .io? = error else { throw CocoaError(.fileWriteUnknown) }
                limit.rlim_cur = rlim_t.max
                try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
                let found = try await store.find(Query(sort: [.ascending("n")]), in: "things").compactMap { $0["n"]?.int }
                try #require(Set(found) == stored)
                for number in 0..<200 {
                    let isThere = try await store.get("\(number)", from: "things") != nil
                    try #require(isThere == stored.contains(number))
                }
                try await store.insert(["_id": "after", "n": 1_000], into: "things")
                let count = try await store.count(.greaterOrEqual("n", 0), in: "things")
                try #require(count == stored.count + 1)
                await store.close()
            }
        }
    }
}

/// Acknowledgements in a file, which a given number of them ends the process.
private final class Notes: Sendable {
    private let descriptor: Int32
    private let deathAt: Int
    private let count = Mutex(0)

    init(path: String, deathAt: Int) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        self.deathAt = deathAt
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Appends a line with one system call, so that it is whole or absent.
    func add(_ line: String) {
        _ = Array(line.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let isLast = count.withLock { count in
            count += 1
            return count == deathAt
        }
        if isLast { kill(getpid(), SIGKILL) }
    }
}
