import Testing

@testable import ProtoRuntime

@Suite struct HeaderListTests {
    @Test func fieldsComeBackInTheirOrder() {
        var list = HeaderList()
        for (name, value) in [("a", "1"), ("", ""), ("b", ""), ("a", "2")] { list.append(name, value) }
        var seen: [String] = []
        list.forEach { seen.append("\(String(decoding: $0, as: UTF8.self))=\(String(decoding: $1, as: UTF8.self))") }
        #expect(seen == ["a=1", "=", "b=", "a=2"])
        let (names, values) = list.withUnsafeFields { _, offsets in (offsets.map(\.name.count), offsets.map(\.value.count)) }
        #expect(names == [1, 0, 1, 1] && values == [1, 0, 0, 1])
        #expect(list.byteCount == 5)
        #expect(list.listSize == 5 + 4 * 32)
    }

    @Test func theSameBytesInOtherFieldsAreAnotherList() {
        var (one, other) = (HeaderList(), HeaderList())
        one.append("ab", "c")
        other.append("a", "bc")
        #expect(one != other)
        one.removeAll()
        other.removeAll()
        #expect(one == other)
    }

    @Test func receivedMetadataIsSentOnWithoutWhatOnlyTheRuntimeMaySet() throws {
        var received = HeaderList()
        for (name, value) in [
            ("user-agent", "someone"), ("x-text", " value "), ("x-text", "t\u{e9}xt"), ("x-bin", "AQ==, Ag"), ("grpc-tags-bin", "AA"),
            ("host", "other"), ("grpc-previous-rpc-attempts", "1"), ("grpc-retry-pushback-ms", "5"),
        ] {
            received.append(name, value)
        }
        let metadata = try #require(Metadata(received))
        #expect(metadata["user-agent"] == "someone")
        #expect(metadata.values(for: "x-text") == ["value"])
        var sent = HeaderList()
        metadata.append(to: &sent)
        let again = try #require(Metadata(sent))
        #expect(again.entries.map(\.key) == ["x-text", "x-bin", "x-bin", "grpc-retry-pushback-ms"])
        #expect(again.binaryValues(for: "x-bin") == [[1], [2]])
    }

    @Test(arguments: [("  a b  ", "a b"), ("", ""), ("   ", ""), ("a", "a"), (" a", "a")])
    func outerBlanksOfValuesAreRemoved(value: String, expected: String) {
        var metadata = Metadata()
        let isAdded = metadata.add("x", value)
        #expect(isAdded)
        #expect(metadata["x"] == expected)
    }

    @Test(arguments: ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "host", "content-length", "Te"])
    func fieldsThatHTTP2DoesNotAllowAreLeftOut(key: String) {
        var metadata = Metadata()
        let isAdded = metadata.add(key, "x")
        #expect(!isAdded)
    }
}
