/// The raw texts of one theme in both languages, in the format of ``Sections``; entries of both stand in the same order.
struct ThemeTexts: Sendable {
    let english: String
    let russian: String
}

/// The words of a theme, or of two themes mixed, in one language.
struct Lexicon: Sendable {
    /// A place: its name, the words for being there, and (in English) what a picture of it shows.
    struct Place: Sendable {
        let name: String
        let at: String
        let sight: String
    }

    /// Something that happens: its name and its genitive ("после Дня Пи"), which in English is the name itself.
    struct Event: Sendable {
        let name: String
        let genitive: String
    }

    private(set) var names: [String] = []
    private(set) var places: [Place] = []
    private(set) var roles: [String] = []
    /// What is told of each role, in their order: a post and one sentence for other posts.
    private(set) var work: [[String]] = []
    private(set) var things: [String] = []
    private(set) var events: [Event] = []
    private(set) var acts: [String] = []
    private(set) var foods: [String] = []
    private(set) var details: [String] = []
    private(set) var sayings: [String] = []
    private(set) var tags: [String] = []
    private(set) var surnames: [String] = []
    private(set) var motifs: [String] = []
    private var facts: [[String: String]] = []

    /// The number of mixed themes.
    let themes: Int

    /// The words of the themes in `texts`, those of the first theme first; what follows them are additions.
    init(_ texts: [Sections], themes: Int = 1) {
        self.themes = themes
        for sections in texts { add(sections) }
    }

    /// What is known about the world's `topic` (`history`, `climate` …): of the first theme, or of the second where there is one.
    func fact(_ topic: String, ofTheme index: Int = 0) -> String {
        let index = min(index, themes - 1, facts.count - 1)
        return index >= 0 ? facts[index][topic] ?? "" : ""
    }

    private mutating func add(_ sections: Sections) {
        names += sections["names"]
        places += sections.rows("places").map { row in
            Place(name: row[0], at: row.count > 1 ? row[1] : row[0], sight: row.count > 2 ? row[2] : row[0])
        }
        roles += sections["roles"]
        work += sections.rows("work")
        things += sections["things"]
        events += sections.rows("events").map { row in Event(name: row[0], genitive: row.count > 1 ? row[1] : row[0]) }
        acts += sections["acts"]
        foods += sections["foods"]
        details += sections["details"]
        sayings += sections["sayings"]
        tags += sections["tags"]
        surnames += sections["surnames"]
        motifs += sections["motifs"]
        var topics: [String: String] = [:]
        for row in sections.rows("about") where row.count == 2 { topics[row[0]] = row[1] }
        facts.append(topics)
    }
}
