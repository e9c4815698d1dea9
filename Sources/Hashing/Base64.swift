/// Base64 (RFC 4648) of digests, tokens and contents. Decoding accepts only what encoding produces, so that no two texts stand for the
/// same bytes.
public enum Base64 {
    /// Which of the RFC's alphabets is used.
    public enum Form: Sendable {
        /// The usual alphabet, with padding (section 4).
        case padded
        /// The alphabet for addresses and file names, without padding (section 5).
        case urlSafe
    }

    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The text of `bytes`.
    public static func encode(_ bytes: [UInt8], _ form: Form = .padded) -> String {
        let alphabet = form == .padded ? standard : urlSafe
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
            if form == .padded, rest < 3 { output += [UInt8](repeating: UInt8(ascii: "="), count: 3 - rest) }
            index += 3
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes of `text`; `nil` for text that ``encode(_:_:)`` does not produce in that form.
    public static func decode(_ text: some StringProtocol, _ form: Form = .padded) -> [UInt8]? {
        var output: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") { break }
            guard let value = value(of: byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return encode(output, form).utf8.elementsEqual(text.utf8) ? output : nil
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
