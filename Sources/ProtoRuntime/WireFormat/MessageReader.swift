/// Cuts the body of a call into messages: a flag byte, a length of four bytes (big endian), the message (gRPC over HTTP/2,
/// "Length-Prefixed-Message"). DATA frames may split them anywhere.
struct MessageReader {
    private static let prefixSize = 5

    private let maximumSize: Int
    private var prefix: UInt64 = 0
    private var prefixCount = 0
    private var message: [UInt8] = []

    init(maximumSize: Int) {
        self.maximumSize = maximumSize
    }

    /// Whether a message has begun and is not complete.
    var isInsideMessage: Bool { prefixCount > 0 }

    /// Takes bytes from the front of `input` up to the end of the first message.
    /// - Returns: the message, or `nil` when `input` was not enough.
    /// - Throws: INTERNAL for a flag that is not 0, RESOURCE_EXHAUSTED for a length above the limit, before anything is buffered.
    mutating func next(_ input: inout UnsafeBufferPointer<UInt8>) throws(RPCError) -> [UInt8]? {
        if prefixCount < Self.prefixSize {
            while prefixCount < Self.prefixSize {
                guard let byte = input.first else { return nil }
                prefix = prefix << 8 | UInt64(byte)
                prefixCount += 1
                input = UnsafeBufferPointer(rebasing: input.dropFirst())
            }
            try checkPrefix()
        }
        let size = Int(prefix & 0xFFFF_FFFF)
        let missing = size - message.count
        if message.isEmpty, input.count >= missing {
            let whole = [UInt8](input.prefix(missing))
            input = UnsafeBufferPointer(rebasing: input.dropFirst(missing))
            reset()
            return whole
        }
        if message.isEmpty { message.reserveCapacity(size) }
        let part = input.prefix(missing)
        message.append(contentsOf: part)
        input = UnsafeBufferPointer(rebasing: input.dropFirst(part.count))
        guard message.count == size else { return nil }
        let whole = message
        reset()
        return whole
    }

    private mutating func reset() {
        prefix = 0
        prefixCount = 0
        message = []
    }

    private func checkPrefix() throws(RPCError) {
        let flag = prefix >> 32
        guard flag == 0 else {
            throw flag == 1
                ? RPCError(.internal, "grpc: compressed flag set with identity or empty encoding")
                : RPCError(.internal, "grpc: received unexpected payload format \(flag)")
        }
        let size = Int(prefix & 0xFFFF_FFFF)
        guard size <= maximumSize else {
            throw RPCError(.resourceExhausted, "grpc: received message larger than max (\(size) vs. \(maximumSize))")
        }
    }

    /// Writes the prefix of an uncompressed message into the first five bytes of `frame`, whose rest is the message.
    static func writePrefix(into frame: inout [UInt8]) {
        let size = UInt32(truncatingIfNeeded: frame.count - prefixSize)
        frame.withUnsafeMutableBytes { bytes in
            bytes[0] = 0
            bytes.storeBytes(of: size.bigEndian, toByteOffset: 1, as: UInt32.self)
        }
    }
}
