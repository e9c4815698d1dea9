/// Sentences with gaps.
///
/// * `{place}` is replaced by the word of that name, `{Place}` by the same with a capital first letter. A comma follows where the word
///   ends in a subordinate clause (it has a comma itself) and the sentence goes on.
/// * `{friend?he|she}` becomes the form that fits the friend: feminine when there is a word `friend?`.
/// * `[нашёл|нашла]` becomes the form that fits the speaker: masculine or feminine.
/// * `<early|late>` becomes one of the choices. Gaps and forms may stand inside choices.
struct Template: Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The finished sentence of a text without choices.
    func filled(_ words: [String: String], isFeminine: Bool) -> String {
        var dice = Dice(Seed(0))
        return filled(words, isFeminine: isFeminine, dice: &dice)
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
                if let mark = inside.firstIndex(of: UInt8(ascii: "?")) {
                    let key = String(decoding: inside[...mark], as: UTF8.self)
                    let form = choice(words[key] == nil ? 0 : 1, of: inside[(mark + 1)...])
                    output.append(contentsOf: form)
                } else {
                    appendWord(named: inside, words, before: bytes[(end + 1)...], &output)
                }
            case UInt8(ascii: "["):
                fill(choice(isFeminine ? 1 : 0, of: inside), words, isFeminine, &dice, &output)
            default:
                fill(choice(dice.index(below: choices(in: inside)), of: inside), words, isFeminine, &dice, &output)
            }
            index = end + 1
        }
    }

    private static func appendWord(named name: Bytes, _ words: [String: String], before rest: Bytes, _ output: inout [UInt8]) {
        guard let first = name.first else { return }
        var key = Array(name)
        let isCapital = first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
        if isCapital { key[0] = first | 0x20 }
        let keyText = String(decoding: key, as: UTF8.self)
        guard let word = words[keyText] else { return }
        output.append(contentsOf: (isCapital ? word.capitalisedFirst : word).utf8)
        if clausal.contains(keyText), rest.first == UInt8(ascii: " "), word.utf8.contains(UInt8(ascii: ",")) {
            output.append(UInt8(ascii: ","))
        }
    }

    /// The names of the words that may end in a subordinate clause.
    private static let clausal: Set<String> = ["thing", "thing2", "quirk", "motive", "food"]

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
