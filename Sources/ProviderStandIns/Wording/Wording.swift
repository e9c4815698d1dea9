/// The words of a language that do not depend on a theme: people, posts and the frames of a world's description.
struct Wording: Sendable {
    let tongue: Tongue
    private let sections: Sections
    /// The standalone posts.
    let singles: [PostPattern]
    /// Small stories, each told in several posts.
    let arcs: [[PostPattern]]
    /// What is told of each role that every world needs, as in ``Lexicon/work``; and the frames of such posts.
    let work: [[String]]
    let workPosts: [[String]]
    /// The kinds of relations between two characters, each with a sentence about it.
    let relations: [[String]]
    /// What is told of somebody with whom there is a connection, in the order of the relations.
    let relationPosts: [PostPattern]
    /// What is told of each interest, in the order of the interests: the post's pattern and one sentence for other posts.
    let interestPosts: [(pattern: PostPattern, note: String)]

    /// The words of `tongue`.
    static func of(_ tongue: Tongue) -> Wording {
        switch tongue {
        case .english: english
        case .russian: russian
        }
    }

    private static let english = Wording(
        .english,
        [
            englishNames, englishLooks, englishPeople, englishTrades, englishPosts, englishStories, englishFrames, englishWorlds,
        ])
    private static let russian = Wording(
        .russian,
        [
            russianNames, russianLooks, russianPeople, russianTrades, russianPosts, russianStories, russianFrames, russianWorlds,
        ])

    private init(_ tongue: Tongue, _ texts: [String]) {
        self.tongue = tongue
        let sections = Sections(texts.joined(separator: "\n"))
        self.sections = sections
        singles = sections.rows("posts").compactMap(PostPattern.init)
        arcs = sections.names(withPrefix: "arc.").map { sections.rows($0).compactMap(PostPattern.init) }
        work = sections.rows("work")
        workPosts = sections.rows("workposts")
        relations = sections.rows("relations")
        relationPosts = sections.rows("relationposts").compactMap(PostPattern.init)
        let topic = sections["interesttopic"].first ?? ""
        let brief = sections["interestbrief"].first ?? ""
        interestPosts = zip(sections["interests"], sections.rows("interestposts")).compactMap { interest, row in
            guard row.count == 4 else { return nil }
            let words = ["interest": interest]
            let texts = [topic, brief].map { Template($0).filled(words, isFeminine: false) }
            return PostPattern([row[0], row[1], texts[0], texts[1], row[2]]).map { ($0, row[3]) }
        }
    }

    /// The entries of a section.
    subscript(name: String) -> [String] { sections[name] }

    /// The entries of a section, each cut into its columns.
    func rows(_ name: String) -> [[String]] { sections.rows(name) }
}

/// The pattern of a post, its texts with gaps.
struct PostPattern: Sendable {
    let type: String
    let tone: String
    let topic: Template
    let brief: Template
    let text: Template

    /// The pattern in the columns of a row: type, tone, topic, brief, text.
    init?(_ row: [String]) {
        guard row.count == 5 else { return nil }
        type = row[0]
        tone = row[1]
        topic = Template(row[2])
        brief = Template(row[3])
        text = Template(row[4])
    }
}
