import GeneriaAPI
import KitchenSink
import ProtoRuntime
import Testing

/// What is refused, and with which words.
@Suite struct MessagesMalformedTests {
    private typealias Scalars = KitchenSinkAPI.Scalars
    private typealias Lists = KitchenSinkAPI.Lists

    struct Malformed: CustomTestStringConvertible, Sendable {
        let what: String
        let bytes: [UInt8]
        let error: String
        var testDescription: String { what }
    }

    static let cases: [Malformed] = [
        Malformed(what: "not a message", bytes: [0xFF, 0xFF], error: "proto: unexpected end of the message"),
        Malformed(what: "tag cut off", bytes: [0x80], error: "proto: unexpected end of the message"),
        Malformed(what: "no value", bytes: [0x18], error: "proto: unexpected end of the message"),
        Malformed(what: "varint cut off", bytes: [0x18, 0x80], error: "proto: unexpected end of the message"),
        Malformed(what: "fixed32 cut off", bytes: [0x4D, 1, 2, 3], error: "proto: unexpected end of the message"),
        Malformed(what: "fixed64 cut off", bytes: [0x51, 1, 2, 3, 4, 5, 6, 7], error: "proto: unexpected end of the message"),
        Malformed(
            what: "varint of 11 bytes", bytes: [0x18] + [UInt8](repeating: 0x80, count: 10) + [0],
            error: "proto: variable-length integer of more than 10 bytes"),
        Malformed(
            what: "tag of 6 bytes", bytes: [0x98, 0x80, 0x80, 0x80, 0x80, 0x00, 1], error: "proto: field tag of more than 32 bits"),
        Malformed(
            what: "tag of 33 bits", bytes: [0x98, 0x80, 0x80, 0x80, 0x10, 1], error: "proto: field tag of more than 32 bits"),
        Malformed(what: "field number 0", bytes: [0x00, 1], error: "proto: field number 0 (accepted: 1...536870911)"),
        Malformed(what: "wire type 6", bytes: [0x1E, 1], error: "proto: wire type 6 or 7 (accepted: 0...5)"),
        Malformed(what: "wire type 7", bytes: [0x1F, 1], error: "proto: wire type 6 or 7 (accepted: 0...5)"),
        Malformed(what: "length beyond the end", bytes: [0x72, 3, 65, 66], error: "proto: length of a field exceeds the message"),
        Malformed(
            what: "length of 2^63", bytes: [0x72] + [UInt8](repeating: 0x80, count: 9) + [1],
            error: "proto: length of a field exceeds the message"),
        Malformed(what: "end of no group", bytes: [0x1C], error: "proto: end of a group that was not begun"),
        Malformed(what: "end of another group", bytes: [0x1B, 0x24], error: "proto: end of a group that was not begun"),
        Malformed(what: "group without end", bytes: [0x1B, 0x08, 1], error: "proto: unexpected end of the message"),
        Malformed(what: "invalid UTF-8", bytes: [0x72, 2, 0xC3, 0x28], error: "string field contains invalid UTF-8"),
        Malformed(what: "surrogate in UTF-8", bytes: [0x72, 3, 0xED, 0xA0, 0x80], error: "string field contains invalid UTF-8"),
        Malformed(what: "overlong UTF-8", bytes: [0x72, 2, 0xC0, 0x80], error: "string field contains invalid UTF-8"),
    ]

    @Test(arguments: cases)
    func isRefused(_ malformed: Malformed) {
        #expect(throws: DecodingError(malformed.error)) { try Scalars(decoding: malformed.bytes) }
    }

    @Test(
        arguments: [
            [0x4A, 3, 1, 2, 3], [0x0A, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        ] as [[UInt8]])
    func packedFieldsEndWithAWholeElement(bytes: [UInt8]) {
        #expect(throws: DecodingError("proto: packed field does not end with a whole element")) { try Lists(decoding: bytes) }
    }

    @Test func packedVarintsEndWithAWholeElement() {
        #expect(throws: DecodingError.self) { try Lists(decoding: [0x1A, 2, 1, 0x80]) }
    }

    @Test func everyTruncationOfAFieldIsRefused() throws {
        let whole = Scalars(doubleValue: 1, int64Value: -1, fixed32Value: 7, stringValue: "text").encoded()
        // Where a field ends, the rest may be missing.
        let ends: Set<Int> = [9, 20, 25, 31]
        for length in 1..<whole.count where !ends.contains(length) {
            #expect(throws: DecodingError.self, "\(length) bytes") { try Scalars(decoding: [UInt8](whole.prefix(length))) }
        }
    }

    /// A tree of `depth` trees within a tree.
    private func nested(_ depth: Int, groups: Int = 0) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<groups { bytes = [0x7B] + bytes + [0x7C] }
        for _ in 0..<depth { bytes = [0x0A] + varint(bytes.count) + bytes }
        return bytes
    }

    private func varint(_ value: Int) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
    }

    @Test func depthIsLimitedTo100() throws {
        var depth = 0
        var tree: KitchenSinkAPI.Tree? = try KitchenSinkAPI.Tree(decoding: nested(100))
        while let left = tree?.left {
            depth += 1
            tree = left
        }
        #expect(depth == 100)
        let error = DecodingError("proto: message nested deeper than 100 levels")
        #expect(throws: error) { try KitchenSinkAPI.Tree(decoding: nested(101)) }
        #expect(throws: error) { try KitchenSinkAPI.Tree(decoding: nested(50_000)) }
    }

    @Test func groupsCountAsDepth() throws {
        _ = try KitchenSinkAPI.Tree(decoding: nested(40, groups: 60))
        #expect(throws: DecodingError.self) { try KitchenSinkAPI.Tree(decoding: nested(41, groups: 60)) }
        #expect(throws: DecodingError.self) { try KitchenSinkAPI.Empty(decoding: nested(0, groups: 100_000)) }
    }
}
