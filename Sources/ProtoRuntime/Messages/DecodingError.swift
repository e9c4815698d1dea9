/// Why bytes are not a message. The message text is short and says what was wrong and, where there is a limit, which.
public struct DecodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason, in the form that follows `grpc: error unmarshalling request: `.
    public let message: String

    /// An error with the given reason.
    public init(_ message: String) {
        self.message = message
    }

    /// The reason.
    public var description: String { message }
}

extension DecodingError {
    static let truncated = DecodingError("proto: unexpected end of the message")
    static let overlongVarint = DecodingError("proto: variable-length integer of more than 10 bytes")
    static let invalidTag = DecodingError("proto: field tag of more than 32 bits")
    static let invalidFieldNumber = DecodingError("proto: field number 0 (accepted: 1...536870911)")
    static let invalidLength = DecodingError("proto: length of a field exceeds the message")
    static let invalidPackedField = DecodingError("proto: packed field does not end with a whole element")
    static let reservedWireType = DecodingError("proto: wire type 6 or 7 (accepted: 0...5)")
    static let unmatchedGroup = DecodingError("proto: end of a group that was not begun")
    static let tooDeep = DecodingError("proto: message nested deeper than \(WireScan.maximumDepth) levels")
    static let tooLarge = DecodingError("proto: message of more than 2147483647 bytes")
    static let invalidUTF8 = DecodingError("string field contains invalid UTF-8")
    static let refused = DecodingError("proto: message cannot be unpacked")
}
