/// Forms of Russian nouns, as far as endings tell them.
enum RussianNouns {
    /// Whether a word is written in Cyrillic letters.
    static func isCyrillic(_ word: String) -> Bool {
        word.unicodeScalars.first.map { (0x400...0x52f).contains($0.value) } ?? false
    }

    /// The nominative of a noun in small letters, plural when the word is; the word itself where no ending says that it is in
    /// another case, `nil` where the case shows but the nominative does not.
    /// - Parameter previous: the word before it: after a preposition a noun is not in the nominative.
    static func nominative(of word: String, after previous: String) -> String? {
        for (ending, length) in [("ами", 3), ("ями", 3), ("ах", 2), ("ях", 2), ("ам", 2), ("ям", 2)]
        where word.hasSuffix(ending) && word.count > length + 2 {
            let stem = String(word.dropLast(length))
            return plural(of: stem, isSoft: ending.hasPrefix("я"))
        }
        for ending in ["ов", "ев"] where word.hasSuffix(ending) && word.count > 5 {
            return plural(of: String(word.dropLast(2)), isSoft: ending == "ев")
        }
        if word.hasSuffix("ств"), word.count > 5 { return word + "а" }
        for ending in ["ом", "ем"] where word.hasSuffix(ending) && word.count > 6 { return String(word.dropLast(2)) }
        guard prepositions.contains(previous) else { return word }
        return word.last.map { "еуюийы".contains($0) } == true ? nil : word
    }

    /// Neuter nouns keep their "а", after hushing and back consonants stands "и", elsewhere "ы".
    private static func plural(of stem: String, isSoft: Bool) -> String {
        if stem.hasSuffix("ств") { return stem + "а" }
        if isSoft { return stem.hasSuffix("и") && stem.count > 5 ? stem + "я" : stem + "и" }
        return stem + (stem.last.map { "гкхжчшщ".contains($0) } == true ? "и" : "ы")
    }

    private static let prepositions: Set<String> = [
        "в", "во", "на", "о", "об", "при", "по", "к", "ко", "с", "со", "из", "от", "до", "для", "без", "под", "над", "за", "у", "про",
    ]
}

extension Tongue {
    /// Whether a word is written in the language's letters.
    func canSpell(_ word: String) -> Bool {
        switch self {
        case .english: word.unicodeScalars.allSatisfy { $0.value < 0x250 }
        case .russian: word.unicodeScalars.allSatisfy { (0x400...0x52f).contains($0.value) || $0 == "-" }
        }
    }
}
