/// How a character looks; the same choice in every language.
struct Looks: Sendable {
    private let world: World
    private let number: Int
    private let isFeminine: Bool
    let age: Int

    init(world: World, number: Int, isFeminine: Bool) {
        self.world = world
        self.number = number
        self.isFeminine = isFeminine
        age = 18 + Cycle(count: 52, seed: world.seed.derived("age"))[number]
    }

    /// The names of the gaps, each with its section.
    private static let features = [
        ("hair", "hair"), ("eyes", "eyes"), ("skin", "skin"), ("clothes", "clothes"), ("build", "builds"), ("mark", "marks"),
        ("expression", "expressions"), ("pose", "poses"),
    ]

    /// The words for every feature, by the names of the gaps.
    func words(in wording: Wording) -> [String: String] {
        // All of a world are drawn in one manner.
        let styles = wording["artstyles"]
        var words = ["artstyle": styles[safe: world.seed.derived("artstyle").index(below: styles.count)]]
        for (feature, section) in Self.features {
            let entry = wording[section][safe: world.rotas[section]?[number] ?? 0]
            words[feature] = Template(entry).filled([:], isFeminine: isFeminine)
        }
        return words
    }
}
