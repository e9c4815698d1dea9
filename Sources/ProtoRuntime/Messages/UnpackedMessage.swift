internal import CDecodeArena
public import CProtobufC

/// The way from bytes to protobuf-c's structures: scan, rewrite when needed, unpack into the thread's arena.
///
/// Used by generated code only:
///
///     let unpacked = try UnpackedMessage.open(bytes, descriptor)
///     defer { UnpackedMessage.close() }
///     self.init(unpacked.assumingMemoryBound(to: Example__Type.self))
///
/// Invariant: `open` and `close` stand in one synchronous function, so the arena is used by one thread and the structures
/// do not outlive it; the Swift value copies what it keeps.
public enum UnpackedMessage {
    /// Unpacks one whole message. Every successful call is followed by one ``close()`` on the same thread.
    /// - Throws: ``DecodingError`` when `bytes` is not well-formed.
    public static func open(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws(DecodingError) -> UnsafeRawPointer {
        guard bytes.count <= Int(Int32.max) else { throw .tooLarge }
        let table = FieldTable(descriptor)
        var scan = WireScan()
        try scan.message(bytes, table)
        guard scan.needsNormalizing else { return try unpack(bytes, descriptor) }
        let normalized = try WireNormalizer.normalize(bytes, table)
        let result = normalized.withUnsafeBytes { (buffer) -> Result<UnsafeRawPointer, DecodingError> in
            do throws(DecodingError) {
                return .success(try unpack(buffer, descriptor))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Gives back the structures of the last ``open(_:_:)`` of this thread.
    public static func close() {
        decode_arena_close()
    }

    private static func unpack(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws(DecodingError) -> UnsafeRawPointer {
        let allocator = decode_arena_open()
        let message = protobuf_c_message_unpack(
            descriptor, allocator, bytes.count, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        guard let message else {
            decode_arena_close()
            throw .refused
        }
        return UnsafeRawPointer(message)
    }
}
