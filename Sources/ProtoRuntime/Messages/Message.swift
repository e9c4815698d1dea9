/// A protocol buffer message as a Swift value. `protoc-gen-generia` writes the conforming types.
///
/// Bytes come in through protobuf-c, behind a scan of the wire form (`WireScan`) and with a bump allocator (``UnpackedMessage``). They go
/// out through ``WireWriter`` without a C structure between: that saves one copy of every field, keeps `-0.0` apart from `0.0` (protobuf-c
/// omits both), and is about three times as fast.
///
/// Equality and hashes of strings are Swift's (canonical equivalence), everywhere else they are those of the wire.
public protocol Message: Sendable, Hashable {
    /// A message with every field at its default.
    init()

    /// The full name of the type in its proto file: `generia.character.Character`.
    static var fullName: String { get }

    /// The fields that this program's proto file does not know, in wire form and in the order they came in.
    var unknownFields: [UInt8] { get set }

    /// Decodes the wire form.
    /// - Parameter bytes: one whole message; not kept.
    /// - Throws: ``DecodingError`` when `bytes` is not well-formed.
    init(decoding bytes: UnsafeRawBufferPointer) throws(DecodingError)

    /// Writes every field that is set, the highest number first: a ``WireWriter`` fills its buffer from the back.
    func write(to writer: inout WireWriter)
}

extension Message {
    /// Decodes the wire form from an array.
    /// - Throws: ``DecodingError`` when `bytes` is not well-formed.
    @inlinable
    public init(decoding bytes: [UInt8]) throws(DecodingError) {
        let result = bytes.withUnsafeBytes { (buffer) -> Result<Self, DecodingError> in
            do throws(DecodingError) {
                return .success(try Self(decoding: buffer))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// A message whose fields `populate` sets.
    public static func with<Failure: Error>(_ populate: (inout Self) throws(Failure) -> Void) throws(Failure) -> Self {
        var message = Self()
        try populate(&message)
        return message
    }

    /// The number of bytes of the wire form.
    @inlinable
    public var encodedSize: Int {
        var writer = WireWriter.measuring()
        write(to: &writer)
        return writer.writtenCount
    }

    /// Writes the wire form into `buffer`, which must have exactly ``encodedSize`` bytes.
    @inlinable
    public func encode(into buffer: UnsafeMutableRawBufferPointer) {
        var writer = WireWriter(filling: buffer)
        write(to: &writer)
        precondition(writer.isFull, "the buffer of a message must have the message's encoded size")
    }

    /// The wire form, after `headroom` bytes of zero that the caller fills: the prefix of a gRPC frame.
    @inlinable
    public func encoded(headroom: Int = 0) -> [UInt8] {
        let size = encodedSize
        return [UInt8](unsafeUninitializedCapacity: headroom + size) { buffer, count in
            buffer[..<headroom].initialize(repeating: 0)
            encode(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[headroom...]))
            count = headroom + size
        }
    }
}
