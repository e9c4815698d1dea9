/// A world as every answer about it sees it: derived from the idea alone, so that answers which know nothing of each other agree.
final class World: Sendable {
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
        let keywords = Keywords.particular(to: idea, themes: themes)
        lexicon = Self.lexicon(themes, keywords, in: tongue)
        english = tongue == .english ? lexicon : Self.lexicon(themes, keywords, in: .english)
        wording = Wording.of(tongue)
        englishWording = Wording.of(.english)
        name = self.seed.derived("name").pick(lexicon.names) ?? ""
        names = NameList(seed: self.seed, wording: wording, surnames: lexicon.surnames)
    }

    /// The words of the themes, and of what the idea has beyond them.
    private static func lexicon(_ themes: [Theme], _ keywords: [String], in tongue: Tongue) -> Lexicon {
        var texts = themes.map { Shelf.sections(of: $0, in: tongue, keywords: keywords) }
        if !themes.contains(.open), !keywords.isEmpty { texts.append(OpenTheme.additions(in: tongue, keywords: keywords)) }
        return Lexicon(texts, themes: themes.count)
    }

    /// The English words for the style of the world's pictures, from which a picture's themes are read again.
    var pictureStyle: String {
        let first = english.fact("style")
        return themes.count > 1 ? "\(first), with touches of \(english.fact("style", ofTheme: 1))" : first
    }

    /// As many names as anyone asks for, each always the same.
    let names: NameList

    /// The characters in the order of their names.
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
        for theme in Theme.allCases where theme != .open { result[theme] = Sections(theme.texts[keyPath: path]) }
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
