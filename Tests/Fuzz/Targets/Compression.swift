@testable import ProtoRuntime

extension FuzzTarget {
    private static let formats: [CompressionAlgorithm] = [.gzip, .deflate]

    /// No body crashes decompression or gets beyond its limit; messages come back from their compressed form; and what was decompressed is
    /// the same under a limit of exactly its size.
    static let compression = FuzzTarget(name: "compression", maximumLength: 4096) { bytes throws(Violation) in
        var input = FuzzInput(bytes)
        let format = formats[input.choice(below: 2)]
        let limit = Int(input.integer(bytes: 3))
        let body = input.remaining()
        if let message = try? MessageCompression.decompress(body, with: format, limit: limit) {
            try require(message.count <= limit, "the limit is passed")
            let again = try? MessageCompression.decompress(body, with: format, limit: message.count)
            try require(again == message, "another message under its own size as the limit")
            if !message.isEmpty { try checkLimit(body, format, limit: message.count - 1) }
        }
        guard let frame = try? MessageCompression.compress([1, 2, 3, 4, 5] + body, headroom: 5, with: format, level: .fastest) else {
            throw Violation("cannot compress")
        }
        try require(frame.prefix(5) == [0, 0, 0, 0, 0], "the headroom is not kept")
        let back = try? MessageCompression.decompress(Array(frame.dropFirst(5)), with: format, limit: body.count)
        try require(back == body, "the message does not come back")
    }

    private static func checkLimit(_ body: [UInt8], _ format: CompressionAlgorithm, limit: Int) throws(Violation) {
        do throws(RPCError) {
            _ = try MessageCompression.decompress(body, with: format, limit: limit)
        } catch {
            return try require(error.code == .resourceExhausted, "\(error) instead of RESOURCE_EXHAUSTED")
        }
        throw Violation("the limit is passed")
    }

    /// A list of accepted compressions never fails; what it accepts is written in a form that accepts the same.
    static let compressionHeader = FuzzTarget(name: "compression-header", maximumLength: 128) { bytes throws(Violation) in
        var set = CompressionSet.none
        set.insert(acceptEncoding: bytes)
        var again = CompressionSet.none
        again.insert(acceptEncoding: Array(set.acceptEncoding.utf8))
        try require(again == set, "another set is read than was written")
        try require(set.contains(.identity), "identity is not accepted")
        if let known = CompressionAlgorithm(name: bytes) { try require(set.contains(known), "a name alone is not accepted") }
    }
}
