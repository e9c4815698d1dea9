import Hashing

/// A 128-bit identifier: a UUID, or 16 random bytes in the same dress (media ids).
public struct Identifier: Sendable, Hashable {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// The identifier whose sixteen bytes are `high` and `low`, each big-endian.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The identifier made of the first sixteen of `bytes`, as one takes it from a digest; missing bytes count as zero.
    public init(bytes: [UInt8]) {
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.prefix(16).enumerated() {
            if index < 8 {
                words.0 |= UInt64(byte) << UInt64(56 - index * 8)
            } else {
                words.1 |= UInt64(byte) << UInt64(120 - index * 8)
            }
        }
        self.init(high: words.0, low: words.1)
    }

    /// The sixteen bytes, most significant first.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - $0 * 8)) } }
    }

    /// The identifier of `name` in `namespace`: UUID version 5, RFC 9562, 5.5. The same two always give the same identifier.
    public static func v5(namespace: Identifier, name: String) -> Identifier {
        Identifier(bytes: Hashing.sha1(namespace.bytes + Array(name.utf8))).shaped(version: 5)
    }

    /// The same bits with the version and variant fields of RFC 9562 set.
    func shaped(version: UInt64) -> Identifier {
        Identifier(
            high: (high & 0xffff_ffff_ffff_0fff) | (version << 12),
            low: (low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000)
    }
}

extension Identifier: CustomStringConvertible {
    /// The canonical form: 36 characters, lower case, 8-4-4-4-12.
    public var canonical: String { text(hyphenated: true) }

    /// The canonical form.
    public var description: String { canonical }

    /// 32 lower-case hexadecimal digits without hyphens.
    public var hex: String { text(hyphenated: false) }

    private func text(hyphenated: Bool) -> String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for index in 0..<32 {
                if hyphenated && (index == 8 || index == 12 || index == 16 || index == 20) {
                    buffer[position] = 0x2d
                    position += 1
                }
                let word = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - (index & 15) * 4)) & 15
                buffer[position] = digit < 10 ? 0x30 + digit : 0x57 + digit
                position += 1
            }
            return position
        }
    }
}

extension Identifier {
    /// Reads a UUID as PostgreSQL does (platform contract 0.2): 32 hexadecimal digits of either case, a hyphen allowed after any
    /// group of four but the last, the whole optionally in one pair of braces. `nil` for anything else, blanks and `urn:uuid:` included.
    public init?(parsing text: String) {
        var text = text
        // In place for strings of Swift's own making: ids are read with every call.
        guard let identifier = text.withUTF8({ Self.parse($0) }) else { return nil }
        self = identifier
    }

    private static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Identifier? {
        var end = text.count
        var position = 0
        if text.first == UInt8(ascii: "{") {
            guard text.last == UInt8(ascii: "}") else { return nil }
            position = 1
            end -= 1
        }
        // 32 digits and at most seven hyphens.
        guard (32...39).contains(end - position) else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for index in 0..<32 {
            guard position < end, let digit = hexDigit(text[position]) else { return nil }
            position += 1
            if index < 16 {
                words.0 = words.0 << 4 | digit
            } else {
                words.1 = words.1 << 4 | digit
            }
            if index % 4 == 3, index < 31, position < end, text[position] == UInt8(ascii: "-") { position += 1 }
        }
        return position == end ? Identifier(high: words.0, low: words.1) : nil
    }

    private static func hexDigit(_ character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(character - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
