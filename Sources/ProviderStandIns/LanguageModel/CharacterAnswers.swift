import JSONModel

/// Concepts for a number of new characters (CharacterBatch, generation-flow 3.4).
struct CharacterBatchAnswer {
    let world: World
    /// How many characters and posts are wanted.
    let characters: Int
    let posts: Int
    /// What is already known about existing characters.
    let existing: String

    /// The concepts as the model's JSON.
    func json() -> JSONValue {
        let cast = world.cast
        let personas = cast.newcomers(characters, notIn: existing).map(cast.persona)
        let shares = Self.shares(of: posts, among: personas.count, seed: world.seed.derived("shares").derived(personas.first?.number ?? 0))
        var dice = Dice(world.seed.derived("batch").derived(personas.first?.number ?? 0))
        let concepts = personas.enumerated().map { index, persona in concept(persona, index, shares[index]) }
        return [
            "characters": .array(concepts),
            "world_interpretation": .string(filled("interpretations", ["world": world.name], &dice)),
            "character_connections": .array(connections(personas)),
            "common_stories_and_events": .array(stories(personas, &dice)),
            "generated_characters_description": .string(summary(personas, &dice)),
        ]
    }

    private func concept(_ persona: Persona, _ index: Int, _ posts: Int) -> JSONValue {
        var words = persona.words
        words["role"] = persona.role
        var dice = Dice(persona.seed.derived("concept"))
        let interests = persona.interests.prefix(2) + [words["act"] ?? ""]
        return [
            "id": .string("char_\(persona.number + 1)"),
            "concept": .string(persona.sentence("concept", words, &dice)),
            "concept_short": .string(persona.sentence("conceptshort", words, &dice)),
            "role_in_world": .string(persona.role),
            "posts_count": .int(posts),
            "personality_traits": .texts([words["trait"] ?? "", words["trait2"] ?? "", words["trait3"] ?? ""]),
            "interests": .texts(Array(interests)),
        ]
    }

    private func connections(_ personas: [Persona]) -> [JSONValue] {
        zip(personas, personas.dropFirst()).enumerated().compactMap { index, pair in
            guard index % 2 == 0 else { return nil }
            // Pairs go round as characters do: each kind once before any comes again.
            let relation = world.wording.relations[position: world.rotas["relations"]?[pair.0.number / 2] ?? 0] ?? []
            return [
                "character1_name": .string(pair.0.name.full), "character2_name": .string(pair.1.name.full),
                "connection_type": .string(relation[safe: 0]),
                "description": .string(Template(relation[safe: 1]).filled(pair.0.words, isFeminine: pair.0.name.isFeminine)),
            ]
        }
    }

    private func stories(_ personas: [Persona], _ dice: inout Dice) -> [JSONValue] {
        guard personas.count > 1 else { return [] }
        return dice.sample(world.wording.rows("sharedstories"), 2).map { row in
            let pair = dice.sample(personas, 2)
            let fillers = Fillers(seed: Seed(dice.roll()), in: world.lexicon)
            var words = fillers.words(in: world.lexicon, tongue: world.tongue)
            words["a"] = pair[0].name.first
            words["b"] = pair[1].name.first
            words["world"] = world.name
            return [
                "characters_ids": .texts(pair.map { "char_\($0.number + 1)" }), "title": .string(row[safe: 1]),
                "story": .string(Template(row[safe: 0]).filled(words, isFeminine: false, dice: &dice)),
                "location": .string((words["place"] ?? "").capitalisedFirst), "genre": .string(row[safe: 2]),
            ]
        }
    }

    private func summary(_ personas: [Persona], _ dice: inout Dice) -> String {
        let list = personas.map { persona in
            var dice = Dice(persona.seed)
            return persona.sentence("summary", persona.words, &dice)
        }
        var words = Fillers(seed: world.seed.derived("summary"), in: world.lexicon).words(in: world.lexicon, tongue: world.tongue)
        words["world"] = world.name
        words["list"] = list.joined(separator: "; ")
        return filled("summaryframe", words, &dice)
    }

    private func filled(_ section: String, _ words: [String: String], _ dice: inout Dice) -> String {
        Template(dice.pick(world.wording[section])).filled(words, isFeminine: false, dice: &dice)
    }

