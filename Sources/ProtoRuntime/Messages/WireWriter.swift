/// Writes the wire form of a message from its last byte to its first.
///
/// Written backwards, the length of an embedded message is known when its prefix is due: no size has to be computed twice and
/// none is kept in the message. A writer without a buffer only counts; the two passes run the same code and so cannot disagree.
///
/// Invariant: while writing, `0 <= position <= buffer.count`, and everything from `position` on is initialized.
public struct WireWriter {
    @usableFromInline let buffer: UnsafeMutableRawPointer?
    @usableFromInline let end: Int
    @usableFromInline var position: Int

    @usableFromInline
    init(buffer: UnsafeMutableRawPointer?, end: Int) {
        self.buffer = buffer
        self.end = end
        position = end
    }

    /// A writer that counts bytes and stores none.
    public static func measuring() -> WireWriter {
        WireWriter(buffer: nil, end: 0)
    }

    /// A writer that fills `buffer` from its end.
    public init(filling buffer: UnsafeMutableRawBufferPointer) {
        self.init(buffer: buffer.baseAddress, end: buffer.count)
    }

    /// The number of bytes written or counted so far.
    public var writtenCount: Int { end - position }

    /// Whether the buffer is filled to its first byte.
    public var isFull: Bool { position == 0 }

    /// Whether this writer only counts, so that the order of what is written does not matter.
    public var isMeasuring: Bool { buffer == nil && end == 0 }

    /// Moves back over `count` bytes and returns where they begin; nil when only counting.
    @inlinable
    @inline(__always)
    mutating func reserve(_ count: Int) -> UnsafeMutableRawPointer? {
        position &-= count
        guard let buffer else { return nil }
        precondition(position >= 0, "the buffer of a message must have the message's encoded size")
        return buffer + position
    }

    /// Writes a variable-length integer.
    @inlinable
    @inline(__always)
    public mutating func varint(_ value: UInt64) {
        if value < 0x80 {
            reserve(1)?.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
        } else {
            longVarint(value)
        }
    }

    @usableFromInline
    mutating func longVarint(_ value: UInt64) {
        let count = (70 &- value.leadingZeroBitCount) / 7
        guard let start = reserve(count) else { return }
        var rest = value
        for index in 0..<(count &- 1) {
            start.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: index, as: UInt8.self)
            rest >>= 7
        }
        start.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: count &- 1, as: UInt8.self)
    }

    /// Writes four bytes, little-endian.
    @inlinable
    public mutating func fixed32(_ value: UInt32) {
        reserve(4)?.storeBytes(of: value.littleEndian, as: UInt32.self)
    }

    /// Writes eight bytes, little-endian.
    @inlinable
    public mutating func fixed64(_ value: UInt64) {
        reserve(8)?.storeBytes(of: value.littleEndian, as: UInt64.self)
    }

    /// Writes bytes as they are.
    public mutating func raw(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, let start = reserve(bytes.count) else { return }
        bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: $0.count) }
    }

    /// Writes the UTF-8 form of `text`.
    public mutating func text(_ text: String) {
        let utf8 = text.utf8
        guard let start = reserve(utf8.count) else { return }
        UnsafeMutableRawBufferPointer(start: start, count: utf8.count).copyBytes(from: utf8)
    }

    /// Writes the tag of a field.
    @inlinable
    @inline(__always)
    public mutating func tag(_ field: UInt32, _ wireType: WireType) {
        varint(UInt64(field) << 3 | UInt64(wireType.rawValue))
    }

    /// Writes what `body` writes, before it its length.
    @inlinable
    public mutating func lengthPrefixed(_ body: (inout WireWriter) -> Void) {
        let bodyEnd = position
        body(&self)
        varint(UInt64(bodyEnd &- position))
    }
}
