/// Reads tags and values of the wire form, one after the other, never beyond the end of its bytes.
///
/// Invariant: `0 <= position <= bytes.count`; every read checks before it moves. The bytes belong to the caller and outlive the reader.
struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The bytes from `start` to the current position.
    func consumed(from start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }

    mutating func varint() throws(DecodingError) -> UInt64 {
        guard position < bytes.count else { throw .truncated }
        let first = bytes[position]
        if first < 0x80 {
            position &+= 1
            return UInt64(first)
        }
        return try longVarint()
    }

    private mutating func longVarint() throws(DecodingError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 70 {
            guard position < bytes.count else { throw .truncated }
            let byte = bytes[position]
            position &+= 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        throw .overlongVarint
    }

    mutating func tag() throws(DecodingError) -> WireTag {
        let start = position
        let value = try varint()
        guard position - start <= 5, let tag = UInt32(exactly: value) else { throw .invalidTag }
        guard tag >> 3 != 0 else { throw .invalidFieldNumber }
        guard let wireType = WireType(rawValue: UInt8(tag & 7)) else { throw .reservedWireType }
        return WireTag(number: tag >> 3, wireType: wireType)
    }

    /// The bytes of a length-delimited value. A length takes at most five bytes, as in protobuf-c.
    mutating func lengthDelimited() throws(DecodingError) -> UnsafeRawBufferPointer {
        let start = position
        let length = try varint()
        guard position - start <= 5, length <= UInt64(bytes.count - position) else { throw .invalidLength }
        let value = UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(length)])
        position += Int(length)
        return value
    }

    mutating func skip(_ count: Int) throws(DecodingError) {
        guard count <= bytes.count - position else { throw .truncated }
        position += count
    }

    /// Skips a value; for a group, everything up to and with its end tag.
    /// - Parameter depth: how many messages and groups already surround the value.
    mutating func skipValue(of tag: WireTag, depth: Int) throws(DecodingError) {
        switch tag.wireType {
        case .varint: _ = try varint()
        case .fixed64: try skip(8)
        case .lengthDelimited: _ = try lengthDelimited()
        case .fixed32: try skip(4)
        case .startGroup: try skipGroup(tag.number, depth: depth + 1)
        case .endGroup: throw .unmatchedGroup
        }
    }

    private mutating func skipGroup(_ number: UInt32, depth: Int) throws(DecodingError) {
        guard depth <= WireScan.maximumDepth else { throw .tooDeep }
        while true {
            let tag = try self.tag()
            if tag.wireType == .endGroup {
                guard tag.number == number else { throw .unmatchedGroup }
                return
            }
            try skipValue(of: tag, depth: depth)
        }
    }
}
