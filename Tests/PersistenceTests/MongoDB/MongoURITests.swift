import Persistence
import Testing

@Suite("Connection strings of MongoDB")
struct MongoURITests {
    private func refusal(_ uri: String) async throws -> String? {
        do {
            try await withConnections(uri) { _ in }
            return nil
        } catch StoreError.invalid(let message) {
            return message
        }
    }

    @Test(
        "what is wrong is said, and what is accepted, but never the password",
        arguments: [
            "", "localhost", "http://user:hunter2@host", "mongodb://",
            "mongodb://user:hunter2@host:99999/",
            "mongodb://user:hunter2@host:port/", "mongodb://user:hun/ter2@host/", "mongodb://user:hun:ter2@host/",
            "mongodb://user:hun%ter2@host/", "mongodb://user:hunter2@ho st/?retryWrites=maybe",
            "mongodb://user:hunter2@host/?retryWrite=true",
            "mongodb://user:hunter2@host/?w=0", "mongodb://user:hunter2@host/?readPreference=secondary",
            "mongodb://user:hunter2@host/?tls=true&tlsInsecure=true&tlsAllowInvalidHostnames=true",
        ])
    func malformed(uri: String) async throws {
        let message = try #require(try await refusal(uri))
        #expect(message.contains("the MongoDB URI is not usable: "))
        #expect(message.contains("accepted is mongodb://") || uri.contains("tlsInsecure"))
        for secret in ["hunter2", "hun@ter2", "hun/ter2", "hun:ter2", "hun%ter2", "hun/", "ter2"] {
            #expect(!message.contains(secret), "\(message)")
        }
    }

    @Test(
        "what libmongoc knows is accepted, without a server",
        arguments: [
            "mongodb://127.0.0.1:1/", "mongodb://user:p%40ss@127.0.0.1:1,127.0.0.1:2/db?authSource=admin&replicaSet=rs0",
            "mongodb://127.0.0.1:1/?tls=true&w=majority&retryWrites=false&serverSelectionTimeoutMS=10", "mongodb://%2Ftmp%2Fmongo.sock/",
            "mongodb://user:hun@ter2@127.0.0.1:1/",
        ])
    func accepted(uri: String) async throws {
        #expect(try await refusal(uri) == nil)
    }

    @Test("a user that the server refuses is an error for good, without the password in it")
    func refusedUser() async throws {
        let uri = try MongoServerProcess.standalone.get().uri.split(separator: "/").joined(separator: "//user:hunter2@")
        try await withConnections(uri + "/?authSource=admin") { connections in
            let store = try connections.store(database: freshDatabaseName())
            let calls: [() async throws -> Void] = [
                { try await store.ping() }, { try await store.insert(["_id": "a"], into: "things") },
                { _ = try await store.find(Query(), in: "things") },
            ]
            for call in calls {
                await #expect { try await call() } throws: { error in
                    guard case .invalid(let message)? = error as? StoreError else { return false }
                    return message.contains("does not accept the user") && message.contains("authSource") && !message.contains("hunter2")
                }
            }
        }
    }

    @Test("names of databases are checked", arguments: ["", "a.b", "a b", "ä", "a$", String(repeating: "a", count: 64)])
    func databases(name: String) async throws {
        try await withConnections("mongodb://127.0.0.1:1/") { connections in
            #expect(throws: StoreError.self) { try connections.store(database: name) }
        }
    }

    @Test("ping describes the deployment")
    func description() async throws {
        let standalone = try MongoServerProcess.standalone.get()
        try await withConnections(standalone.uri) { connections async throws in
            #expect(try await connections.ping().description == "MongoDB 6.0.0 at 127.0.0.1:\(standalone.port)")
        }
        let replicaSet = try MongoServerProcess.replicaSet.get()
        try await withConnections(replicaSet.uri) { connections async throws in
            #expect(try await connections.ping().description == "MongoDB 6.0.0 at 127.0.0.1:\(replicaSet.port), replica set rs0")
        }
    }
}
