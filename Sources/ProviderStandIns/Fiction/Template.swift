/// Sentences with gaps.
///
/// * `{place}` is replaced by the word of that name, `{Place}` by the same with a capital first letter.
/// * `[нашёл|нашла]` becomes the form that fits the speaker: masculine or feminine.
/// * `<early|late>` becomes one of the choices. Gaps and forms may stand inside choices.
struct Template: Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The finished sentence.
    /// - Parameters:
    ///   - words: the words for the gaps; a gap without a word vanishes.
    ///   - isFeminine: the speaker's grammatical gender.
    ///   - dice: decides between choices.
    func filled(_ words: [String: String], isFeminine: Bool, dice: inout Dice) -> String {
        var text = self.text
        return text.withUTF8 { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count * 2)
            Self.fill(bytes[...], words, isFeminine, &dice, &output)
            return String(decoding: output, as: UTF8.self)
        }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func fill(
        _ bytes: Bytes, _ words: [String: String], _ isFeminine: Bool, _ dice: inout Dice, _ output: inout [UInt8]
    ) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            guard let closing = closing(of: byte), let end = end(of: bytes[index...], opening: byte, closing: closing) else {
                output.append(byte)
                index += 1
                continue
            }
            let inside = bytes[(index + 1)..<end]
            switch byte {
            case UInt8(ascii: "{"):
                appendWord(named: inside, words, &output)
            case UInt8(ascii: "["):
                fill(choice(isFeminine ? 1 : 0, of: inside), words, isFeminine, &dice, &output)
            default:
                fill(choice(dice.index(below: choices(in: inside)), of: inside), words, isFeminine, &dice, &output)
            }
            index = end + 1
        }
    }

    private static func appendWord(named name: Bytes, _ words: [String: String], _ output: inout [UInt8]) {
        guard let first = name.first else { return }
        guard first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else {
            if let word = words[String(decoding: name, as: UTF8.self)] { output.append(contentsOf: word.utf8) }
            return
        }
        var lowered = Array(name)
        lowered[0] = first | 0x20
        if let word = words[String(decoding: lowered, as: UTF8.self)] { output.append(contentsOf: word.capitalisedFirst.utf8) }
    }

    private static func closing(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "{"): UInt8(ascii: "}")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "<"): UInt8(ascii: ">")
        default: nil
        }
    }

    private static func end(of bytes: Bytes, opening: UInt8, closing: UInt8) -> Int? {
        var depth = 0
        for index in bytes.indices {
            if bytes[index] == opening { depth += 1 }
            if bytes[index] == closing { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// Bars inside an inner bracket belong to that bracket.
    private static func forEachBar(in bytes: Bytes, _ body: (Int) -> Void) {
        var depth = 0
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "|") where depth == 0: body(index)
            default: break
            }
        }
    }

    private static func choices(in bytes: Bytes) -> Int {
        var count = 1
        forEachBar(in: bytes) { _ in count += 1 }
        return count
    }

    private static func choice(_ number: Int, of bytes: Bytes) -> Bytes {
        var start = bytes.startIndex
        var end = bytes.endIndex
        var seen = 0
        forEachBar(in: bytes) { bar in
            if seen == number { end = min(end, bar) }
            seen += 1
            if seen == number { start = bar + 1 }
        }
        return start <= end && seen >= number ? bytes[start..<end] : bytes[bytes.startIndex..<bytes.startIndex]
    }
}

extension String {
    /// The same text with a capital first letter.
    var capitalisedFirst: String {
        guard let first, first.isLowercase else { return self }
        return first.uppercased() + dropFirst()
    }

    /// The same text with a small first letter.
    var lowercasedFirst: String {
        guard let first, first.isUppercase else { return self }
        return first.lowercased() + dropFirst()
    }
}
