import GeneriaAPI
import KitchenSink
import Testing

@testable import ProtoRuntime

/// The rules of protocol buffers that are easily broken, one by one.
@Suite struct MessagesSemanticsTests {
    private typealias Sink = KitchenSinkAPI

    @Test func negativeZeroIsKept() throws {
        let message = Sink.Scalars(doubleValue: -0.0, floatValue: -0.0)
        #expect(message.encoded() == [0x09, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x15, 0, 0, 0, 0x80])
        let back = try Sink.Scalars(decoding: message.encoded())
        #expect(back.doubleValue.sign == .minus && back.floatValue.sign == .minus)
        #expect(Sink.Scalars(doubleValue: 0.0).encoded().isEmpty)
    }

    @Test func nulInsideTextSurvives() throws {
        let message = CharacterAPI.Character(displayName: "a\0b", meta: "\0")
        let back = try CharacterAPI.Character(decoding: message.encoded())
        #expect(back == message && back.displayName.utf8.count == 3)
    }

    @Test func presenceOfOptionalFieldsIsExact() throws {
        #expect(CharacterAPI.UpdateCharacterRequest(displayName: nil).encoded().isEmpty)
        #expect(CharacterAPI.UpdateCharacterRequest(displayName: "").encoded() == [0x12, 0])
        #expect(try CharacterAPI.UpdateCharacterRequest(decoding: [0x12, 0]).displayName == "")
        #expect(try CharacterAPI.UpdateCharacterRequest(decoding: [UInt8]()).displayName == nil)
        #expect(try Sink.Optionals(decoding: [0x18, 0]).int32Value == 0)
        #expect(try Sink.Optionals(decoding: [0x8A, 1, 0]).scalars == Sink.Scalars())
    }

    @Test func lastScalarWins() throws {
        #expect(try Sink.Scalars(decoding: [0x18, 1, 0x18, 0]).int32Value == 0)
        #expect(try Sink.Scalars(decoding: [0x72, 1, 65, 0x72, 1, 66]).stringValue == "B")
    }

    @Test func packedAndUnpackedAreBothRead() throws {
        #expect(try Sink.Lists(decoding: [0x1A, 2, 1, 2, 0x18, 3]).int32s == [1, 2, 3])
        #expect(try Sink.Lists(decoding: [0x92, 1, 2, 1, 2, 0x90, 1, 3]).unpackedInt32s == [1, 2, 3])
        #expect(Sink.Lists(int32s: [1, 2]).encoded() == [0x1A, 2, 1, 2])
        #expect(Sink.Lists(unpackedInt32s: [1, 2]).encoded() == [0x90, 1, 1, 0x90, 1, 2])
    }

    @Test func repeatedMessageFieldsOfOneValueAreMerged() throws {
        let first = Sink.Everything(scalars: .init(int32Value: 5, stringValue: "a"), lists: .init(int32s: [1]))
        let second = Sink.Everything(scalars: .init(boolValue: true, stringValue: "b"), lists: .init(int32s: [2]))
        let merged = try Sink.Everything(decoding: first.encoded() + second.encoded())
        #expect(merged.scalars == .init(int32Value: 5, boolValue: true, stringValue: "b"))
        #expect(merged.lists?.int32s == [1, 2])
        // An explicit default in the later one wins, too.
        #expect(try Sink.Everything(decoding: [0x0A, 2, 0x18, 5, 0x0A, 2, 0x18, 0]).scalars?.int32Value == 0)
    }

    @Test func membersOfAOneofReplaceEachOther() throws {
        let (scalars, text): ([UInt8], [UInt8]) = ([0x2A, 2, 0x18, 5], [0x12, 1, 65])
        #expect(try Sink.Choice(decoding: scalars + text).value == .text("A"))
        #expect(try Sink.Choice(decoding: text + scalars).value == .scalars(.init(int32Value: 5)))
        #expect(try Sink.Choice(decoding: scalars + [0x2A, 2, 0x20, 6]).value == .scalars(.init(int32Value: 5, int64Value: 6)))
        #expect(try Sink.Choice(decoding: scalars + text + [0x2A, 2, 0x20, 6]).value == .scalars(.init(int64Value: 6)))
        #expect(try Sink.Choice(decoding: scalars + [0x32, 0] + [0x2A, 2, 0x20, 6]).value == .scalars(.init(int64Value: 6)))
        #expect(Sink.Choice(value: .number(0)).encoded() == [0x18, 0])
    }

