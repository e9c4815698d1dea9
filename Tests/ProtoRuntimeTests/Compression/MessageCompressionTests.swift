import Glibc
import Testing

@testable import ProtoRuntime

@Suite struct MessageCompressionTests {
    static let formats: [CompressionAlgorithm] = [.gzip, .deflate]
    /// Empty, tiny, one repeated byte, text, noise, and more than zlib's window.
    static let messages: [[UInt8]] = {
        let zeros = [UInt8](repeating: 0, count: 271_828)
        let text = Array(String(repeating: "Снег идёт. ", count: 400).utf8)
        return [[], [7], zeros, text, noise(5000), noise(200_000)]
    }()

    private static func noise(_ count: Int) -> [UInt8] {
        var state: UInt64 = 42
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }

    private func compress(_ message: [UInt8], _ algorithm: CompressionAlgorithm) throws -> [UInt8] {
        Array(try MessageCompression.compress(message, headroom: 0, with: algorithm))
    }

    private func failure(_ body: [UInt8], _ algorithm: CompressionAlgorithm, limit: Int = 1 << 20) -> RPCError? {
        do throws(RPCError) {
            _ = try MessageCompression.decompress(body, with: algorithm, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: formats, [CompressionLevel.fastest, .balanced, .smallest])
    func messagesComeBack(format: CompressionAlgorithm, level: CompressionLevel) throws {
        for message in Self.messages {
            let frame = try MessageCompression.compress([1, 2, 3, 4, 5] + message, headroom: 5, with: format, level: level)
            #expect(frame.prefix(5) == [0, 0, 0, 0, 0])
            #expect(try MessageCompression.decompress(Array(frame.dropFirst(5)), with: format, limit: message.count) == message)
        }
    }

    @Test func zerosBecomeSmallAndIdentityChangesNothing() throws {
        let zeros = [UInt8](repeating: 0, count: 271_828)
        #expect(try compress(zeros, .gzip).count < 1000)
        #expect(try compress(zeros, .deflate).count < 1000)
        #expect(try MessageCompression.compress([9, 1, 2], headroom: 1, with: .identity) == [9, 1, 2])
    }

    @Test(arguments: formats)
    func pythonReadsWhatWeWrite(format: CompressionAlgorithm) throws {
        for message in Self.messages {
            #expect(try ForeignCompression.decompress(try compress(message, format), format: format.name) == message)
        }
    }

    @Test(arguments: formats, [0, 1, 9])
    func weReadWhatPythonWrites(format: CompressionAlgorithm, level: Int) throws {
        for message in Self.messages {
            let body = try ForeignCompression.compress(message, format: format.name, level: level)
            #expect(try MessageCompression.decompress(body, with: format, limit: message.count) == message)
        }
    }

    @Test func aBareDeflateStreamIsNotDeflate() throws {
        let body = try ForeignCompression.compress(Array("hello, hello".utf8), format: "raw", level: 6)
        for format in Self.formats { #expect(failure(body, format)?.code == .internal) }
    }

    @Test(arguments: formats)
    func aBodyThatEndsEarlyIsRefusedWhereverItEnds(format: CompressionAlgorithm) throws {
        let body = try compress(Array("a message that ends early".utf8), format)
        for count in 1..<body.count {
            #expect(
                failure(Array(body.prefix(count)), format)
                    == RPCError(.internal, "grpc: failed to decompress the received message: it ends too early"))
        }
    }

    @Test(arguments: formats)
    func corruptBodiesAreRefused(format: CompressionAlgorithm) throws {
        let body = try compress(Self.noise(300), format)
        var flipped = body
        flipped[body.count - 1] ^= 1
        let text = Array("plain text".utf8)
        let corrupt: [[UInt8]] = [[0], [1, 2, 3], text, flipped, Array(body.reversed()), body + [0]]
        for body in corrupt {
            let error = failure(body, format)
            #expect(error?.code == .internal)
            #expect(error?.message.hasPrefix("grpc: failed to decompress the received message: ") == true)
        }
        let other: CompressionAlgorithm = format == .gzip ? .deflate : .gzip
        #expect(failure(body, other)?.code == .internal)
    }

    @Test func aZlibStreamThatWantsADictionaryIsRefused() {
        // FDICT set, then the dictionary's checksum (RFC 1950, section 2.2).
        #expect(
            failure([0x78, 0xBB, 0, 0, 0, 1, 3, 0], .deflate)
                == RPCError(.internal, "grpc: failed to decompress the received message: it needs a dictionary"))
    }

    @Test func theFlagWithIdentityIsWrong() {
        #expect(failure([1], .identity) == RPCError(.internal, "grpc: compressed flag set with identity or empty encoding"))
    }

    @Test func anEmptyBodyIsAnEmptyMessage() throws {
        for format in Self.formats { #expect(try MessageCompression.decompress([], with: format, limit: 0) == []) }
    }

    @Test func severalGzipMembersAreOneMessageAndSeveralZlibStreamsAreNot() throws {
        let (first, second) = (Array("first ".utf8), Array("second".utf8))
        let members: [UInt8] = Array(try [first, [], second].map { try compress($0, .gzip) }.joined())
        #expect(try MessageCompression.decompress(members, with: .gzip, limit: 12) == first + second)
        #expect(failure(members, .gzip, limit: 11)?.code == .resourceExhausted)
        #expect(failure(members + [0], .gzip)?.code == .internal)
        #expect(failure(try compress(first, .deflate) + compress(second, .deflate), .deflate)?.code == .internal)
    }

    @Test(arguments: formats)
    func theLimitIsExact(format: CompressionAlgorithm) throws {
        for count in [1, 100, 16_384, 16_385, 100_000] {
            let body = try compress(Array(repeating: 3, count: count), format)
            #expect(try MessageCompression.decompress(body, with: format, limit: count).count == count)
            #expect(try MessageCompression.decompress(body, with: format, limit: Int.max).count == count)
            let wanted = RPCError(
                .resourceExhausted, "grpc: received message after decompression larger than max (more than \(count - 1))")
            #expect(failure(body, format, limit: count - 1) == wanted)
        }
        #expect(try MessageCompression.decompress(try compress([], format), with: format, limit: 0) == [])
    }

    @Test func aBodyThatWouldBecomeAGigabyteCostsNoMemory() throws {
        let member = try compress(Array(repeating: 0, count: 32 << 20), .gzip)
        let bomb = Array(repeatElement(member, count: 32).joined())
        let before = try peakMemory(resetting: true)
        #expect(failure(bomb, .gzip, limit: 4 << 20)?.code == .resourceExhausted)
        #expect(try peakMemory(resetting: false) - before < 32 << 20)
    }

    /// The largest resident size since the last reset, in bytes.
    private func peakMemory(resetting: Bool) throws -> Int {
        if resetting {
            let file = try #require(fopen("/proc/self/clear_refs", "w"))
            fputs("5", file)
            fclose(file)
        }
        let file = try #require(fopen("/proc/self/status", "r"))
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix("VmHWM:") { return try #require(Int(text.filter(\.isNumber))) << 10 }
        }
        throw RPCError(.internal, "no VmHWM")
    }

    @Test func manyThreadsMayCompressAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let format = Self.formats[index % 2]
                    var message = Array("message \(index) ".utf8)
                    message += Self.messages[index % Self.messages.count]
                    let frame = try MessageCompression.compress(message, headroom: 0, with: format)
                    #expect(try MessageCompression.decompress(frame, with: format, limit: message.count) == message)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func anIdlePoolKeepsNoMoreThanItsCapacity() {
        let pool = IdlePool<Int>(capacity: 2)
        #expect(pool.take() == nil)
        for number in 1...3 { pool.give(number) }
        #expect(pool.count == 2)
        #expect([pool.take(), pool.take(), pool.take()] == [2, 1, nil])
    }
}
