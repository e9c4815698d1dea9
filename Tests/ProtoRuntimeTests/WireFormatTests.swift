import Testing

@testable import ProtoRuntime

@Suite struct TimeoutHeaderTests {
    private func parse(_ text: String) -> Duration? {
        Array(text.utf8).withUnsafeBufferPointer { TimeoutHeader.parse($0) }
    }

    @Test(arguments: [
        ("1H", Duration.seconds(3600)), ("2M", .seconds(120)), ("3S", .seconds(3)), ("4m", .milliseconds(4)), ("5u", .microseconds(5)),
        ("6n", .nanoseconds(6)), ("99999999S", .seconds(99_999_999)), ("0n", .zero), ("00000001S", .seconds(1)),
    ])
    func wellFormedValues(text: String, expected: Duration) {
        #expect(parse(text) == expected)
    }

    @Test(arguments: ["", "S", "1", "123456789S", "-1S", "+1S", " 1S", "1S ", "1s", "1.5S", "1x", "١S"])
    func malformedValues(text: String) {
        #expect(parse(text) == nil)
    }

    @Test(arguments: [
        (Duration.nanoseconds(1), "1n"), (.nanoseconds(99_999_999), "99999999n"), (.nanoseconds(100_000_001), "100001u"),
        (.seconds(10), "10000000u"), (.seconds(100), "100000m"), (.seconds(1_000_000), "1000000S"), (.zero, "0n"), (.seconds(-3), "0n"),
    ])
    func valuesAreWrittenRoundedUp(duration: Duration, expected: String) {
        #expect(TimeoutHeader.text(for: duration) == expected)
    }

    @Test func whatIsWrittenIsNeverShorterThanTheDuration() throws {
        for nanoseconds in [1, 999_999_999, 100_000_000_001, 3_599_999_999_999, 86_400_000_000_001] {
            let duration = Duration.nanoseconds(nanoseconds)
            let back = try #require(parse(TimeoutHeader.text(for: duration)))
            #expect(back >= duration)
        }
    }
}

@Suite struct PercentEncodingTests {
    @Test func messagesComeBack() {
        for text in ["", "plain", "100%", "мир", "a\tb\nc\u{0}d", "🐙", "%41"] {
            #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
        }
        #expect(String(decoding: PercentEncoding.encode("a%б\n"), as: UTF8.self) == "a%25%D0%B1%0A")
    }

    @Test(arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("a%4xb", "a%4xb"), ("%41%", "A%"), ("%e2%82%ac", "€")])
    func brokenEscapesStayAsTheyAre(encoded: String, expected: String) {
        #expect(PercentEncoding.decode(Array(encoded.utf8)) == expected)
    }
}

@Suite struct Base64Tests {
    @Test func valuesAreWrittenWithoutPaddingAndReadWithOrWithoutIt() {
        for count in 0..<9 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
            let encoded = Base64.encode(bytes)
            #expect(!encoded.contains(UInt8(ascii: "=")))
            #expect(Base64.decode(encoded) == bytes)
            let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - encoded.count % 4) % 4)
            #expect(Base64.decode(encoded + padding) == bytes)
        }
        #expect(Base64.encode(Array("any carnal pleasure".utf8)) == Array("YW55IGNhcm5hbCBwbGVhc3VyZQ".utf8))
    }

    @Test(arguments: ["A", "AAAAA", "A=", "AA=", "AAA==", "====", "AA_-", "AA AA", "ЯЯЯЯ"])
    func malformedText(text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }
}

@Suite struct MessageReaderTests {
    private func frame(_ message: [UInt8], flag: UInt8 = 0) -> [UInt8] {
        let size = UInt32(message.count)
        return [flag] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> UInt32($0)) } + message
    }

    /// Feeds the bytes in pieces of `step` and collects what comes out.
    private func read(_ bytes: [UInt8], step: Int, maximumSize: Int = 100) throws(RPCError) -> [[UInt8]] {
        var reader = MessageReader(maximumSize: maximumSize)
        var messages: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let piece = Array(bytes[start..<min(start + step, bytes.count)])
            let result: Result<[[UInt8]], RPCError> = piece.withUnsafeBufferPointer { buffer in
                var rest = buffer
                var found: [[UInt8]] = []
                do throws(RPCError) {
                    while !rest.isEmpty, let message = try reader.next(&rest) { found.append(message.bytes) }
                    return .success(found)
                } catch {
                    return .failure(error)
                }
            }
            messages += try result.get()
            start += step
        }
        return messages
    }

    @Test(arguments: 1...12)
    func messagesMayBeSplitAnywhere(step: Int) throws {
        let messages: [[UInt8]] = [[], [1], [2, 3, 4, 5, 6, 7, 8], [], [9, 10]]
        #expect(try read(messages.flatMap { frame($0) }, step: step) == messages)
    }

    @Test func aMessageAboveTheLimitIsRefusedByItsPrefixAlone() {
        #expect(throws: RPCError(.resourceExhausted, "grpc: received message larger than max (4294967295 vs. 100)")) {
            try read([0, 255, 255, 255, 255], step: 5)
        }
        #expect(throws: RPCError.self) { try read(frame(Array(repeating: 0, count: 101)), step: 1) }
        #expect(throws: Never.self) { try read(frame(Array(repeating: 0, count: 100)), step: 1) }
    }

    @Test func flagsOtherThanZeroAreRefused() {
        #expect(throws: RPCError(.internal, "grpc: compressed flag set with identity or empty encoding")) {
            try read(frame([1], flag: 1), step: 6)
        }
        #expect(throws: RPCError(.internal, "grpc: received unexpected payload format 2")) { try read(frame([1], flag: 2), step: 6) }
    }
}

@Suite struct MetadataTests {
    @Test func keysAreLowerCasedAndReservedOnesLeftOut() {
        var metadata = Metadata()
        let accepted = [metadata.add("X-Key", "a"), metadata.add("x-key", "b"), metadata.addBinary("x-bin", [0, 255])]
        #expect(accepted == [true, true, true])
        for key in ["grpc-status", ":path", "te", "content-type", "", "blank key", "key\n", "x-bin"] {
            let isAdded = metadata.add(key, "v")
            #expect(!isAdded)
        }
        let isTextAdded = metadata.add("x-text", "снег")
        let isBinaryAdded = metadata.addBinary("x-text", [1])
        #expect(!isTextAdded && !isBinaryAdded)
        #expect(metadata["x-key"] == "a")
        #expect(metadata.values(for: "x-key") == ["a", "b"])
        #expect(metadata.binaryValues(for: "x-bin") == [[0, 255]])
    }

    @Test func binaryListsOnTheWireAreSeveralValues() throws {
        var list = HeaderList()
        list.append("x-bin", "AQ==, Ag,Aw")
        list.append("x", "plain, text")
        let metadata = try #require(Metadata(list))
        #expect(metadata.binaryValues(for: "x-bin") == [[1], [2], [3]])
        #expect(metadata["x"] == "plain, text")
        var broken = HeaderList()
        broken.append("x-bin", "A")
        #expect(Metadata(broken) == nil)
    }
}
