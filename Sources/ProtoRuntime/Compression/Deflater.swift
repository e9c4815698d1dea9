import CZlib

/// A zlib stream that compresses, about 268 KB of memory; used for one message at a time and reset between them.
///
/// `@unchecked Sendable`: whoever has taken it out of its pool owns it alone. The stream lives at a fixed address, because zlib's state
/// points back to it; the state is initialized from `init?` to `deinit`.
final class Deflater: @unchecked Sendable {
    private let stream: UnsafeMutablePointer<z_stream>

    /// `nil` when there is no memory.
    init?(windowBits: Int32, level: CompressionLevel) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard czlib_deflate_init(stream, level.rawValue, windowBits) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Makes the stream ready for another message; `false` when it cannot be used again.
    func reset(level: CompressionLevel) -> Bool {
        // Right after a reset nothing is pending, so that the change of level writes nothing.
        deflateReset(stream) == Z_OK && deflateParams(stream, level.rawValue, Z_DEFAULT_STRATEGY) == Z_OK
    }

    /// Appends the compressed form of `input`; `false` when zlib refuses, which it has no reason to.
    func compress(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Bool {
        var rest = input
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunkSize) { chunk in
            while true {
                let piece = rest.prefix(Int(uInt.max))
                rest = UnsafeBufferPointer(rebasing: rest.dropFirst(piece.count))
                stream.pointee.next_in = UnsafeBufferPointer(rebasing: piece).baseAddress
                stream.pointee.avail_in = uInt(piece.count)
                repeat {
                    stream.pointee.next_out = chunk.baseAddress
                    stream.pointee.avail_out = uInt(chunk.count)
                    let result = deflate(stream, rest.isEmpty ? Z_FINISH : Z_NO_FLUSH)
                    output.append(contentsOf: chunk[..<(chunk.count - Int(stream.pointee.avail_out))])
                    if result == Z_STREAM_END { return true }
                    guard result == Z_OK || result == Z_BUF_ERROR else { return false }
                } while stream.pointee.avail_out == 0
                if rest.isEmpty { return false }
            }
        }
    }

    /// Bytes that zlib gives at a time.
    private static let chunkSize = 16 << 10
}
