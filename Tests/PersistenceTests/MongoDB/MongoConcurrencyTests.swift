import Persistence
import Testing

/// Many at once, over several connections. Truly at the same time with `make test-documentdb`; the other servers take one command at a time.
@Suite("Many clients of a MongoDB server")
struct MongoConcurrencyTests {
    static let uris: [String] = {
        if let documentDB = MongoServerProcess.documentDB { return [documentDB] }
        return [MongoServerProcess.standalone, MongoServerProcess.replicaSet].compactMap { try? $0.get().uri }
    }()

    /// Runs `body` with several stores on one database, each with connections of its own.
    private func withStores(_ uri: String, count: Int, _ body: ([MongoStore]) async throws -> Void) async throws {
        let database = freshDatabaseName()
        func open(_ stores: [MongoStore]) async throws {
            if stores.count == count { return try await body(stores) }
            try await withConnections(uri) { connections in try await open(stores + [try connections.store(database: database)]) }
        }
        try await open([])
    }

    @Test("of 64 claims of one task exactly one wins", arguments: uris)
    func claims(uri: String) async throws {
        try await withStores(uri, count: 8) { stores in
            try await stores[0].prepare([CollectionSchema("tasks", indexes: [IndexDefinition(keys: ["status"])])])
            for round in 0..<5 {
                let id = "task\(round)"
                try await stores[0].insert(["_id": .string(id), "status": "pending"], into: "tasks")
                let winners = try await withThrowingTaskGroup { group in
                    for claimant in 0..<64 {
                        group.addTask {
                            let claim = Update(set: ["status": "running", "owner": .int(claimant)], increment: ["attempts": 1])
                            let filter = Filter.and([.id(id), .equals("status", "pending")])
                            return try await stores[claimant % 8].update(filter, in: "tasks", with: claim)?["owner"]?.int
                        }
                    }
                    return try await group.reduce(into: [Int]()) { if let winner = $1 { $0.append(winner) } }
                }
                let task = try await stores[0].get(id, from: "tasks")
                #expect(winners.count == 1)
                #expect(task?["owner"]?.int == winners.first)
                #expect(task?["attempts"] == 1)
            }
        }
    }

    @Test("1000 increments over 8 connections add up, and one of many insertions adds", arguments: uris)
    func increments(uri: String) async throws {
        try await withStores(uri, count: 8) { stores in
            try await stores[0].insert(["_id": "w", "made": 0], into: "status")
            try await withThrowingTaskGroup { group in
                for store in stores {
                    group.addTask {
                        for _ in 0..<125 { _ = try await store.update(.id("w"), in: "status", with: Update(increment: ["made": 1])) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stores[0].get("w", from: "status")?["made"] == 1000)
            let kept = try await withThrowingTaskGroup { group in
                for (number, store) in stores.enumerated() {
                    group.addTask { try await store.insertIfAbsent(["_id": "once", "by": .int(number)], into: "status")["by"]?.int }
                    group.addTask {
                        try await store.upsert(["_id": "last", "by": .int(number)], into: "status")
                        return nil
                    }
                }
                return try await group.reduce(into: Set<Int>()) { if let by = $1 { $0.insert(by) } }
            }
            #expect(kept.count == 1)
            #expect(try await stores[0].count(.all, in: "status") == 3)
        }
    }
}
