/// The words of a language that do not depend on a theme: people, posts and the frames of a world's description.
struct Wording: Sendable {
    let tongue: Tongue
    private let people: Sections
    private let posts: Sections
    /// The standalone posts.
    let singles: [PostPattern]
    /// Small stories, each told in several posts.
    let arcs: [[PostPattern]]

    /// The words of `tongue`.
    static func of(_ tongue: Tongue) -> Wording {
        switch tongue {
        case .english: english
        case .russian: russian
        }
    }

    private static let english = Wording(.english, people: englishPeople, posts: englishPosts)
    private static let russian = Wording(.russian, people: russianPeople, posts: russianPosts)

    private init(_ tongue: Tongue, people: String, posts: String) {
        self.tongue = tongue
        self.people = Sections(people)
        let sections = Sections(posts)
        self.posts = sections
        singles = sections.rows("posts").compactMap(PostPattern.init)
        arcs = sections.names(withPrefix: "arc.").map { sections.rows($0).compactMap(PostPattern.init) }
    }

    /// The entries of a section.
    subscript(name: String) -> [String] {
        let entries = people[name]
        return entries.isEmpty ? posts[name] : entries
    }

    /// The entries of a section, each cut into its columns.
    func rows(_ name: String) -> [[String]] {
        let rows = people.rows(name)
        return rows.isEmpty ? posts.rows(name) : rows
    }
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
