import Persistence
import Testing

/// Which indexes `prepare` makes, keeps and removes, as pymongo sees them.
@Suite("Indexes in MongoDB")
struct MongoIndexesTests {
    private func names(_ uri: String, _ database: String) async throws -> String {
        try await ProjectFiles.pymongo(
            uri,
            """
            for name, index in sorted(CLIENT['\(database)'].likes.index_information().items()):
                print(name, dict(index['key']), index.get('unique', False), index.get('sparse', False))
            """)
    }

    @Test("declared indexes are made, ours that are not declared go, those of others stay")
    func foreign() async throws {
        let uri = try MongoServerProcess.standalone.get().uri
        try await withConnections(uri) { connections in
            let database = freshDatabaseName()
            _ = try await ProjectFiles.pymongo(
                uri,
                """
                likes = CLIENT['\(database)'].likes
                likes.create_index([('post_id', 1), ('user_id', 1)], unique=True)
                likes.create_index([('post_id', 1), ('created_at', -1)])
                likes.create_index('theirs')
                """)
            let store = try connections.store(database: database)
            let pair = IndexDefinition(keys: ["post_id", "user_id"], unique: true)
            let byTime = IndexDefinition(keys: ["post_id", "created_at"])
            try await store.prepare([
                CollectionSchema(
                    "likes", indexes: [pair, byTime, IndexDefinition(keys: ["a.b", "c_1"]), IndexDefinition(keys: ["s"], sparse: true)])
            ])
            let theirs = """
                _id_ {'_id': 1} False False
                """
            #expect(
                try await names(uri, database) == theirs + """

                    a.b_1_c_1_1 {'a.b': 1, 'c_1': 1} False False
                    post_id_1_created_at_-1 {'post_id': 1, 'created_at': -1} False False
                    post_id_1_user_id_1 {'post_id': 1, 'user_id': 1} True False
                    s_1 {'s': 1} False True
                    theirs_1 {'theirs': 1} False False

                    """)
            // A second start, with less of ours; `s` gets another property.
            try await store.prepare([CollectionSchema("likes", indexes: [pair, IndexDefinition(keys: ["s"], unique: true, sparse: true)])])
            #expect(
                try await names(uri, database) == theirs + """

                    post_id_1_created_at_-1 {'post_id': 1, 'created_at': -1} False False
                    post_id_1_user_id_1 {'post_id': 1, 'user_id': 1} True False
                    s_1 {'s': 1} True True
                    theirs_1 {'theirs': 1} False False

                    """)
            try await store.insert(["_id": "1", "post_id": "p", "user_id": "u"], into: "likes")
            await #expect(throws: StoreError.duplicateKey(collection: "likes", index: "post_id,user_id")) {
                try await store.insert(["_id": "2", "post_id": "p", "user_id": "u"], into: "likes")
            }
        }
    }

    @Test("an index that cannot take the place of another one leaves it there")
    func contradiction() async throws {
        let uri = try MongoServerProcess.standalone.get().uri
        try await withConnections(uri) { connections in
            let database = freshDatabaseName()
            let store = try connections.store(database: database)
            try await store.prepare([CollectionSchema("likes", indexes: [IndexDefinition(keys: ["n"])])])
            try await store.insert([["_id": "a", "n": 1], ["_id": "b", "n": 1]], into: "likes")
            await #expect(throws: StoreError.duplicateKey(collection: "likes", index: "n")) {
                try await store.prepare([CollectionSchema("likes", indexes: [IndexDefinition(keys: ["n"], unique: true)])])
            }
            #expect(
                try await names(uri, database) == """
                    _id_ {'_id': 1} False False
                    n_1 {'n': 1} False False

                    """)
        }
    }
}
