/// Base64 (RFC 4648).
enum Base64 {
    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The usual form, with padding (section 4).
    static func encode(_ bytes: [UInt8]) -> String { encode(bytes, standard, isPadded: true) }

    /// The form for addresses and file names, without padding (section 5).
    static func encodeForURL(_ bytes: [UInt8]) -> String { encode(bytes, urlSafe, isPadded: false) }

    private static func encode(_ bytes: [UInt8], _ alphabet: [UInt8], isPadded: Bool) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0) | (rest > 2 ? UInt32(bytes[index + 2]) : 0)
            output.append(alphabet[Int(group >> 18)])
            output.append(alphabet[Int(group >> 12 & 63)])
            if rest > 1 { output.append(alphabet[Int(group >> 6 & 63)]) }
            if rest > 2 { output.append(alphabet[Int(group & 63)]) }
            if isPadded, rest < 3 { output += [UInt8](repeating: UInt8(ascii: "="), count: 3 - rest) }
            index += 3
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes of the form for addresses; `nil` when the text is anything else.
    static func decodeForURL(_ text: some StringProtocol) -> [UInt8]? {
        var output: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            guard let value = value(of: byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        // What is left over must be empty, so that no two texts stand for the same bytes.
        return count < 6 && bits & (1 << UInt32(count) - 1) == 0 ? output : nil
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
