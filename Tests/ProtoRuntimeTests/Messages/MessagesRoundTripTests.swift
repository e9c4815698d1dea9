import GeneriaAPI
import KitchenSink
import ProtoRuntime
import Testing

/// Decodes and encodes what Python's protobuf has written, and the reverse.
@Suite struct MessagesRoundTripTests {
    @Test(arguments: [1, 2, 3])
    func everyMessageIsReadAndWrittenAsPythonDoes(seed: Int) throws {
        let records = try ForeignCorpus.records(seed: seed, count: 60)
        var seen: Set<String> = []
        var (accepted, refused) = (0, 0)
        for record in records {
            let type = try #require(messageTypes[record.type], "no Swift type for \(record.type)")
            seen.insert(record.type)
            let ours = Self.reencoded(type, record.input)
            if record.expected == nil { refused += 1 } else { accepted += 1 }
            if ours != record.expected {
                Issue.record(
                    "\(record.type) \(hex(record.input)): \(ours.map(hex) ?? "refused"), Python: \(record.expected.map(hex) ?? "refused")")
            }
        }
        #expect(seen == Set(messageTypes.keys))
        #expect(accepted > 1000 && refused > 100)
    }

    private static func reencoded<M: Message>(_ type: M.Type, _ bytes: [UInt8]) -> [UInt8]? {
        guard let message = try? M(decoding: bytes) else { return nil }
        let encoded = message.encoded()
        // A message that was read is equal to itself read again, unless it holds a NaN.
        if let again = try? M(decoding: encoded), again.encoded() != encoded { return nil }
        return encoded
    }

    @Test func valuesMadeInSwiftAreReadByPython() throws {
        var tree = KitchenSinkAPI.Tree(name: "root")
        tree.left = KitchenSinkAPI.Tree(left: .init(name: "inner"), name: "left")
        tree.children = [.init(kind: .label("a")), .init(kind: .grafted(.init(name: "b"))), .init(kind: .leaf(.init(weight: 7)))]
        tree.named = ["z": .init(name: "Z"), "a": .init()]
        let lines: [String] = [
            line(
                CharacterAPI.Character(
                    id: "c", worldID: "w", realUserID: "", isAI: true, displayName: "Ann", avatarURL: "http://a", createdAt: "now"),
                #"{"id":"c","worldId":"w","realUserId":"","isAi":true,"displayName":"Ann","avatarUrl":"http://a","createdAt":"now"}"#),
            line(
                MediaAPI.Media(
                    mediaID: "m", size: 5_000_000_000, variants: [.init(name: "small", url: "u", width: 64, height: 48)],
                    mediaType: .postImage),
                #"{"mediaId":"m","size":"5000000000","variants":[{"name":"small","url":"u","width":64,"height":48}],"mediaType":4}"#),
            line(
                WorldAPI.GetGenerationStatusResponse(
                    stages: [.init(name: "a", status: "b"), .init()], apiCallLimitsLLM: 12, apiCallsMadeImages: -1, llmCostTotal: 0.25),
                #"{"stages":[{"name":"a","status":"b"},{}],"apiCallLimitsLlm":12,"apiCallsMadeImages":-1,"llmCostTotal":0.25}"#),
            line(
                PostAPI.GetPostsByIdsRequest(postIDs: ["1", "", "3"]), #"{"postIds":["1","","3"]}"#),
            line(
                HealthAPI.HealthListResponse(statuses: ["b": .init(status: .serving), "": .init(status: .notServing)]),
                #"{"statuses":{"b":{"status":"SERVING"},"":{"status":"NOT_SERVING"}}}"#),
            line(
                tree,
                #"{"left":{"left":{"name":"inner"},"name":"left"},"children":[{"label":"a"},{"grafted":{"name":"b"}},{"leaf":{"weight":7}}],"#
                    + #""named":{"z":{"name":"Z"},"a":{}},"name":"root"}"#),
            line(
                KitchenSinkAPI.Maps(
                    strings: ["k": "v"], messages: [-3: .init(int32Value: 9)], colors: [true: .crimson, false: .unrecognized(77)],
                    doubles: [-1: -0.0], byteStrings: [7: [1, 2, 3]], bools: [UInt64.max: true], floats: [-5: 1.5]),
                #"{"strings":{"k":"v"},"messages":{"-3":{"int32Value":9}},"colors":{"true":1,"false":77},"doubles":{"-1":-0.0},"#
                    + #""byteStrings":{"7":"AQID"},"bools":{"18446744073709551615":true},"floats":{"-5":1.5}}"#),
            line(
                KitchenSinkAPI.Lists(
                    int32s: [0, -1, 300], sint64s: [.min, .max], fixed32s: [1], bools: [true, false], unpackedInt32s: [1, -1],
                    unpackedColors: [.green, .negative]),
                #"{"int32s":[0,-1,300],"sint64s":["-9223372036854775808","9223372036854775807"],"fixed32s":[1],"bools":[true,false],"#
                    + #""unpackedInt32s":[1,-1],"unpackedColors":[2,-7]}"#),
            line(KitchenSinkAPI.Choice(value: .text(""), other: .small(0)), #"{"text":"","small":0}"#),
            line(
                KitchenSinkAPI.Names(self_: "s", default: "d", init_: 1, type: .in(0)),
                #"{"self":"s","default":"d","init":1,"in":0}"#),
        ]
        #expect(try ForeignCorpus.check(lines).contains("checked \(lines.count)"))
    }

    private func line<M: Message>(_ message: M, _ json: String) -> String {
        #"{"type":"\#(M.fullName)","hex":"\#(hex(message.encoded()))","value":\#(json)}"#
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
