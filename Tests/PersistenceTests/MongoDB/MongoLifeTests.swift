import EventLoops
import Foundation
import Persistence
import Testing

/// Servers that end, come back, fall silent and lose connections.
@Suite("Life with a MongoDB server")
struct MongoLifeTests {
    /// Makes the next commands of these names fail as MongoDB's `failCommand` says.
    private func setFailPoint(_ server: MongoServerProcess, times: Int = 1, _ data: String) async throws {
        _ = try await ProjectFiles.pymongo(
            server.uri, "CLIENT.admin.command({'configureFailPoint': 'failCommand', 'mode': {'times': \(times)}, 'data': \(data)})")
    }

    private func isUnavailable(_ error: any Error) -> Bool {
        if case .unavailable? = error as? StoreError { true } else { false }
    }

    @Test("a server that ends and comes back with its data is used again")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let data = "\(directory)/data"
            var server = try MongoServerProcess(port: 0, "--data", data)
            let port = server.port
            try await withConnections("\(server.uri)?serverSelectionTimeoutMS=1500") { connections in
                let store = try connections.store(database: freshDatabaseName())
                // Several connections, so that stale ones are left over.
                await withTaskGroup { group in
                    for number in 0..<8 { group.addTask { try? await store.insert(["_id": "d\(number)", "n": 1], into: "things") } }
                }
                #expect(try await store.count(.all, in: "things") == 8)
                server.stop()
                let clock = ContinuousClock()
                let start = clock.now
                await #expect { _ = try await store.get("d1", from: "things") } throws: { isUnavailable($0) }
                await #expect { try await store.insert(["_id": "lost"], into: "things") } throws: { isUnavailable($0) }
                await #expect { try await store.ping() } throws: { isUnavailable($0) }
                #expect(clock.now - start < .seconds(8))
                server = try MongoServerProcess(port: port, "--data", data)
                for number in 0..<8 {
                    #expect(try await store.update(.id("d\(number)"), in: "things", with: Update(increment: ["n": 1]))?["n"] == 2)
                }
                #expect(try await store.count(.all, in: "things") == 8)
                // Killed without a word and back at once: idle connections are looked at before they are used.
                try await Task.sleep(for: .milliseconds(600))
                server.kill()
                server = try MongoServerProcess(port: port)
                #expect(try await store.get("d1", from: "things") == nil)
                try await store.insert(["_id": "new"], into: "things")
            }
        }
    }

    @Test("a lost connection is hidden where the operation can be repeated")
    func lostConnections() async throws {
        let standalone = try MongoServerProcess()
        try await withConnections(standalone.uri) { connections in
            let store = try connections.store(database: freshDatabaseName())
            try await store.insert(["_id": "a", "n": 0], into: "things")
            try await setFailPoint(standalone, "{'failCommands': ['find'], 'closeConnection': True}")
            #expect(try await store.get("a", from: "things")?["n"] == 0)
            // Nobody knows whether a standalone server did it: repeating could do it twice.
            try await setFailPoint(standalone, "{'failCommands': ['findAndModify'], 'closeConnection': True, 'appliesFirst': True}")
            await #expect { _ = try await store.update(.id("a"), in: "things", with: Update(increment: ["n": 1])) } throws: {
                isUnavailable($0)
            }
            #expect(try await store.get("a", from: "things")?["n"] == 1)
        }
        let replicaSet = try MongoServerProcess(port: 0, "--replica-set", "rs0")
        try await withConnections(replicaSet.uri) { connections in
            let store = try connections.store(database: freshDatabaseName())
            try await store.insert(["_id": "a", "n": 0], into: "things")
            // The server has done it; the repetition gets the same answer and does nothing.
            try await setFailPoint(replicaSet, "{'failCommands': ['findAndModify'], 'closeConnection': True, 'appliesFirst': True}")
            #expect(try await store.update(.id("a"), in: "things", with: Update(increment: ["n": 1]))?["n"] == 1)
            try await setFailPoint(replicaSet, "{'failCommands': ['insert'], 'closeConnection': True, 'appliesFirst': True}")
            try await store.insert(["_id": "b"], into: "things")
            try await setFailPoint(replicaSet, "{'failCommands': ['insert'], 'closeConnection': True}")
            try await store.insert(["_id": "c"], into: "things")
            #expect(try await store.find(Query(), in: "things") == [["_id": "a", "n": 1], ["_id": "b"], ["_id": "c"]])
        }
    }

    @Test("a transaction that the server breaks off is repeated as a whole; one that fails leaves nothing")
    func transactions() async throws {
        let server = try MongoServerProcess(port: 0, "--replica-set", "rs0")
        try await withConnections(server.uri) { connections in
            let store = try connections.store(database: freshDatabaseName())
            try await store.insert([["_id": "a", "n": 1], ["_id": "b", "n": "text"]], into: "things")
            try await setFailPoint(
                server, "{'failCommands': ['insert'], 'errorCode': 112, 'errorLabels': ['TransientTransactionError'], 'appliesFirst': True}"
            )
            try await store.insert([["_id": "c", "n": 1], ["_id": "d", "n": 1]], into: "things")
            #expect(try await store.count(.equals("n", 1), in: "things") == 3)
            await #expect(throws: StoreError.self) { try await store.updateAll(.all, in: "things", with: Update(increment: ["n": 1])) }
            #expect(try await store.count(.equals("n", 1), in: "things") == 3)
            await #expect(throws: StoreError.duplicateKey(collection: "things", index: "_id")) {
                try await store.insert([["_id": "e"], ["_id": "a"]], into: "things")
            }
            #expect(try await store.get("e", from: "things") == nil)
        }
    }

    @Test("writes want a majority of a replica set, unless the connection string says otherwise", arguments: ["", "?w=1"])
    func writeConcern(options: String) async throws {
        let server = try MongoServerProcess(port: 0, "--replica-set", "rs0")
        try await withConnections(server.uri + options) { connections in
            let store = try connections.store(database: freshDatabaseName())
            try await store.insert(["_id": "a"], into: "things")
            _ = try await store.update(.id("a"), in: "things", with: Update(set: ["n": 1]))
            _ = try await store.updateAll(.id("a"), in: "things", with: Update(set: ["n": 1]))
            let concerns = try await ProjectFiles.pymongo(
                server.uri,
                """
                last = CLIENT.admin.command('lastOptions')['each']
                print([last[name].get('writeConcern') for name in ('insert', 'findAndModify', 'commitTransaction')], last['update'])
                """)
            let concern = options.isEmpty ? "{'w': 'majority'}" : "{'w': 1}"
            #expect(concerns == "[\(concern), \(concern), \(concern)] {}\n")
        }
    }

    @Test("at its deadline a caller is answered, also when the server is silent, and closing waits for what still runs")
    func deadlines() async throws {
        let server = try MongoServerProcess()
        let clock = ContinuousClock()
        try await withConnections(server.uri, threads: 2) { connections in
            let database = freshDatabaseName()
            let store = try connections.store(database: database)
            try await store.insert(["_id": "a", "n": 0], into: "things")
            try await setFailPoint(server, times: 2, "{'failCommands': ['find', 'insert'], 'blockTimeMS': 2000}")
            let start = clock.now
            await StoreDeadline.$current.withValue(.now().advanced(by: .milliseconds(200))) {
                await #expect(throws: StoreError.deadlineExceeded) { try await store.get("a", from: "things") }
            }
            await StoreDeadline.$current.withValue(.now().advanced(by: .milliseconds(200))) {
                await #expect(throws: StoreError.deadlineExceeded) { try await store.insert(["_id": "late"], into: "things") }
            }
            // Both threads are blocked: what waits for one longer than its time does not even begin.
            await StoreDeadline.$current.withValue(.now().advanced(by: .milliseconds(100))) {
                await #expect(throws: StoreError.deadlineExceeded) { try await store.insert(["_id": "never"], into: "things") }
            }
            await StoreDeadline.$current.withValue(.now()) {
                await #expect(throws: StoreError.deadlineExceeded) { try await store.get("a", from: "things") }
            }
            #expect(clock.now - start < .milliseconds(1_500))
            await store.close()
            #expect(clock.now - start > .milliseconds(1_800))
            // What was begun ended as it would have, and the server was told how long it may take.
            let rest = try await ProjectFiles.pymongo(
                server.uri,
                """
                limit = CLIENT.admin.command('lastOptions')['each']['find']['maxTimeMS']
                print(sorted(x['_id'] for x in CLIENT['\(database)'].things.find()), 1 <= limit <= 200)
                """)
            #expect(rest == "['a', 'late'] True\n")
        }
    }

    @Test(
        "what the server's errors mean",
        arguments: [
            (50, "deadlineExceeded"), (13, "invalid"), (2, "invalid"), (91, "unavailable"), (8_000, "io"),
        ])
    func errors(code: Int, kind: String) async throws {
        let server = try MongoServerProcess()
        try await withConnections(server.uri) { connections in
            let store = try connections.store(database: freshDatabaseName())
            try await store.insert(["_id": "a"], into: "things")
            let calls: [(String, () async throws -> Void)] = [
                ("find", { _ = try await store.get("a", from: "things") }),
                ("insert", { try await store.insert(["_id": "b"], into: "things") }),
                ("update", { try await store.upsert(["_id": "b"], into: "things") }),
                ("findAndModify", { _ = try await store.update(.id("a"), in: "things", with: Update(set: ["n": 1])) }),
                ("delete", { _ = try await store.delete(.id("a"), from: "things") }),
                ("aggregate", { _ = try await store.count(.all, in: "things") }),
            ]
            let names = calls.map { "'\($0.0)'" }.joined(separator: ", ")
            try await setFailPoint(server, times: 100, "{'failCommands': [\(names)], 'errorCode': \(code)}")
            for (command, call) in calls {
                await #expect("\(command)") { try await call() } throws: { self.kind(of: $0) == kind }
            }
        }
    }

    private func kind(of error: any Error) -> String {
        switch error as? StoreError {
        case .deadlineExceeded: "deadlineExceeded"
        case .invalid: "invalid"
        case .unavailable: "unavailable"
        case .io: "io"
        default: "another"
        }
    }

    @Test("a task that is cancelled still gets its answer, and its write is kept")
    func cancellation() async throws {
        try await withMongoStore(try MongoServerProcess.standalone.get().uri) { store in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await StoreDeadline.$current.withValue(.now().advanced(by: .seconds(10))) {
                    try await store.insert(["_id": "a"], into: "things")
                }
            }
            try await task.value
            #expect(try await store.count(.all, in: "things") == 1)
        }
    }
}
