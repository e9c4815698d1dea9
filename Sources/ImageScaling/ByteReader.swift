/// Reads numbers from a file's bytes; everything outside of them is `nil`.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>

    /// Reads `bytes`; positions count from their beginning.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    subscript(position: Int) -> UInt8? {
        guard position >= 0, position < bytes.count else { return nil }
        return bytes[bytes.startIndex + position]
    }

    /// An unsigned number of `size` bytes, at most four.
    func number(at position: Int, size: Int, isBigEndian: Bool) -> Int? {
        guard position >= 0, position <= bytes.count - size else { return nil }
        let start = bytes.startIndex + position
        var value = 0
        for offset in 0..<size {
            value = value << 8 | Int(bytes[start + (isBigEndian ? offset : size - 1 - offset)])
        }
        return value
    }

    func bigEndian16(at position: Int) -> Int? { number(at: position, size: 2, isBigEndian: true) }
    func bigEndian32(at position: Int) -> Int? { number(at: position, size: 4, isBigEndian: true) }
    func littleEndian16(at position: Int) -> Int? { number(at: position, size: 2, isBigEndian: false) }
    func littleEndian24(at position: Int) -> Int? { number(at: position, size: 3, isBigEndian: false) }
    func littleEndian32(at position: Int) -> Int? { number(at: position, size: 4, isBigEndian: false) }

    /// The bytes from a position on, at most `length` of them.
    func part(at position: Int, length: Int) -> ByteReader {
        let start = min(max(position, 0), bytes.count)
        return ByteReader(bytes.dropFirst(start).prefix(max(length, 0)))
    }

    func matches(_ expected: [UInt8], at position: Int) -> Bool {
        position >= 0 && position <= bytes.count - expected.count && bytes.dropFirst(position).starts(with: expected)
    }

    func matches(_ expected: StaticString, at position: Int) -> Bool {
        matches(expected.withUTF8Buffer(Array.init), at: position)
    }

    /// The position of the next `byte` from `position` on.
    func first(_ byte: UInt8, from position: Int) -> Int? {
        bytes.dropFirst(max(position, 0)).firstIndex(of: byte).map { $0 - bytes.startIndex }
    }
}
