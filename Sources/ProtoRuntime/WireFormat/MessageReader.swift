/// Cuts the body of a call into messages: a flag byte, a length of four bytes (big endian), the message (gRPC over HTTP/2,
/// "Length-Prefixed-Message"). DATA frames may split them anywhere.
struct MessageReader {
    private static let largestReservation = 1 << 20

    /// Whether the call has a compression, so that messages may be compressed.
    var isCompressionKnown = false
    private let maximumSize: Int
    private var prefix: UInt64 = 0
    private var prefixCount = 0
    private var message: [UInt8] = []

    init(maximumSize: Int) {
        self.maximumSize = maximumSize
    }

    /// Whether a message has begun and is not complete.
    var isInsideMessage: Bool { prefixCount > 0 }

    /// Bytes of a message that is not complete.
    var pendingBytes: Int { message.count }

    /// Takes bytes from the front of `input` up to the end of the first message.
    /// - Returns: the message, or `nil` when `input` was not enough.
    /// - Throws: INTERNAL for a flag that means nothing, RESOURCE_EXHAUSTED for a length above the limit, before anything is buffered.
    mutating func next(_ input: inout UnsafeBufferPointer<UInt8>) throws(RPCError) -> ReceivedMessage? {
        if prefixCount < MessageFrame.prefixSize {
            takeWholePrefix(&input)
            while prefixCount < MessageFrame.prefixSize {
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
            let whole = [UInt8](UnsafeBufferPointer(rebasing: input.prefix(missing)))
            input = UnsafeBufferPointer(rebasing: input.dropFirst(missing))
            return reset(returning: whole)
        }
        // A prefix alone does not get its sender the memory that it speaks of.
        if message.isEmpty { message.reserveCapacity(min(size, Self.largestReservation)) }
        let part = input.prefix(missing)
        message.append(contentsOf: part)
        input = UnsafeBufferPointer(rebasing: input.dropFirst(part.count))
        guard message.count == size else { return nil }
        return reset(returning: message)
    }

    /// Takes a prefix that lies in one piece, as nearly all do.
    private mutating func takeWholePrefix(_ input: inout UnsafeBufferPointer<UInt8>) {
        guard prefixCount == 0, input.count >= MessageFrame.prefixSize else { return }
        let bytes = UnsafeRawBufferPointer(input)
        prefix = UInt64(bytes[0]) << 32 | UInt64(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self)))
        prefixCount = MessageFrame.prefixSize
        input = UnsafeBufferPointer(rebasing: input.dropFirst(MessageFrame.prefixSize))
    }

    private mutating func reset(returning whole: [UInt8]) -> ReceivedMessage {
        defer { message = [] }
        let isCompressed = prefix >> 32 == 1
        prefix = 0
        prefixCount = 0
        return ReceivedMessage(bytes: whole, isCompressed: isCompressed)
    }

    private func checkPrefix() throws(RPCError) {
        let flag = prefix >> 32
        guard flag == 0 || flag == 1 && isCompressionKnown else {
            throw flag == 1
                ? RPCError(.internal, "grpc: compressed flag set with identity or empty encoding")
                : RPCError(.internal, "grpc: received unexpected payload format \(flag)")
        }
        let size = Int(prefix & 0xFFFF_FFFF)
        guard size <= maximumSize else {
            throw RPCError(.resourceExhausted, "grpc: received message larger than max (\(size) vs. \(maximumSize))")
        }
    }
}
