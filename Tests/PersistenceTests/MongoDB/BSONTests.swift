import Environments
import Testing

@testable import Persistence

@Suite("BSON")
struct BSONTests {
    @Test("a random document comes back as it was", arguments: 0..<4 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        for id in 0..<250 {
            let document = FilterPropertyTests.randomDocument(&random, id: id)
            let bytes = try BSONWriter.encoding(document, ids: .texts)
            // As bytes, because NaN differs from itself.
            #expect(try BSONWriter.encoding(try BSONReader.document(bytes), ids: .texts) == bytes)
        }
    }

    @Test("bytes are what the specification of BSON says")
    func bytes() throws {
        let document: Document = ["BSON": ["awesome", 5.05, .int32(1986)]]
        let expected: [UInt8] = [
            0x31, 0, 0, 0, 0x04, 0x42, 0x53, 0x4f, 0x4e, 0, 0x26, 0, 0, 0, 0x02, 0x30, 0, 0x08, 0, 0, 0, 0x61, 0x77, 0x65, 0x73, 0x6f, 0x6d,
            0x65, 0, 0x01, 0x31, 0, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x14, 0x40, 0x10, 0x32, 0, 0xc2, 0x07, 0, 0, 0, 0,
        ]
        #expect(try BSONWriter.encoding(document, ids: .texts) == expected)
        #expect(try BSONReader.document(expected) == document)
    }

    @Test("damaged bytes are an error or another document, never the end of the program", arguments: 0..<4 as Range<UInt64>)
    func damage(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var refused = 0
        for round in 0..<3_000 {
            let document = FilterPropertyTests.randomDocument(&random, id: round)
            var bytes = try BSONWriter.encoding(document, ids: .texts)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0 where bytes.count > 1: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
                case 1: bytes.append(UInt8.random(in: 0...255, using: &random))
                default: bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            }
            if (try? BSONReader.document(bytes)) == nil { refused += 1 }
        }
        #expect(refused > 1_500)
        #expect(throws: StoreError.self) { try BSONReader.document([]) }
        // Deeper than any server sends.
        var nested: [UInt8] = [5, 0, 0, 0, 0]
        for _ in 0..<10_000 {
            let length = UInt32(nested.count + 8)
            nested = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: length >> $0) } + [0x03, 0x61, 0] + nested + [0]
        }
        #expect(throws: StoreError.self) { try BSONReader.document(nested) }
    }

    @Test("values that are nested too deeply are refused, in updates and filters too")
    func depth() {
        let deep = (0..<5_000).reduce(DocumentValue.int32(1)) { value, _ in .array([value]) }
        #expect(throws: StoreError.self) { try MongoUpdate(ids: .texts).document(Update(set: ["a": deep])) }
        #expect(throws: StoreError.self) { try MongoFilter(ids: .texts).document(.equals("a", deep)) }
    }

    @Test(
        "the paths of an index are known from the reply or, with old servers, from the message",
        arguments: [
            ("E11000 duplicate key error collection: db.c index: _id_ dup key: { _id: 1 }", "_id"),
            ("E11000 duplicate key error collection: db.c index: a.b_1_c_d_-1 dup key: { }", "a.b,c_d"),
            ("E11000 duplicate key error collection: db.c index: named_by_hand dup key: { }", "named_by_hand"), ("E11000", "unknown"),
        ])
    func duplicates(message: String, index: String) {
        let error = MongoError(domain: MongoError.server, code: 11_000, message: message)
        #expect(error.storeError(collection: "c", servers: "", isPastDeadline: false) == .duplicateKey(collection: "c", index: index))
        let telling = MongoError(domain: MongoError.server, code: 11_000, message: message, reply: ["keyPattern": ["x": 1, "y": -1]])
        #expect(telling.storeError(collection: "c", servers: "", isPastDeadline: false) == .duplicateKey(collection: "c", index: "x,y"))
    }
}
