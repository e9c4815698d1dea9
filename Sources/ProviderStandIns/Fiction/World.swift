/// A world as every answer about it sees it: derived from the idea alone, so that answers which know nothing of each other agree.
struct World: Sendable {
    /// The user's idea, shortened to what the world remembers of it.
    let idea: String
    let tongue: Tongue
    let themes: [Theme]
    let seed: Seed
    /// The world's words in its own language and in English, entry by entry the same.
    let lexicon: Lexicon
    let english: Lexicon
    let wording: Wording
    let englishWording: Wording
    let name: String

    init(idea: String, tongue: Tongue, seed: Seed) {
        self.idea = idea
        self.tongue = tongue
        self.seed = seed.derived(idea)
        themes = Theme.themes(of: idea)
        let keywords = Keywords.telling(in: idea, limit: 4)
        lexicon = Lexicon(themes.map { Shelf.sections(of: $0, in: tongue, keywords: keywords) })
        english = tongue == .english ? lexicon : Lexicon(themes.map { Shelf.sections(of: $0, in: .english, keywords: keywords) })
        wording = Wording.of(tongue)
        englishWording = Wording.of(.english)
        name = self.seed.derived("name").pick(lexicon.names) ?? ""
    }

    /// The cast: as many characters as anyone asks for, each always the same.
    var cast: Cast { Cast(world: self) }

    /// The longest idea that a world remembers, in characters.
    static let longestIdea = 600

    /// The idea as it is kept: one line, without the quotation marks that will enclose it, and not too long.
    static func remembered(_ text: String) -> String {
        var result = ""
        var wasSpace = true
        var length = 0
        for character in text {
            let isSpace = character.isWhitespace || character == "\0"
            if isSpace && wasSpace { continue }
            wasSpace = isSpace
            length += 1
            guard length <= longestIdea else { break }
            switch character {
            case _ where isSpace: result.append(" ")
            case "«", "»", "“", "”": result.append("\"")
            default: result.append(character)
            }
        }
        return result.trimmed
    }
}

/// The parsed texts of the themes.
private enum Shelf {
    private static let english = parsed(\.english)
    private static let russian = parsed(\.russian)

    private static func parsed(_ path: KeyPath<ThemeTexts, String>) -> [Theme: Sections] {
        var result: [Theme: Sections] = [:]
        for theme in [Theme.mathematics, .sea] { result[theme] = Sections(theme.texts[keyPath: path]) }
        return result
    }

    static func sections(of theme: Theme, in tongue: Tongue, keywords: [String]) -> Sections {
        let stored =
            switch tongue {
            case .english: english[theme]
            case .russian: russian[theme]
            }
        return stored ?? OpenTheme.sections(in: tongue, keywords: keywords)
    }
}
