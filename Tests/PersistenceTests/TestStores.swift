import EventLoops
import Foundation
import Persistence

/// The engines that the behavioural suite runs on.
enum Engine: String, CaseIterable, Sendable {
    case memory
    case exclusiveFile
    case sharedFile
    case mongoStandalone
    case mongoReplicaSet
    /// MongoDB's protocol on the DocumentDB engine, with `make test-documentdb` only.
    case documentDB

    static var allCases: [Engine] {
        let always: [Engine] = [.memory, .exclusiveFile, .sharedFile, .mongoStandalone, .mongoReplicaSet]
        return MongoServerProcess.documentDB == nil ? always : [.documentDB]
    }

    /// Whether changing several documents is all or nothing. Standalone servers of MongoDB have no transactions (DocumentDB has its own).
    var isAtomicOverDocuments: Bool { self != .mongoStandalone }

    /// Whether the store is a ``MongoStore``.
    var isMongoDB: Bool { isMongomock || self == .documentDB }

    /// Whether the server is the one in `Tests/rigs`, for which mongomock says what filters and updates mean.
    var isMongomock: Bool { self == .mongoStandalone || self == .mongoReplicaSet }

    /// Runs `body` with an empty store of this engine.
    func withStore(_ body: (any DocumentStore) async throws -> Void) async throws {
        switch self {
        case .memory, .exclusiveFile, .sharedFile: try await withSQLiteStore(body)
        case .mongoStandalone: try await withMongoStore(try MongoServerProcess.standalone.get().uri, body)
        case .mongoReplicaSet: try await withMongoStore(try MongoServerProcess.replicaSet.get().uri + "?replicaSet=rs0", body)
        case .documentDB: try await withMongoStore(MongoServerProcess.documentDB ?? "", body)
        }
    }

    private func withSQLiteStore(_ body: (any DocumentStore) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let store: SQLiteStore =
                    switch self {
                    case .exclusiveFile: try await .open(path: "\(directory)/test.sqlite", pool: pool, options: .init(exclusive: true))
                    case .sharedFile: try await .open(path: "\(directory)/test.sqlite", pool: pool)
                    default: try await .inMemory(pool: pool)
                    }
                do {
                    try await body(store)
                } catch {
                    await store.close()
                    throw error
                }
                await store.close()
            }
        }
    }
}

func withPool(_ body: (BlockingPool) async throws -> Void) async rethrows {
    let pool = BlockingPool(threads: 4, name: "test-pool")
    do {
        try await body(pool)
    } catch {
        pool.stop()
        throw error
    }
    pool.stop()
}

func withTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("stores-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    do {
        try await body(directory)
    } catch {
        try? FileManager.default.removeItem(atPath: directory)
        throw error
    }
    try? FileManager.default.removeItem(atPath: directory)
}

/// A small generator with a seed, so that a failing random test fails again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
