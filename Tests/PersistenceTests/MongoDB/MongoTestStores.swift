import EventLoops
import Foundation
import Persistence

/// A name that no other test uses.
func freshDatabaseName() -> String {
    "test_\(UUID().uuidString.lowercased())"
}

/// Runs `body` with connections to a server and a pool of their own.
func withConnections(_ uri: String, threads: Int = 8, _ body: (MongoConnections) async throws -> Void) async throws {
    let pool = BlockingPool(threads: threads, name: "test-mongo")
    let connections = try await MongoConnections.open(uri: uri, pool: pool)
    do {
        try await body(connections)
    } catch {
        await connections.close()
        pool.stop()
        throw error
    }
    await connections.close()
    pool.stop()
}

/// Runs `body` with a store on an empty database.
func withMongoStore(_ uri: String, _ body: (MongoStore) async throws -> Void) async throws {
    try await withConnections(uri) { connections in
        try await body(try connections.store(database: freshDatabaseName()))
    }
}
