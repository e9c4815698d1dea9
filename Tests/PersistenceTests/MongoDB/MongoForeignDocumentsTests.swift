import Environments
import Persistence
import Testing

/// What pymongo reads of what we wrote, and what we read of what pymongo wrote.
@Suite("Documents shared with pymongo")
struct MongoForeignDocumentsTests {
    @Test("pymongo reads every type as what it is")
    func written() async throws {
        let uri = try MongoServerProcess.standalone.get().uri
        try await withConnections(uri) { connections in
            let database = freshDatabaseName()
            let store = try connections.store(database: database)
            let document: Document = [
                "int32": .int32(5), "int64": .int64(5), "double": 5.0, "text": "д\u{0}é", "yes": true, "none": nil,
                "date": .date(Timestamp(microseconds: 1_748_202_811_042_999)), "old": .date(Timestamp(microseconds: -1)),
                "list": [1, [2], ["a": .int64(.min)]], "nested": ["b": ["c": 0.5]], "_id": "a",
            ]
            try await store.insert(document, into: "things")
            let printed = try await ProjectFiles.pymongo(
                uri,
                """
                raw = CLIENT['\(database)'].get_collection('things', bson.CodecOptions(document_class=bson.raw_bson.RawBSONDocument)).find_one()
                document = bson.decode(raw.raw)
                print(list(document))
                for key, value in document.items(): print(key, type(value).__name__, ascii(value))
                """)
            #expect(
                printed == """
                    ['_id', 'int32', 'int64', 'double', 'text', 'yes', 'none', 'date', 'old', 'list', 'nested']
                    _id str 'a'
                    int32 int 5
                    int64 Int64 5
                    double float 5.0
                    text str '\\u0434\\x00\\xe9'
                    yes bool True
                    none NoneType None
                    date datetime datetime.datetime(2025, 5, 25, 19, 53, 31, 42000)
                    old datetime datetime.datetime(1969, 12, 31, 23, 59, 59, 999000)
                    list list [1, [2], {'a': -9223372036854775808}]
                    nested dict {'b': {'c': 0.5}}

                    """)
        }
    }

    @Test("what pymongo wrote is read, also what a document has no type for")
    func read() async throws {
        let uri = try MongoServerProcess.standalone.get().uri
        try await withConnections(uri) { connections in
            let database = freshDatabaseName()
            _ = try await ProjectFiles.pymongo(
                uri,
                """
                import uuid
                from bson import Int64, ObjectId, Decimal128, Binary, Regex, Code, Timestamp, MinKey, MaxKey
                CLIENT['\(database)'].things.insert_one({
                    "_id": ObjectId("65a1b2c3d4e5f60718293a4b"), "int": 7, "long": Int64(7), "date": datetime.datetime(2025, 5, 25, 19, 53, 31, 42000),
                    "nested": {"list": [{"a": None}, 1.5]}, "decimal": Decimal128("12.50"), "huge": Decimal128("1E+6000"), "bytes": Binary(b"abc"),
                    "uuid": Binary.from_uuid(uuid.UUID("0b1f0f5e-7c39-4c3e-9d51-3d6a1a1f8f60")), "regex": Regex("^a", "i"), "code": Code("f()"),
                    "scoped": Code("g()", {"x": 1}), "stamp": Timestamp(1748202811, 3), "least": MinKey(), "greatest": MaxKey(), "reference": ObjectId("000000000000000000000001")})
                """)
            let store = try connections.store(database: database)
            let document: Document = [
                "_id": "65a1b2c3d4e5f60718293a4b", "int": 7, "long": .int64(7), "date": .date(Timestamp(milliseconds: 1_748_202_811_042)),
                "nested": ["list": [["a": nil], 1.5]], "decimal": "12.50", "huge": "1E+6000", "bytes": "YWJj",
                "uuid": "0b1f0f5e-7c39-4c3e-9d51-3d6a1a1f8f60", "regex": "/^a/i", "code": "f()", "scoped": "g()",
                "stamp": .date(Timestamp(seconds: 1_748_202_811)), "least": "MinKey", "greatest": "MaxKey",
                "reference": "000000000000000000000001",
            ]
            #expect(try await store.find(Query(), in: "things") == [document])
            // Only a collection that says so asks for ObjectIds.
            #expect(try await store.get(document.id, from: "things") == nil)
            try await store.prepare([CollectionSchema("things", storesObjectIDs: true)])
            #expect(try await store.get(document.id, from: "things") == document)
            #expect(try await store.update(.id(document.id), in: "things", with: Update(increment: ["int": 1]))?["int"] == 8)
        }
    }

    @Test("ids of a collection of ObjectIds are ObjectIds, and texts to us")
    func objectIDs() async throws {
        let uri = try MongoServerProcess.standalone.get().uri
        try await withConnections(uri) { connections in
            let database = freshDatabaseName()
            let store = try connections.store(database: database)
            try await store.prepare([CollectionSchema("likes", storesObjectIDs: true)])
            let ids = ["65a1b2c3d4e5f60718293a4b", "65a1b2c3d4e5f60718293a4c", "65A1B2C3D4E5F60718293A4D", "text"]
            try await store.insert(ids.map { ["_id": .string($0), "n": 1] }, into: "likes")
            await #expect(throws: StoreError.duplicateKey(collection: "likes", index: "_id")) {
                try await store.insert(["_id": .string(ids[0])], into: "likes")
            }
            let found = try await store.find(Query(.in("_id", ids.map { .string($0) })), in: "likes").map(\.id)
            #expect(Set(found) == Set(ids))
            #expect(try await store.find(Query(.greaterThan("_id", .string(ids[0]))), in: "likes").first?.id == ids[1])
            try await store.upsert(["_id": .string(ids[0]), "n": 2], into: "likes")
            #expect(try await store.insertIfAbsent(["_id": .string(ids[0])], into: "likes")["n"] == 2)
            #expect(try await store.delete(.id(ids[1]), from: "likes") == 1)
            let types = try await ProjectFiles.pymongo(
                uri, "print(sorted((str(x['_id']), type(x['_id']).__name__, x['n']) for x in CLIENT['\(database)'].likes.find()))")
            #expect(
                types == """
                    [('65A1B2C3D4E5F60718293A4D', 'str', 1), ('65a1b2c3d4e5f60718293a4b', 'ObjectId', 2), ('text', 'str', 1)]

                    """)
        }
    }

    @Test("names that BSON cannot hold are refused, in documents, updates and filters")
    func names() async throws {
        try await withMongoStore(try MongoServerProcess.standalone.get().uri) { store async throws in
            let bad = "a\u{0}b"
            let calls: [() async throws -> Void] = [
                { try await store.insert(["_id": "1", bad: 1], into: "things") },
                { try await store.insert(["_id": "1", "x": [[bad: 1]]], into: "things") },
                { _ = try await store.updateAll(.all, in: "things", with: Update([.set(bad, 1)])) },
                { _ = try await store.count(.equals(bad, 1), in: "things") },
                { _ = try await store.count(.equals("$where", "true"), in: "things") },
                { _ = try await store.updateAll(.all, in: "things", with: Update([.set("list.$[]", 1)])) },
            ]
            for call in calls {
                await #expect { try await call() } throws: { error in
                    if case .invalid? = error as? StoreError { true } else { false }
                }
            }
            #expect(try await store.find(Query(), in: "things") == [])
        }
    }
}
