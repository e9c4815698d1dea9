import Environments
import Persistence
import Testing

/// The behaviour that every engine shares.
@Suite("Store conformance")
struct StoreConformanceTests {
    static let posts = CollectionSchema(
        "posts",
        indexes: [
            IndexDefinition(keys: ["world_id", "created_at"]), IndexDefinition(keys: ["tags"]),
            IndexDefinition(keys: ["key"], unique: true, sparse: true),
        ])

    // MARK: Inserting and reading

    @Test("every type comes back exactly", arguments: Engine.allCases)
    func types(engine: Engine) async throws {
        try await engine.withStore { store in
            let document: Document = [
                "_id": "1", "null": nil, "yes": true, "no": false, "int32": .int32(5), "int64": .int64(5), "big": .int64(.max),
                "double": 5.0,
                "tiny": 1e-300, "negative zero": .double(-0.0), "infinite": .double(.infinity), "text": "д\u{0}\"\\\n😀", "empty": "",
                "date": .date(Timestamp(milliseconds: -1_748_202_811_042)), "array": [1, "a", [2], [:]], "nested": ["a": ["b": nil]],
                "$date": 5, "like": ["$date": 5], "twice": ["$literal": ["$long": 7]], "e\u{301}": 1, "é": 2, "": "no name",
            ]
            try await store.insert(document, into: "things")
            #expect(try await store.get("1", from: "things") == document)
            // Read by query too, past every cache.
            #expect(try await store.find(Query(.id("1")), in: "things") == [document])
        }
    }

    @Test("a collection that was never written is empty", arguments: Engine.allCases)
    func unknownCollection(engine: Engine) async throws {
        try await engine.withStore { store async throws in
            #expect(try await store.get("1", from: "nothing") == nil)
            #expect(try await store.find(Query(), in: "nothing") == [])
            #expect(try await store.count(.all, in: "nothing") == 0)
            #expect(try await store.update(.all, in: "nothing", with: Update(set: ["a": 1])) == nil)
            #expect(try await store.updateAll(.all, in: "nothing", with: Update(set: ["a": 1])) == 0)
            #expect(try await store.delete(.all, from: "nothing") == 0)
        }
    }

