import Environments
import Persistence
import Testing

/// What a store finds, with whatever indexes, is what the evaluator in memory says.
@Suite("Random queries")
struct FilterPropertyTests {
    /// DocumentDB takes the number in `b.0` for an element only when no element has such a field.
    static let paths = ["a", "b", "a.x", "list", "list.x", "list.1.x", "absent"] + (engine == .documentDB ? [] : ["b.0"])

    /// The evaluator, as indexes do, orders NaN before all numbers; in MongoDB no range holds it.
    static let notNumbers: [DocumentValue] = engine == .documentDB ? [] : [.double(.nan)]

    static let engine: Engine = MongoServerProcess.documentDB == nil ? .memory : .documentDB

    /// Few distinct values, so that random conditions meet them.
    static func randomScalar(_ random: inout SeededGenerator) -> DocumentValue {
        ([
            .null, 0, 1, .int64(1), 1.0, 1.5, .int64(.max), .double(9.223372036854775807e18), "", "x", "y", "\u{e9}", "e\u{301}", true,
            false,
            .date(Timestamp(seconds: 1)), .date(Timestamp(seconds: 2)),
        ] + notNumbers).randomElement(using: &random) ?? .null
    }

    static func randomValue(_ random: inout SeededGenerator, depth: Int = 2) -> DocumentValue {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6 where depth > 0, _ where depth == 0: return randomScalar(&random)
        case 6, 7: return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in randomValue(&random, depth: depth - 1) })
        default:
            return .document(
                Document(["x", "y", "0"].filter { _ in Bool.random(using: &random) }.map { ($0, randomValue(&random, depth: depth - 1)) }))
        }
    }

    static func randomDocument(_ random: inout SeededGenerator, id: Int) -> Document {
        var document: Document = ["_id": "\(id)"]
        document["a"] = Bool.random(using: &random) ? randomScalar(&random) : randomValue(&random)
        if Bool.random(using: &random) { document["b"] = randomValue(&random) }
        if Bool.random(using: &random) {
            document["list"] = .array((0..<Int.random(in: 0...3, using: &random)).map { _ in randomValue(&random, depth: 1) })
        }
        return document
    }

    static func randomFilter(_ random: inout SeededGenerator, depth: Int = 2) -> Filter {
        let path = paths.randomElement(using: &random) ?? "a"
        let value = Int.random(in: 0..<4, using: &random) == 0 ? randomValue(&random) : randomScalar(&random)
        switch Int.random(in: 0..<(depth > 0 ? 16 : 12), using: &random) {
        case 0...2: return .equals(path, value)
        case 3: return .notEquals(path, value)
        case 4: return .in(path, (0..<Int.random(in: 0...3, using: &random)).map { _ in randomScalar(&random) })
        case 5: return .lessThan(path, value)
        case 6: return .lessOrEqual(path, value)
        case 7: return .greaterThan(path, value)
        case 8: return .greaterOrEqual(path, value)
        case 9: return .exists(path, Bool.random(using: &random))
        case 10: return .contains(path, value)
        case 11: return .notContains(path, value)
        case 12: return .or((0..<Int.random(in: 0...3, using: &random)).map { _ in randomFilter(&random, depth: depth - 1) })
        default: return .and((0..<Int.random(in: 0...3, using: &random)).map { _ in randomFilter(&random, depth: depth - 1) })
        }
    }

    @Test("find, count, update and delete agree with the evaluator", arguments: 0..<6 as Range<UInt64>)
    func agreement(seed: UInt64) async throws {
        let indexes: [IndexDefinition] = [
            IndexDefinition(keys: ["a"]), IndexDefinition(keys: ["a.x"], sparse: true), IndexDefinition(keys: ["list.x"]),
            IndexDefinition(keys: ["b.0"], sparse: true), IndexDefinition(keys: ["absent", "b"]), IndexDefinition(keys: ["list"]),
        ]
        try await Self.engine.withStore { store in
            var random = SeededGenerator(state: seed)
            try await store.prepare([CollectionSchema("things", indexes: indexes.filter { _ in Bool.random(using: &random) })])
            var documents: [Document] = []
            for id in 100..<200 {
                // At most one array for an index of two paths; a document that has two is refused and left out on both sides.
                let document = Self.randomDocument(&random, id: id)
                if (try? await store.insert(document, into: "things")) != nil { documents.append(document) }
            }
            #expect(documents.count > 90)
            var matched = 0
            for round in 0..<150 {
                let filter = Self.randomFilter(&random)
                let expected = documents.filter { filter.matches($0) }
                matched += expected.count
                // Ids only: NaN differs from itself.
                #expect(try await store.find(Query(filter), in: "things").map(\.id) == expected.map(\.id), "\(filter)")
                #expect(try await store.count(filter, in: "things") == expected.count, "\(filter)")
                let offset = Int.random(in: 0...5, using: &random)
                let page = Query(filter, sort: [.descending("_id")], limit: 7, offset: offset)
                #expect(try await store.find(page, in: "things").map(\.id) == expected.reversed().dropFirst(offset).prefix(7).map(\.id))
                if round % 10 == 0 {
                    let mark = Update(set: ["mark": .int(round), "a": Self.randomScalar(&random)])
                    let changed = try await store.update(filter, in: "things", with: mark)
                    #expect(changed?.id == expected.first?.id)
                    if let changed, let position = documents.firstIndex(where: { $0.id == changed.id }) { documents[position] = changed }
                }
            }
            #expect(matched > 500)
            let filter = Filter.greaterOrEqual("a", 1)
            #expect(try await store.delete(filter, from: "things") == documents.count { filter.matches($0) })
            documents.removeAll { filter.matches($0) }
            #expect(try await store.find(Query(), in: "things").map(\.id) == documents.map(\.id))
            // The indexes forgot them too.
            #expect(try await store.count(filter, in: "things") == 0)
        }
    }

    @Test("sorting by an index gives what sorting in memory gives", arguments: 0..<3 as Range<UInt64>)
    func sorting(seed: UInt64) async throws {
        try await Engine.memory.withStore { store in
            var random = SeededGenerator(state: seed)
            try await store.prepare([
                CollectionSchema("indexed", indexes: [IndexDefinition(keys: ["b", "a"]), IndexDefinition(keys: ["a"])])
            ])
            for id in 100..<200 {
                let document: Document = ["_id": "\(id)", "a": Self.randomValue(&random), "b": .int(id % 3)]
                try await store.insert(document, into: "indexed")
                try await store.insert(document, into: "plain")
            }
            for key in [SortKey.ascending("a"), .descending("a")] {
                for filter in [Filter.all, .equals("b", 1), .in("b", [0, 2])] {
                    for limit in [nil, 5] as [Int?] {
                        let query = Query(filter, sort: [key], limit: limit, offset: 2)
                        #expect(
                            try await store.find(query, in: "indexed").map(\.id) == store.find(query, in: "plain").map(\.id), "\(query)")
                    }
                }
            }
        }
    }
}
