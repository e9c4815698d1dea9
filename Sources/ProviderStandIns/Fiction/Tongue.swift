/// The languages in which worlds can be written.
enum Tongue: Sendable, Hashable, CaseIterable {
    case english
    case russian

    /// The language's own name, the value of `user_preferences.language`.
    var ownName: String {
        switch self {
        case .english: "English"
        case .russian: "Русский"
        }
    }

    /// The language that a name or code such as `ru`, `Russian` or `русский язык` means; `nil` when it is neither language.
    init?(named name: String) {
        let name = name.lowercased()
        if name.hasPrefix("ru") || name.hasPrefix("рус") || name.contains("russian") || name.contains("русск") {
            self = .russian
        } else if name.hasPrefix("en") || name.hasPrefix("анг") || name.contains("english") || name.contains("английск") {
            self = .english
        } else {
            return nil
        }
    }

    /// The language that a text asks for in so many words ("in Russian", "на английском языке"), else the one it is written in:
    /// Russian when at least a third of its letters are Cyrillic.
    init(of text: String) {
        let beginning = String(text.prefix(4000))
        self = Self.asked(in: beginning.lowercased()) ?? (Self.isMostlyCyrillic(beginning) ? .russian : .english)
    }

    private static func asked(in text: String) -> Tongue? {
        let requests: [(phrase: String, tongue: Tongue)] = [
            ("in russian", .russian), ("language: ru", .russian), ("language is russian", .russian), ("на русском", .russian),
            ("по-русски", .russian), ("язык: рус", .russian), ("in english", .english), ("language: en", .english),
            ("language is english", .english), ("на английском", .english), ("по-английски", .english), ("язык: англ", .english),
        ]
        return requests.first { text.contains($0.phrase) }?.tongue
    }

    private static func isMostlyCyrillic(_ text: String) -> Bool {
        var cyrillic = 0
        var latin = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x400...0x52f: cyrillic += 1
            case 0x41...0x5a, 0x61...0x7a, 0xc0...0x24f: latin += 1
            default: break
            }
        }
        return cyrillic > 0 && cyrillic * 2 >= latin
    }
}
