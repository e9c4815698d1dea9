/// A character with everything that follows from being who they are.
struct Persona: Sendable {
    let world: World
    /// The number in the cast.
    let number: Int
    let name: PersonName
    let seed: Seed
    let trade: Trade
    /// The work, in the world's language and in English.
    let role: String
    let englishRole: String
    let looks: Looks

    init(world: World, number: Int, name: PersonName) {
        self.world = world
        self.number = number
        self.name = name
        seed = world.seed.derived(name.full)
        trade = Trade(number, in: world)
        role = trade.role(in: world.lexicon, world.wording, isFeminine: name.isFeminine)
        englishRole = trade.role(in: world.english, world.englishWording, isFeminine: name.isFeminine)
        looks = Looks(world: world, number: number, isFeminine: name.isFeminine)
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
        var words = [
            "first": name.first, "name": name.full, "role": role, "arole": world.tongue.withArticle(role), "world": world.name,
            "trait": own("traits"), "trait2": own("traits", 7), "trait3": own("traits", 17),
            "motive": own("motives"), "quirkrole": own("quirkroles"), "interest": interests.first ?? "", "age": String(looks.age),
        ]
        for (key, value) in looks.words(in: wording) { words[key] = value }
        words["aclothes"] = world.tongue.withArticle(words["clothes"] ?? "")
        for (key, value) in Fillers(seed: seed.derived("own"), in: world.lexicon).words(in: world.lexicon, tongue: world.tongue) {
            words[key] = value
        }
        add(friend: acquaintances(1).first, to: &words)
        // Forms of gender inside words are settled here, so that words can be put anywhere.
        for key in ["trait", "trait2", "trait3", "motive", "quirkrole"] { words[key] = settled(words[key] ?? "", words, &dice) }
        words["quirk"] = settled(own("quirks"), words, &dice)
        return words
    }

    /// Adds the words for a friend's name and gender.
    func add(friend number: Int?, to words: inout [String: String]) {
        guard let number else { return }
        let name = world.names[number]
        words["friend"] = name.first
        words["friend?"] = name.isFeminine ? name.first : nil
    }

    /// Three things that this character likes, the dearest first.
    var interests: [String] { interestNumbers.map { world.wording["interests"][safe: $0] } }

    /// The numbers of the interests.
    var interestNumbers: [Int] { [0, 5, 11].map { turn("interests", $0) } }

    /// This character's own entry of a section: neighbours in the cast have different ones.
    func own(_ section: String, _ offset: Int = 0) -> String {
        world.wording[section][safe: turn(section, offset)]
    }

    /// The number of this character's entry of a section.
    func turn(_ section: String, _ offset: Int = 0) -> Int {
        world.rotas[section]?[number + offset] ?? 0
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
        settled(dice.pick(world.wording[section]), words, &dice)
    }

    /// This character's own sentence of a section.
    func ownSentence(_ section: String, _ words: [String: String], _ dice: inout Dice) -> String {
        settled(own(section), words, &dice)
    }

    func settled(_ text: String, _ words: [String: String], _ dice: inout Dice) -> String {
        Template(text).filled(words, isFeminine: name.isFeminine, dice: &dice)
    }
}

extension Tongue {
    /// A noun with the indefinite article, where the language has one.
    func withArticle(_ noun: String) -> String {
        guard self == .english, let first = noun.first else { return noun }
        return ("aeiouAEIOU".contains(first) ? "an " : "a ") + noun
    }
}
