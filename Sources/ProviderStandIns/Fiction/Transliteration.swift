/// Names in Latin letters.
enum Transliteration {
    /// A text in small Latin letters and digits; everything else is left out.
    static func latin(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() {
            if let letters = table[character] {
                result += letters
            } else if character.isASCII, character.isLetter || character.isNumber {
                result.append(character)
            }
        }
        return result
    }

    private static let table: [Character: String] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "é": "e", "ö": "o", "ü": "u",
        "ä": "a", "ñ": "n", "ç": "c",
    ]
}