    /// `total` posts among `count` characters: each gets one as long as there are enough, the rest goes by weight, so that
    /// a few characters are heard far more often. The sum is always `total`.
    static func shares(of total: Int, among count: Int, seed: Seed) -> [Int] {
        guard count > 0 else { return [] }
        let total = max(0, total)
        guard total > count else { return (0..<count).map { $0 < total ? 1 : 0 } }
        var dice = Dice(seed)
        let weights = (0..<count).map { _ in [1, 2, 2, 3, 3, 4, 6][dice.index(below: 7)] }
        let sum = weights.reduce(0, +)
        let rest = total - count
        var shares = weights.map { 1 + rest * $0 / sum }
        let heaviestFirst = weights.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
        for index in 0..<(total - shares.reduce(0, +)) { shares[heaviestFirst[index % count]] += 1 }
        return shares
    }
}

/// The full profile of a character (CharacterDetail, generation-flow 3.5).
struct CharacterDetailAnswer {
    let persona: Persona
    /// The connection that the prompt tells of.
    let bond: Bond?

    /// The profile as the model's JSON.
    func json() -> JSONValue {
        let words = persona.words
        var dice = Dice(persona.seed.derived("detail"))
        return [
            "username": .string(persona.username),
            "display_name": .string(persona.name.full),
            "bio": .string(bio(words, &dice)),
            "background_story": .string(
                ["origins", "turns", "todays"].map { persona.ownSentence($0, words, &dice) }.joined(separator: "\n\n")),
            "personality": .string(persona.sentence("personality", words, &dice)),
            "appearance": .string(persona.sentence("appearance", words, &dice)),
            "interests": .texts(persona.interests + [words["act"] ?? ""]),
            "speaking_style": .string(persona.ownSentence("styles", words, &dice).capitalisedFirst),
            "common_topics": .texts(topics(words, &dice)),
            "avatar_description": .string(persona.sentence("avatar", words, &dice)),
            "avatar_style": .string(words["artstyle"] ?? ""),
            "relationships": .array(relationships(&dice)),
            "secret": .string(persona.ownSentence("secrets", words, &dice).capitalisedFirst + "."),
            "daily_routine": .string(routine(words, &dice)),
        ]
    }

    private func bio(_ words: [String: String], _ dice: inout Dice) -> String {
        var words = words
        words["tagline"] = persona.ownSentence("taglines", words, &dice)
        return persona.ownSentence("bios", words, &dice)
    }

    private func topics(_ words: [String: String], _ dice: inout Dice) -> [String] {
        let lexicon = persona.world.lexicon
        return [words["place"] ?? "", words["event"] ?? "", words["thing"] ?? ""]
            + dice.sample(persona.world.wording["themes"], 2) + [dice.pick(lexicon.foods)]
    }

    private func relationships(_ dice: inout Dice) -> [JSONValue] {
        let rows = persona.world.wording.relations
        var relations = [0, 5, 9].map { rows[position: persona.turn("relations", $0)] ?? [] }
        var others = persona.acquaintances(3)
        if let bond {
            others = [bond.other] + others.filter { $0 != bond.other }.prefix(2)
            relations = [[bond.kind, bond.description]] + relations.filter { $0[safe: 0] != bond.kind }
        }
        return zip(others, relations).map { number, relation in
            let other = persona.world.cast.persona(number)
            return [
                "username": .string(other.username), "relationship_type": .string(relation[safe: 0]),
                "description": .string("\(other.name.full): \(persona.settled(relation[safe: 1], persona.words, &dice).lowercasedFirst)"),
            ]
        }
    }

    private func routine(_ words: [String: String], _ dice: inout Dice) -> String {
        let moments = persona.world.wording.rows("moments")
        let frame = Template(persona.world.wording["momentframe"][safe: 0])
        let kept = dice.sample(Array(moments.indices), 4).sorted()
        return kept.map { index in
            var words = words
            words["when"] = moments[index][safe: 0]
            words["what"] = persona.settled(moments[index][safe: 1], words, &dice)
            return frame.filled(words, isFeminine: persona.name.isFeminine, dice: &dice)
        }.joined(separator: " ")
    }
}
