/// Compresses and decompresses messages (gRPC over HTTP/2, "Compressed-Flag"; gRPC "Compression").
///
/// Every message is a stream of its own: no context goes from one message to the next. zlib's state is large, therefore it is kept for the
/// following messages: up to four compressing streams of each format and eight decompressing ones, about 2.5 MB when all are idle.
enum MessageCompression {
    private static let deflaters = IdlePool<Deflater>(capacity: 4)
    private static let gzipDeflaters = IdlePool<Deflater>(capacity: 4)
    private static let inflaters = IdlePool<Inflater>(capacity: 8)

    /// Compresses a message.
    ///
    /// An empty message, and one that does not become smaller, are better sent as they are, with a flag of 0; to see which it is, compare
    /// the sizes.
    /// - Parameters:
    ///   - frame: `headroom` bytes, then the message.
    ///   - headroom: the bytes before the message, which the result has too, as zeros.
    ///   - algorithm: with `identity` the frame comes back as it is.
    ///   - level: how much time it may take.
    /// - Throws: INTERNAL when there is no memory for it.
    static func compress(
        _ frame: [UInt8], headroom: Int, with algorithm: CompressionAlgorithm, level: CompressionLevel = .balanced
    ) throws(RPCError) -> [UInt8] {
        guard algorithm != .identity else { return frame }
        let (pool, windowBits) = algorithm == .gzip ? (gzipDeflaters, gzipWindowBits) : (deflaters, zlibWindowBits)
        guard let deflater = reusable(pool.take(), { $0.reset(level: level) }) ?? Deflater(windowBits: windowBits, level: level) else {
            throw RPCError(.internal, "grpc: error while compressing: out of memory")
        }
        var compressed = [UInt8](repeating: 0, count: headroom)
        let isDone = frame.withUnsafeBufferPointer { bytes in
            deflater.compress(UnsafeBufferPointer(rebasing: bytes.dropFirst(headroom)), into: &compressed)
        }
        guard isDone else { throw RPCError(.internal, "grpc: error while compressing with \(algorithm)") }
        pool.give(deflater)
        return compressed
    }

    /// Decompresses a message whose compressed-flag is 1.
    ///
    /// A gzip message may consist of several members one after another (RFC 1952, section 2.2); anything else behind the compressed data
    /// is refused. A body of no bytes stands for the empty message.
    /// - Parameters:
    ///   - bytes: the compressed message.
    ///   - algorithm: its format. With `identity` the flag was wrong.
    ///   - limit: the largest message that is accepted, in bytes.
    /// - Throws: INTERNAL for a body that is corrupt, or compressed while it should not be; RESOURCE_EXHAUSTED as soon as more than
    ///   `limit` bytes come out, whatever the body would become.
    static func decompress(_ bytes: [UInt8], with algorithm: CompressionAlgorithm, limit: Int) throws(RPCError) -> [UInt8] {
        guard algorithm != .identity else {
            throw RPCError(.internal, "grpc: compressed flag set with identity or empty encoding")
        }
        if bytes.isEmpty { return [] }
        let windowBits = algorithm == .gzip ? gzipWindowBits : zlibWindowBits
        let idle = reusable(inflaters.take(), { $0.reset(windowBits: windowBits) })
        guard let inflater = idle ?? Inflater(windowBits: windowBits) else { throw failure(.outOfMemory, limit) }
        defer { inflaters.give(inflater) }
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(Inflater.Failure) in
                try inflater.decompress(buffer, limit: limit, isSeries: algorithm == .gzip)
            }
        }
        switch result {
        case .success(let message): return message
        case .failure(let reason): throw failure(reason, limit)
        }
    }

    /// The largest window, 2^15 bytes; zlib takes 16 more as a word for the gzip format.
    private static let zlibWindowBits: Int32 = 15
    private static let gzipWindowBits: Int32 = 31

    private static func reusable<Stream>(_ idle: Stream?, _ reset: (Stream) -> Bool) -> Stream? {
        guard let idle, reset(idle) else { return nil }
        return idle
    }

    private static func failure(_ failure: Inflater.Failure, _ limit: Int) -> RPCError {
        switch failure {
        case .corrupt(let what): RPCError(.internal, "grpc: failed to decompress the received message: \(what)")
        case .tooLarge: RPCError(.resourceExhausted, "grpc: received message after decompression larger than max (more than \(limit))")
        case .outOfMemory: RPCError(.internal, "grpc: failed to decompress the received message: out of memory")
        }
    }
}
