/// A world as every answer about it sees it: derived from the idea alone, so that answers which know nothing of each other agree.
final class World: Sendable {
    /// The user's idea, shortened to what the world remembers of it.
    let idea: String
    let tongue: Tongue
    let themes: [Theme]
    /// The idea's own telling words, as the world's language can use them; and those of them that its themes do not speak of anyway.
    let keywords: [String]
    let particulars: [String]
    let seed: Seed
    /// The world's words in its own language and in English, entry by entry the same.
    let lexicon: Lexicon
    let english: Lexicon
    let wording: Wording
    let englishWording: Wording
    /// How the words for characters go round, by the names of their sections.
    let rotas: [String: Rota]
    let name: String

    init(idea: String, tongue: Tongue, seed: Seed) {
        self.idea = idea
        self.tongue = tongue
        self.seed = seed.derived(idea)
        themes = Theme.themes(of: idea)
        keywords = Keywords.telling(in: idea, fitting: tongue, limit: 6)
        particulars = Keywords.particular(to: idea, themes: themes, in: tongue)
        lexicon = Self.lexicon(themes, particulars, in: tongue)
        english = tongue == .english ? lexicon : Self.lexicon(themes, particulars, in: .english)
        wording = Wording.of(tongue)
        englishWording = Wording.of(.english)
        rotas = Rota.all(in: wording, seed: self.seed)
        name = self.seed.derived("name").pick(lexicon.names) ?? ""
        names = NameList(seed: self.seed, wording: wording, surnames: lexicon.surnames)
    }

    /// The words of the themes, and of what the idea has beyond them.
    /// - Parameter keywords: words in the world's language, for every language: entry by entry, its lexicons say the same.
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

    /// The topics that were given out last.
    let topics = TopicBook()

    /// The characters in the order of their names.
    var cast: Cast { Cast(world: self) }

    /// The longest idea that a world remembers, in characters.
    static let longestIdea = 600

    /// The idea as it is kept: one line, without the quotation marks that will enclose it, and not too long.
    static func remembered(_ text: String) -> String {
        cut(oneLine(text), to: longestIdea)
    }

    /// The beginning of a text that has at most `length` characters: whole words and a mark that something is left out.
    static func cut(_ text: String, to length: Int) -> String {
        guard text.count > length else { return text }
        let beginning = text.prefix(length)
        let words = beginning.lastIndex(of: " ").map { beginning[..<$0] } ?? beginning
        return String(words).trimmed + "…"
    }

    private static func oneLine(_ text: String) -> String {
        var result = ""
        var wasSpace = true
        var length = 0
        for character in text {
            let isSpace = character.isWhitespace || character == "\0"
            if isSpace && wasSpace { continue }
            wasSpace = isSpace
            length += 1
            guard length <= longestIdea + 1 else { break }
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
