import EventLoops
import Foundation
import Persistence

/// The engines that the behavioural suite runs on.
enum Engine: String, CaseIterable, Sendable {
    case memory
    case exclusiveFile
    case sharedFile

    /// Runs `body` with an empty store of this engine.
    func withStore(_ body: (any DocumentStore) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await withPool { pool in
                let store: SQLiteStore =
                    switch self {
                    case .memory: try await .inMemory(pool: pool)
                    case .exclusiveFile: try await .open(path: "\(directory)/test.sqlite", pool: pool, options: .init(exclusive: true))
                    case .sharedFile: try await .open(path: "\(directory)/test.sqlite", pool: pool)
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
