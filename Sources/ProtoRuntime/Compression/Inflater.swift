import CZlib

/// A zlib stream that decompresses, about 40 KB of memory; used for one message at a time and reset between them.
///
/// `@unchecked Sendable`: whoever has taken it out of its pool owns it alone. The stream lives at a fixed address, because zlib's state
/// points back to it; the state is initialized from `init?` to `deinit`.
final class Inflater: @unchecked Sendable {
    /// Why a message cannot be decompressed.
    enum Failure: Error {
        /// The body is not of its format; zlib's word for what is wrong.
        case corrupt(String)
        /// More bytes come out than are accepted.
        case tooLarge
        case outOfMemory
    }

    private let stream: UnsafeMutablePointer<z_stream>

    /// `nil` when there is no memory.
    init?(windowBits: Int32) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard czlib_inflate_init(stream, windowBits) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Makes the stream ready for another message, of any format; `false` when it cannot be used again.
    func reset(windowBits: Int32) -> Bool { inflateReset2(stream, windowBits) == Z_OK }

    /// Decompresses a whole message.
    /// - Parameters:
    ///   - input: the compressed message, all of which must belong to it.
    ///   - limit: the bytes that may come out, 0 or more; decompression stops with the first one above.
    ///   - isSeries: whether several compressed streams, one after another, make up the message (RFC 1952, section 2.2).
    func decompress(_ input: UnsafeBufferPointer<UInt8>, limit: Int, isSeries: Bool) throws(Failure) -> [UInt8] {
        var output: [UInt8] = []
        let failure: Failure? = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunkSize) { chunk in
            var rest = input
            while true {
                let piece = rest.prefix(Int(uInt.max))
                let allowed = limit - output.count
                let room = allowed < chunk.count ? allowed + 1 : chunk.count
                stream.pointee.next_in = UnsafeBufferPointer(rebasing: piece).baseAddress
                stream.pointee.avail_in = uInt(piece.count)
                stream.pointee.next_out = chunk.baseAddress
                stream.pointee.avail_out = uInt(room)
                let result = inflate(stream, Z_NO_FLUSH)
                rest = UnsafeBufferPointer(rebasing: rest.dropFirst(piece.count - Int(stream.pointee.avail_in)))
                let produced = room - Int(stream.pointee.avail_out)
                if produced > allowed { return .tooLarge }
                output.append(contentsOf: chunk[..<produced])
                switch result {
                case Z_OK:
                    continue
                case Z_STREAM_END:
                    if rest.isEmpty { return nil }
                    guard isSeries else { return .corrupt("\(rest.count) bytes follow the compressed data") }
                    guard inflateReset(stream) == Z_OK else { return .outOfMemory }
                case Z_MEM_ERROR:
                    return .outOfMemory
                case Z_BUF_ERROR:
                    return .corrupt("it ends too early")
                default:
                    return .corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "it needs a dictionary")
                }
            }
        }
        if let failure { throw failure }
        return output
    }

    /// Bytes that zlib gives at a time.
    private static let chunkSize = 16 << 10
}