    @Test("an id is taken once", arguments: Engine.allCases)
    func duplicateID(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert(["_id": "a", "n": 1], into: "things")
            await #expect(throws: StoreError.duplicateKey(collection: "things", index: "_id")) {
                try await store.insert(["_id": "a", "n": 2], into: "things")
            }
            #expect(try await store.get("a", from: "things")?["n"] == 1)
            // Ids are bytes: canonically equivalent texts are two.
            try await store.insert(["_id": "\u{e9}", "n": 1], into: "things")
            try await store.insert(["_id": "e\u{301}", "n": 2], into: "things")
            #expect(try await store.get("\u{e9}", from: "things")?["n"] == 1)
            #expect(try await store.get("e\u{301}", from: "things")?["n"] == 2)
        }
    }

    @Test("of several documents all are inserted or none", arguments: Engine.allCases)
    func insertMany(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert([["_id": "a"], ["_id": "b"]], into: "things")
            await #expect(throws: StoreError.duplicateKey(collection: "things", index: "_id")) {
                try await store.insert([["_id": "c"], ["_id": "a"], ["_id": "d"]], into: "things")
            }
            #expect(try await store.count(.all, in: "things") == 2)
            #expect(try await store.get("c", from: "things") == nil)
        }
    }

    @Test("documents without an id, and names that are none, are refused", arguments: Engine.allCases)
    func invalidDocuments(engine: Engine) async throws {
        func deep(_ levels: Int) -> DocumentValue { (0..<levels).reduce(1) { value, _ in .array([value]) } }
        try await engine.withStore { store in
            for document: Document in [[:], ["_id": ""], ["_id": 5], ["_id": "deep", "a": deep(101)]] {
                await #expect(throws: StoreError.self) { try await store.insert(document, into: "things") }
            }
            try await store.insert(["_id": "deep", "a": deep(99)], into: "things")
            for name in ["", "a b", "1a", "a\"b", "_a", "sqlite_x", "ä", String(repeating: "a", count: 101)] {
                await #expect(throws: StoreError.self) { try await store.insert(["_id": "1"], into: name) }
            }
            try await store.insert(["_id": "1"], into: "worlds.v2-a_b")
        }
    }

    @Test("upsert replaces as a whole, insertIfAbsent keeps what is there", arguments: Engine.allCases)
    func replacing(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.prepare([Self.posts])
            try await store.upsert(["_id": "a", "n": 1, "key": "k"], into: "posts")
            try await store.upsert(["_id": "a", "m": 2], into: "posts")
            #expect(try await store.get("a", from: "posts") == ["_id": "a", "m": 2])
            try await store.upsert(["_id": "b", "key": "k"], into: "posts")
            #expect(try await store.insertIfAbsent(["_id": "a", "m": 3], into: "posts") == ["_id": "a", "m": 2])
            #expect(try await store.insertIfAbsent(["_id": "c", "m": 3], into: "posts") == ["_id": "c", "m": 3])
            await #expect(throws: StoreError.duplicateKey(collection: "posts", index: "key")) {
                try await store.insertIfAbsent(["_id": "d", "key": "k"], into: "posts")
            }
            await #expect(throws: StoreError.duplicateKey(collection: "posts", index: "key")) {
                try await store.upsert(["_id": "a", "key": "k"], into: "posts")
            }
            #expect(try await store.get("a", from: "posts") == ["_id": "a", "m": 2])
        }
    }

    // MARK: Unique indexes

    @Test("a unique index holds through updates and deletions; a sparse one ignores what lacks its key", arguments: Engine.allCases)
    func uniqueIndexes(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.prepare([Self.posts])
            try await store.insert([["_id": "a", "key": "x"], ["_id": "b"], ["_id": "c"]], into: "posts")
            await #expect(throws: StoreError.duplicateKey(collection: "posts", index: "key")) {
                try await store.update(.id("b"), in: "posts", with: Update(set: ["key": "x"]))
            }
            #expect(try await store.get("b", from: "posts") == ["_id": "b"])
            #expect(try await store.update(.id("a"), in: "posts", with: Update(unset: ["key"])) == ["_id": "a"])
            #expect(try await store.update(.id("b"), in: "posts", with: Update(set: ["key": "x"]))?["key"] == "x")
            #expect(try await store.delete(.equals("key", "x"), from: "posts") == 1)
            try await store.insert(["_id": "d", "key": "x"], into: "posts")
            // Numbers are equal across their types.
            try await store.insert(["_id": "e", "key": .int64(1)], into: "posts")
            await #expect(throws: StoreError.duplicateKey(collection: "posts", index: "key")) {
                try await store.insert(["_id": "f", "key": 1.0], into: "posts")
            }
        }
    }

    @Test("a new unique index on documents that contradict it is refused and leaves them alone", arguments: Engine.allCases)
    func lateIndexes(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert([["_id": "a", "n": 1], ["_id": "b", "n": 1], ["_id": "c", "n": 2]], into: "things")
            let unique = CollectionSchema("things", indexes: [IndexDefinition(keys: ["n"], unique: true)])
            await #expect(throws: StoreError.duplicateKey(collection: "things", index: "n")) { try await store.prepare([unique]) }
            #expect(try await store.count(.all, in: "things") == 3)
            try await store.prepare([CollectionSchema("things", indexes: [IndexDefinition(keys: ["n"])])])
            #expect(try await store.find(Query(.equals("n", 1)), in: "things").map(\.id) == ["a", "b"])
            _ = try await store.delete(.id("b"), from: "things")
            // The same paths with another property replace the index.
            try await store.prepare([unique])
            await #expect(throws: StoreError.self) { try await store.insert(["_id": "d", "n": 2], into: "things") }
            // An index that is no longer declared is gone.
            try await store.prepare([CollectionSchema("things")])
            try await store.insert(["_id": "d", "n": 2], into: "things")
        }
    }

    // MARK: Queries

    @Test("order, ties, limit and offset", arguments: Engine.allCases, [true, false])
    func ordering(engine: Engine, isIndexed: Bool) async throws {
        try await engine.withStore { store in
            if isIndexed { try await store.prepare([Self.posts]) }
            let documents: [Document] = (0..<30).shuffled().map { number in
                ["_id": "p\(number / 10)\(number % 10)", "world_id": "w\(number % 2)", "created_at": .int(number / 4)]
            }
            try await store.insert(documents, into: "posts")
            let newest = Query(.equals("world_id", "w0"), sort: [.descending("created_at")], limit: 5, offset: 2)
            #expect(try await store.find(newest, in: "posts").map(\.id) == ["p24", "p22", "p20", "p18", "p16"])
            let oldest = Query(.equals("world_id", "w1"), sort: [.ascending("created_at")], limit: 3)
            #expect(try await store.find(oldest, in: "posts").map(\.id) == ["p01", "p03", "p05"])
            let mixed = Query(sort: [.descending("world_id"), .ascending("created_at")], limit: 3)
            #expect(try await store.find(mixed, in: "posts").map(\.id) == ["p01", "p03", "p05"])
            let mixedID = Query(sort: [.ascending("world_id"), .descending("_id")], limit: 2)
            #expect(try await store.find(mixedID, in: "posts").map(\.id) == ["p28", "p26"])
            #expect(try await store.find(Query(limit: 2, offset: 28), in: "posts").map(\.id) == ["p28", "p29"])
            #expect(try await store.find(Query(sort: [.descending("_id")], limit: 1), in: "posts").map(\.id) == ["p29"])
            #expect(try await store.find(Query(limit: 0), in: "posts") == [])
            #expect(try await store.find(Query(offset: 30), in: "posts") == [])
            let page = Query(.and([.equals("world_id", "w0"), .lessThan("created_at", 3)]), sort: [.descending("created_at")], limit: 2)
            #expect(try await store.find(page, in: "posts").map(\.id) == ["p10", "p08"])
        }
    }

    @Test("values of all types sort in MongoDB's order", arguments: Engine.allCases, [true, false])
    func typeOrder(engine: Engine, isIndexed: Bool) async throws {
        try await engine.withStore { store in
            if isIndexed { try await store.prepare([CollectionSchema("things", indexes: [IndexDefinition(keys: ["v"])])]) }
            var values: [DocumentValue?] = [
                .none, .null, .double(-.infinity), .int64(.min), .int32(-1), 0.5, .int32(1), 1.5, .int64(9_007_199_254_740_992),
                .double(9_007_199_254_740_992.0), .int64(9_007_199_254_740_993), .double(1e300), .string(""), "a", "a\u{0}", "aa", "b", "é",
                "😀",
                .document([:]), ["a": 1], ["a": 2], .array([]), false, true, .date(Timestamp(seconds: -1)), .date(Timestamp(seconds: 1)),
            ]
            // MongoDB's engines order an empty array before null, or like it.
            if engine.isMongoDB { values.removeAll { $0 == .array([]) } }
            // Equal values are ordered by id, so the numbers in the ids give the expected order.
            let documents = values.enumerated().map { index, value -> Document in
                var document: Document = ["_id": "\(index + 100)"]
                document["v"] = value
                return document
            }
            try await store.insert(documents.shuffled(), into: "things")
            #expect(try await store.find(Query(sort: [.ascending("v")]), in: "things") == documents)
            #expect(try await store.find(Query(sort: [.descending("v")]), in: "things") == documents.reversed())
        }
    }

    @Test("filters", arguments: Engine.allCases, [true, false])
    func filters(engine: Engine, isIndexed: Bool) async throws {
        try await engine.withStore { store in
            if isIndexed {
                let paths = ["n", "tags", "a.b", "list.x", "stages.1.status"]
                try await store.prepare([CollectionSchema("things", indexes: paths.map { IndexDefinition(keys: [$0]) })])
            }
            try await store.insert(
                [
                    ["_id": "1", "n": 1, "tags": ["x", "y"], "a": ["b": 1]],
                    ["_id": "2", "n": .int64(2), "tags": [], "a": ["b": nil]],
                    ["_id": "3", "n": 2.5, "tags": "x", "a": 5],
                    ["_id": "4", "n": nil, "tags": [["x"], "z"], "list": [["x": 1], ["x": 5], "s"]],
                    ["_id": "5", "n": "2", "stages": [["status": "done"], ["status": "open"]]],
                    ["_id": "6", "n": [1, 9], "a": []],
                ], into: "things")
            let cases: [(Filter, [String])] = [
                (.all, ["1", "2", "3", "4", "5", "6"]),
                (.equals("n", 1.0), ["1", "6"]), (.equals("n", nil), ["4"]), (.notEquals("n", 1), ["2", "3", "4", "5"]),
                (.equals("missing", nil), ["1", "2", "3", "4", "5", "6"]), (.notEquals("missing", nil), []),
                (.in("n", [2, "2", nil]), ["2", "4", "5"]), (.in("n", []), []),
                (.lessThan("n", 2), ["1", "6"]), (.lessOrEqual("n", 2), ["1", "2", "6"]), (.greaterThan("n", 2), ["3", "6"]),
                (.greaterOrEqual("n", "1"), ["5"]), (.greaterOrEqual("n", nil), ["4"]), (.greaterThan("n", nil), []),
                (.lessThan("n", nil), []),
                // Different elements may satisfy the two bounds.
                (.and([.greaterThan("n", 5), .lessThan("n", 3)]), ["6"]),
                (.exists("n", true), ["1", "2", "3", "4", "5", "6"]), (.exists("a.b", true), ["1", "2"]),
                (.exists("list", false), ["1", "2", "3", "5", "6"]),
                (.contains("tags", "x"), ["1"]), (.notContains("tags", "x"), ["2", "3", "4", "5", "6"]), (.contains("tags", ["x"]), ["4"]),
                (.equals("tags", "x"), ["1", "3"]), (.equals("tags", ["x", "y"]), ["1"]), (.equals("tags", []), ["2"]),
                (.equals("tags", ["x"]), ["4"]),
                (.equals("a.b", 1), ["1"]), (.equals("a.b", nil), ["2", "3", "4", "5"]), (.equals("a", ["b": 1]), ["1"]),
                (.equals("list.x", 5), ["4"]), (.equals("list.0.x", 1), ["4"]), (.equals("list.2", "s"), ["4"]),
                (.equals("list.0", ["x": 1]), ["4"]),
                (.equals("stages.1.status", "open"), ["5"]), (.equals("stages.status", "done"), ["5"]),
                (.and([]), ["1", "2", "3", "4", "5", "6"]), (.or([]), []), (.or([.equals("n", 1), .equals("a", 5)]), ["1", "3", "6"]),
                (.and([.id("3"), .equals("n", 2.5)]), ["3"]), (.and([.id("3"), .equals("n", 1)]), []),
                (.in("_id", ["5", "1", "5", "x"]), ["1", "5"]),
                (.equals("_id", 5), []), (.greaterThan("_id", "4"), ["5", "6"]), (.notEquals("_id", "4"), ["1", "2", "3", "5", "6"]),
            ]
            for (filter, ids) in cases {
                try await withKnownIssue("mongomock matches arrays within arrays, and paths through empty ones, in its own way") {
                    () async throws in
                    #expect(try await store.find(Query(filter), in: "things").map(\.id) == ids, "\(filter)")
                    #expect(try await store.count(filter, in: "things") == ids.count, "\(filter)")
                } when: {
                    engine.isMongomock && Self.filtersBeyondMongomock.contains(filter)
                }
            }
        }
    }

    static let filtersBeyondMongomock: [Filter] = [
        .contains("tags", "x"), .notContains("tags", "x"), .equals("tags", ["x"]), .equals("a.b", nil),
    ]

    // MARK: Updates

    @Test("one document is changed, in the order asked for, and returned as it is now", arguments: Engine.allCases)
    func updateOne(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert((1...5).map { ["_id": "t\($0)", "status": "pending", "rank": .int(9 - $0)] }, into: "tasks")
            let claim = Update(set: ["status": "running", "lease.owner": "w1"], increment: ["attempts": 1])
            let first = try await store.update(.equals("status", "pending"), sort: [.ascending("rank")], in: "tasks", with: claim)
            #expect(first == ["_id": "t5", "status": "running", "rank": 4, "lease": ["owner": "w1"], "attempts": 1])
            #expect(try await store.get("t5", from: "tasks") == first)
            #expect(try await store.update(.equals("status", "pending"), in: "tasks", with: claim)?.id == "t1")
            #expect(try await store.update(.equals("status", "lost"), in: "tasks", with: claim) == nil)
            #expect(try await store.updateAll(.equals("status", "running"), in: "tasks", with: Update(set: ["status": "done"])) == 2)
            #expect(try await store.count(.equals("status", "done"), in: "tasks") == 2)
        }
    }

    @Test("an update that does not fit is refused and changes nothing", arguments: Engine.allCases)
    func refusedUpdates(engine: Engine) async throws {
        try await engine.withStore { store in
            let document: Document = ["_id": "a", "n": 1, "text": "x", "list": [1], "max": .int64(.max), "none": nil]
            try await store.insert(document, into: "things")
            var updates = [
                Update(set: ["_id": "b"]), Update(set: ["n": 5, "text.sub": 1]), Update(increment: ["text": 1]),
                Update(increment: ["n": "1"]),
                Update(append: ["n": 1]), Update(set: ["list.x": 1]), Update(set: ["n": 1, "n.a": 2]),
                Update(set: ["n": 1], increment: ["n": 1]),
                Update(increment: ["max": 1]), Update(set: ["none.a": 1]), Update(set: ["": 1]), Update(set: ["a..b": 1]),
                Update(unset: ["_id"]),
                Update(set: ["list.2000000": 1]),
            ]
            // mongomock writes through values that are no documents, over 64 bits, and into any element of an array.
            if engine.isMongomock { updates.removeAll { Self.updatesBeyondMongomock.contains($0) } }
            for update in updates {
                await #expect(throws: StoreError.self, "\(update)") { try await store.update(.id("a"), in: "things", with: update) }
            }
            #expect(try await store.find(Query(), in: "things") == [document])
            try await store.insert(["_id": "b", "n": "text"], into: "things")
            await #expect(throws: StoreError.self) { try await store.updateAll(.all, in: "things", with: Update(increment: ["n": 1])) }
            if engine.isAtomicOverDocuments { #expect(try await store.get("a", from: "things")?["n"] == 1) }
        }
    }

    static let updatesBeyondMongomock = [
        Update(set: ["n": 5, "text.sub": 1]), Update(increment: ["max": 1]), Update(set: ["none.a": 1]), Update(set: ["list.2000000": 1]),
    ]

    @Test("set, increment, append and unset", arguments: Engine.allCases)
    func operations(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert(
                ["_id": "a", "stages": [["status": "open"], ["status": "open"]], "n": .int32(.max), "x": ["y": 1, "z": 2]], into: "things")
            let changed = try await store.update(
                .id("a"), in: "things",
                with: Update(
                    set: ["stages.1.status": "done", "new.deep.path": true, "sparse": [1]],
                    increment: ["n": 1, "count": 5, "ratio": 0.5, "x.z": 0.5], append: ["log": "first"],
                    unset: ["x.y", "missing.path", "stages.0"]))
            withKnownIssue("mongomock does not unset elements of arrays") {
                #expect(
                    changed == [
                        "_id": "a", "stages": [nil, ["status": "done"]], "n": .int64(2_147_483_648), "x": ["z": 2.5],
                        "new": ["deep": ["path": true]],
                        "sparse": [1], "count": 5, "ratio": 0.5, "log": ["first"],
                    ])
            } when: {
                engine.isMongomock
            }
            let again = try await store.update(.id("a"), in: "things", with: Update(set: ["sparse.3": 4], append: ["log": ["second"]]))
            #expect(again?["sparse"] == [1, nil, nil, 4])
            #expect(again?["log"] == ["first", ["second"]])
        }
    }

    @Test("concurrent conditional updates each take effect once", arguments: Engine.allCases)
    func concurrentIncrements(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert(["_id": "w", "made": 0, "limit": 100], into: "status")
            let granted = await withTaskGroup { group in
                for _ in 0..<150 {
                    group.addTask {
                        let filter = Filter.and([.id("w"), .lessThan("made", 100)])
                        let document = try? await store.update(filter, in: "status", with: Update(increment: ["made": 1]))
                        return document?["made"]?.int
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(granted.compactMap { $0 }.sorted() == Array(1...100))
            #expect(try await store.get("w", from: "status")?["made"] == 100)
        }
    }

    @Test("a failing write does not disturb those that are committed with it", arguments: Engine.allCases)
    func neighbours(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.prepare([Self.posts])
            try await store.insert(["_id": "taken", "key": "taken"], into: "posts")
            let outcomes = await withTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        do throws(StoreError) {
                            // Every second write fails half-way: its document is stored before the unique index refuses it.
                            try await store.insert(["_id": "n\(number)", "key": number % 2 == 0 ? "taken" : "k\(number)"], into: "posts")
                            return number % 2 == 1
                        } catch {
                            return number % 2 == 0 && error == .duplicateKey(collection: "posts", index: "key")
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.allSatisfy { $0 })
            #expect(try await store.count(.all, in: "posts") == 101)
        }
    }

    // MARK: Acknowledged writes

    @Test("a read that begins after a write is acknowledged sees it", arguments: Engine.allCases)
    func readYourWrites(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert((0..<8).map { ["_id": "d\($0)", "n": 0] }, into: "things")
            let stale = await withTaskGroup { group in
                for writer in 0..<8 {
                    group.addTask {
                        var stale = 0
                        for round in 1...100 {
                            let id = "d\(writer)"
                            guard (try? await store.update(.id(id), in: "things", with: Update(set: ["n": .int(round)]))) != nil else {
                                return -1
                            }
                            if (try? await store.get(id, from: "things")?["n"]?.int) != round { stale += 1 }
                            if round % 10 == 0, (try? await store.find(Query(.id(id)), in: "things").first?["n"]?.int) != round {
                                stale += 1
                            }
                        }
                        return stale
                    }
                    // Readers of the same documents fill the cache all the while.
                    group.addTask {
                        var last = 0
                        var backwards = 0
                        for _ in 0..<400 {
                            let seen = (try? await store.get("d\(writer)", from: "things")?["n"]?.int) ?? -1
                            let found = (try? await store.find(Query(.id("d\(writer)")), in: "things").first?["n"]?.int) ?? -1
                            // Neither way of reading goes back behind the other.
                            if seen < last || found < seen { backwards += 1 }
                            last = found
                        }
                        return backwards
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(stale == 0)
        }
    }

    @Test("after closing, calls fail and closing again does nothing", arguments: Engine.allCases)
    func closing(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.insert(["_id": "a"], into: "things")
            _ = try await store.get("a", from: "things")
            await store.close()
            await #expect(throws: StoreError.self) { try await store.get("a", from: "things") }
            await #expect(throws: StoreError.self) { try await store.find(Query(), in: "things") }
            await #expect(throws: StoreError.self) { try await store.insert(["_id": "b"], into: "things") }
            await store.close()
        }
    }
}
