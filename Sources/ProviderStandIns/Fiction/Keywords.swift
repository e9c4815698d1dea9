/// The telling words of a text.
enum Keywords {
    /// The words of a text in small letters, at most `limit` of them.
    static func words(of text: String, limit: Int) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.prefix(limit * 12) {
            if character.isLetter || character == "-" {
                word.append(character)
            } else if !word.isEmpty {
                words.append(word.lowercased())
                word = ""
                if words.count == limit { return words }
            }
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    /// The words that carry the idea, without repetition, in the order of the text: no function words, none under four letters, none so long
    /// that the name of a world would have no room for it.
    ///
    /// They come in the form that a dictionary has, as far as endings tell it: "на ветвях" gives "ветви".
    static func telling(in text: String, limit: Int) -> [String] {
        var nouns: [String] = []
        var rest: [String] = []
        let all = words(of: text, limit: 60)
        for (index, word) in all.enumerated() where (4...50).contains(word.count) && !common.contains(word) {
            let previous = index > 0 ? all[index - 1] : ""
            let next = index + 1 < all.count ? all[index + 1] : ""
            guard let noun = RussianNouns.isCyrillic(word) ? RussianNouns.nominative(of: word, after: previous) : word,
                !(nouns + rest).contains(noun)
            else { continue }
            if isLikelyNoun(word) && !objects.contains(next) { nouns.append(noun) } else if !objects.contains(next) { rest.append(noun) }
        }
        return Array((nouns.isEmpty ? rest : nouns).prefix(limit))
    }

    /// The telling words of a text that can stand among words of a language: in its letters.
    static func telling(in text: String, fitting tongue: Tongue, limit: Int) -> [String] {
        Array(telling(in: text, limit: 12).filter { tongue.canSpell($0) }.prefix(limit))
    }

    /// English words that begin an object: what stands before them is a verb ("the sea delivers everyone's letters").
    private static let objects: Set<String> = [
        "a", "an", "the", "everyone", "everybody", "everything", "all", "my", "our", "their", "his", "her", "its", "your", "me", "us",
        "them", "him", "it", "nobody", "nothing", "someone", "something", "itself", "themselves",
    ]

    /// In English a plural is the surest noun; in Russian the endings tell adjectives, participles and verbs from nouns, mostly.
    private static func isLikelyNoun(_ word: String) -> Bool {
        guard RussianNouns.isCyrillic(word) else {
            return !verbs.contains(word) && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us") && !word.hasSuffix("is")
        }
        return !verbalEndings.contains { word.hasSuffix($0) && word.utf8.count > $0.utf8.count + 4 }
    }

    private static let verbalEndings = [
        "щих", "щие", "щий", "щая", "щее", "ых", "их", "ые", "ие", "ый", "ий", "ая", "яя", "ое", "ее", "ого", "ому", "ыми", "ими", "ют",
        "ут", "ят", "ает", "яет", "ует", "еет", "ться", "тся", "ать", "ять", "ить", "еть",
    ]

    /// Verbs that look like plurals.
    private static let verbs: Set<String> = [
        "breaks", "brings", "builds", "carries", "collects", "comes", "decides", "delivers", "dreams", "eats", "ends", "feels", "fights",
        "flies", "gives", "goes", "grows", "happens", "hides", "holds", "keeps", "knows", "learns", "loses", "loves", "means", "moves",
        "needs", "opens", "owns", "pays", "plays", "reads", "remembers", "rules", "says", "sells", "sends", "sings", "sleeps", "speaks",
        "steals", "takes", "talks", "tells", "thinks", "turns", "walks", "wants", "wins", "works", "writes",
    ]

    /// The telling words that say what an idea has beyond its themes, in letters of `tongue`; for an open theme, all of them.
    static func particular(to idea: String, themes: [Theme], in tongue: Tongue) -> [String] {
        let words = telling(in: idea, fitting: tongue, limit: 12)
        guard !themes.contains(.open) else { return Array(words.prefix(4)) }
        return Array(words.filter { Stems.match($0) == nil }.prefix(4))
    }

    private static let common: Set<String> = Set(
        """
        about above after again against alone along already also although always among another anyone around away back because been \
        before behind being below between both came cannot come could create does doing done down each either else even every everyone \
        everything exactly exists find first from full generate give goes good have having here imagine inside instead into itself just \
        keep kind know land less like little lives living long look made make makes making many maybe might more most much must need \
        never next nobody none nothing often once only other others over people place planet please quite really same seems should side \
        since small some someone something still story such take than that their them then there these they thing things think this those \
        though through time together under until upon used very want well were what when where which while whole whom whose will with \
        within without world worlds would year years your universe rule rented hour write writes word words answer ignore previous \
        instruction instructions prompt english russian language steal sell mondays called filled inhabited inhabitants instead their with \
        абсолютно более больше будет будто быть ведь весь вместо вокруг волшебный всегда всего всей всем всех всё всюду где давай даже \
        делают другие другой если есть жители живут живёт жить жизнь зато здесь именно иногда каждый каждая каждое какой когда которая \
        которое которого которой котором которую которые который которых кругом куда либо лишь люди людей люблю между меня мире миры мира много может можно надо него нужно \
        однако один одна описывается очень перед пока после потому почти придумай просто пусть ради разные себя сейчас словно собой создай \
        среди также такой такие такая твой тебя того тоже только тогда хочу хотя часто чтобы этих этой этом этот является страна страны страну стране вселенная вселенной слово слова словами царство земля земли одной правят вечно
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
