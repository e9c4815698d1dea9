/// Completes the frames of messages (gRPC over HTTP/2, "Length-Prefixed-Message").
enum MessageFrame {
    /// The bytes before a message: a flag and its length.
    static let prefixSize = 5

    /// Compresses the message behind the five bytes of prefix, if there is one and an algorithm for it, and writes the prefix.
    /// - Throws: INTERNAL when there is no memory for compressing.
    static func complete(_ frame: consuming [UInt8], with algorithm: CompressionAlgorithm) throws(RPCError) -> [UInt8] {
        var frame = frame
        let isCompressed = algorithm != .identity && frame.count > prefixSize
        if isCompressed { frame = try MessageCompression.compress(frame, headroom: prefixSize, with: algorithm) }
        let size = UInt32(truncatingIfNeeded: frame.count - prefixSize)
        frame.withUnsafeMutableBytes { bytes in
            bytes[0] = isCompressed ? 1 : 0
            bytes.storeBytes(of: size.bigEndian, toByteOffset: 1, as: UInt32.self)
        }
        return frame
    }
}
