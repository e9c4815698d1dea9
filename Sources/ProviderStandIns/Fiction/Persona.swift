/// A character with everything that follows from being who they are.
struct Persona: Sendable {
    let world: World
    /// The number in the cast.
    let number: Int
    let name: PersonName
    let seed: Seed
    /// The work, in the world's language and in English.
    let role: String
    let englishRole: String
    let looks: Looks

    init(world: World, number: Int, name: PersonName) {
        self.world = world
        self.number = number
        self.name = name
        seed = world.seed.derived(name.full)
        role = Self.role(number, of: world, in: world.lexicon, world.wording, isFeminine: name.isFeminine)
        englishRole = Self.role(number, of: world, in: world.english, world.englishWording, isFeminine: name.isFeminine)
        looks = Looks(seed: seed.derived("looks"))
    }

    /// The nickname: the name in Latin letters, in one of several shapes.
    var username: String {
        let first = Transliteration.latin(name.first)
        let surname = Transliteration.latin(name.surname)
        guard !surname.isEmpty else { return first }
        switch seed.derived("username").index(below: 4) {
        case 0: return "\(first).\(surname)"
        case 1: return "\(surname)_\(first)"
        case 2: return "\(first)_\(surname)"
        default: return first + surname
        }
    }

    /// The words that sentences about this character may use.
    var words: [String: String] {
        var dice = Dice(seed.derived("words"))
        let wording = world.wording
        let traits = dice.sample(wording["traits"], 3)
        var words = [
            "first": name.first, "name": name.full, "role": role, "arole": world.tongue.withArticle(role), "world": world.name,
            "trait": traits[safe: 0], "trait2": traits[safe: 1], "trait3": traits[safe: 2],
            "motive": pick("motives", &dice), "quirkrole": pick("quirkroles", &dice),
            "interest": pick("interests", &dice), "age": String(looks.age),
        ]
        for (key, value) in looks.words(in: wording) { words[key] = value }
        for (key, value) in Fillers(seed: seed.derived("own"), in: world.lexicon).words(in: world.lexicon, tongue: world.tongue) {
            words[key] = value
        }
        words["friend"] = acquaintances(1).first.map { world.names[$0].first } ?? ""
        // Forms of gender inside words are settled here, so that words can be put anywhere.
        for key in ["trait", "trait2", "trait3", "motive", "quirkrole"] { words[key] = settled(words[key] ?? "", words, &dice) }
        words["quirk"] = settled(pick("quirks", &dice), words, &dice)
        return words
    }

    /// The numbers of other characters whom this one knows: earlier ones, who exist whenever this one does, and for the first
    /// the next ones.
    func acquaintances(_ count: Int) -> [Int] {
        if number == 0 { return Array(1...max(1, count)) }
        var dice = Dice(seed.derived("acquaintances"))
        return dice.sample(Array(0..<min(number, 12)), count)
    }

    /// A sentence from a section, filled with this character's words.
    func sentence(_ section: String, _ words: [String: String], _ dice: inout Dice) -> String {
        settled(pick(section, &dice), words, &dice)
    }

    func settled(_ text: String, _ words: [String: String], _ dice: inout Dice) -> String {
        Template(text).filled(words, isFeminine: name.isFeminine, dice: &dice)
    }

    private func pick(_ section: String, _ dice: inout Dice) -> String {
        dice.pick(world.wording[section])
    }

    /// Two of three characters have a trade of the world's theme, the third one that every world needs. Once all trades
    /// are taken, they come again as variants.
    private static func role(
        _ number: Int, of world: World, in lexicon: Lexicon, _ wording: Wording, isFeminine: Bool
    ) -> String {
        let isGeneral = number % 3 == 2
        let roles = isGeneral ? wording["roles"] : lexicon.roles
        let position = isGeneral ? number / 3 : number - number / 3
        let cycle = Cycle(count: roles.count, seed: world.seed.derived(isGeneral ? "general roles" : "roles"))
        var dice = Dice(world.seed)
        let role = Template(roles[safe: cycle[position]]).filled([:], isFeminine: isFeminine, dice: &dice)
        let round = cycle.round(of: position)
        guard round > 0 else { return role }
        let variants = wording["rolevariants"]
        let variant = variants[safe: (round - 1 + number) % max(1, variants.count)]
        return Template(variant).filled(["role": role], isFeminine: isFeminine, dice: &dice)
    }
}

extension Tongue {
    /// A noun with the indefinite article, where the language has one.
    func withArticle(_ noun: String) -> String {
        guard self == .english, let first = noun.first else { return noun }
        return ("aeiouAEIOU".contains(first) ? "an " : "a ") + noun
    }
}

/// How a character looks; the same choice in every language.
struct Looks: Sendable {
    private let seed: Seed
    let age: Int

    init(seed: Seed) {
        self.seed = seed
        age = 18 + seed.derived("age").index(below: 52)
    }

    private static let features = ["hair", "eyes", "skin", "clothes", "build", "mark", "expression", "pose", "artstyle"]

    /// The words for every feature, by the names of the gaps.
    func words(in wording: Wording) -> [String: String] {
        var words: [String: String] = [:]
        for feature in Self.features {
            let section = ["hair", "eyes", "skin", "clothes"].contains(feature) ? feature : feature + "s"
            words[feature] = seed.derived(feature).pick(wording[section]) ?? ""
        }
        return words
    }
}