    @Test func unknownFieldsAreWrittenBackInTheirOrder() throws {
        let unknown: [UInt8] = [0xF8, 0x06, 5, 0xA2, 0x06, 1, 0x41, 0xF8, 0x06, 4]
        let message = try Sink.Sparse(decoding: [0xF8, 0x06, 5, 0x18, 7, 0xA2, 0x06, 1, 0x41, 0xF8, 0x06, 4])
        #expect(message.unknownFields == unknown)
        #expect(message.encoded() == [0x18, 7] + unknown)
    }

    @Test func fieldsOfAnotherWireTypeAndGroupsAreUnknown() throws {
        let other: [UInt8] = [0x1A, 1, 0x41]
        let group: [UInt8] = [0x1B, 0x08, 1, 0x1C]
        let unknownGroup: [UInt8] = [0xF3, 0x06, 0x0B, 0x0C, 0xF4, 0x06]
        let message = try Sink.Sparse(decoding: other + [0x18, 7] + group + unknownGroup)
        #expect(message.int32Value == 7)
        #expect(message.unknownFields == other + group + unknownGroup)
        // A reader of v2 posts gets `is_ai` of v1 (field 10, a bool) where `avatar_url` is: it is skipped, not an error.
        #expect(try PostAPI.Post(decoding: [0x50, 1]).avatarURL == "")
    }

    @Test func enumerationsAreOpen() throws {
        let media = try MediaAPI.Media(decoding: [0x48, 42])
        #expect(media.mediaType == .unrecognized(42))
        #expect(media.encoded() == [0x48, 42])
        #expect(MediaAPI.MediaType(rawValue: 4) == .postImage)
        #expect(Sink.Color.crimson == .red)
    }

    @Test func mapEntriesAreWrittenInTheOrderOfTheirKeys() {
        let message = Sink.Maps(strings: ["b": "2", "a": "1", "ab": "3"])
        #expect(
            message.encoded() == [
                0x0A, 6, 0x0A, 1, 97, 0x12, 1, 49, 0x0A, 7, 0x0A, 2, 97, 98, 0x12, 1, 51, 0x0A, 6, 0x0A, 1, 98, 0x12, 1, 50,
            ])
        let signed = Sink.Maps(messages: [-1: .init(), 1: .init()]).encoded()
        #expect(signed == [0x12, 13, 0x08] + [UInt8](repeating: 0xFF, count: 9) + [1, 0x12, 0] + [0x12, 4, 0x08, 1, 0x12, 0])
    }

    @Test func partsOfAMapEntryMayBeMissing() throws {
        #expect(try Sink.Maps(decoding: [0x0A, 0, 0x12, 2, 0x08, 5]).strings == ["": ""])
        #expect(try Sink.Maps(decoding: [0x12, 2, 0x08, 5]).messages == [5: .init()])
    }

    @Test func aRecursiveMessageIsAValue() {
        var first = Sink.Tree(left: .init(name: "inner"), name: "outer")
        let second = first
        first.left?.name = "changed"
        #expect(second.left?.name == "inner" && first.left?.name == "changed" && first != second)
        #expect(Set([first, second, second]).count == 2)
    }

    @Test func theFrameIsWrittenBehindItsHeadroom() {
        let message = MediaAPI.GetMediaRequest(mediaID: "m")
        #expect(message.encodedSize == 3)
        #expect(message.encoded(headroom: 5) == [0, 0, 0, 0, 0, 0x0A, 1, 0x6D])
        #expect(MediaAPI.HealthCheckRequest().encoded() == [])
    }

    @Test func manySmallMessagesOutgrowTheArenaAndAreGivenBack() throws {
        let list = PostAPI.PostList(posts: (0..<3000).map { .init(postID: "\($0)", tags: ["a", "b"]) })
        #expect(try PostAPI.PostList(decoding: list.encoded()) == list)
        #expect(try PostAPI.PostList(decoding: list.encoded()) == list)
    }

    @Test func threadsDecodeAtTheSameTime() async throws {
        let bytes = PostAPI.PostList(posts: (0..<200).map { .init(postID: "\($0)") }).encoded()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try (0..<20).map { _ in try PostAPI.PostList(decoding: bytes).posts.count }.reduce(0, +) }
            }
            for try await count in group { #expect(count == 4000) }
        }
    }
}
