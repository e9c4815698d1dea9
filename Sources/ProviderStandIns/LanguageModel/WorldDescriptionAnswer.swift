import JSONModel

/// The description of a new world (WorldDescription, generation-flow 3.2, with the optional `notable_locations`).
struct WorldDescriptionAnswer {
    private let world: World
    private var dice: Dice

    init(world: World) {
        self.world = world
        dice = Dice(world.seed.derived("description"))
    }

    /// The description as the model's JSON.
    mutating func json() -> JSONValue {
        let label = WorldContext.ideaLabel(in: world.tongue)
        let idea = "\(label.opening)\(world.idea)\(label.closing)"
        let lexicon = world.lexicon
        return [
            "name": .string(world.name),
            "user_preferences": ["language": .string(world.tongue.ownName), "other_preferences": .texts(world.keywords)],
            "description_short": .string(sentence("world.short")),
            "description": .string(description()),
            "theme": .string(both("theme", separator: "; ")),
            "technology_level": .string(both("technology")),
            "social_structure": .string(both("society")),
            "culture": .string(both("culture")),
            "geography": .string(both("geography")),
            "visual_style": .string(world.lexicon.fact("style")),
            "history": .string(both("history")),
            "common_activities": .texts(activities()),
            "typical_stories": .texts(sentences("world.stories", 7)),
            "additional_details": [
                "climate": .string(lexicon.fact("climate")), "resources": .string(lexicon.fact("resources", ofTheme: 1)),
                "conflicts": .string(both("conflict")),
                "traditions": .string(sentences("world.traditions", 2).joined(separator: " ")),
                "technology": .string(lexicon.fact("technology", ofTheme: 1)), "magic_system": .string(lexicon.fact("magic")),
                "time_period": .string(lexicon.fact("period")), "language": .string(lexicon.fact("speech")),
                "custom_details": .texts([idea] + sentences("world.customs", 3)),
            ],
            "notable_locations": .array(locations()),
        ]
    }

    private mutating func description() -> String {
        let paragraphs = world.wording["world.paragraphs"].map { filled($0) }
        return (["\(sentence("world.short")) \(sentence("world.idea"))"] + paragraphs).joined(separator: "\n\n")
    }

    private mutating func activities() -> [String] {
        dice.sample(world.lexicon.acts, 9).map(\.capitalisedFirst)
    }

    private mutating func locations() -> [JSONValue] {
        let lexicon = world.lexicon
        let significance = dice.sample(world.wording["world.significance"], 4)
        return dice.sample(Array(lexicon.places.indices), 4).enumerated().map { number, index in
            let place = lexicon.places[index]
            return [
                "name": .string(place.name.capitalisedFirst),
                "description": .string(dice.sample(lexicon.details, 2).joined(separator: " ")),
                "significance": .string(significance[safe: number]),
                "visual_style": .string(world.tongue == .english ? place.sight.capitalisedFirst : lexicon.fact("style")),
            ]
        }
    }

    /// A fact of the first theme, followed by that of the second.
    private func both(_ topic: String, separator: String = " ") -> String {
        let first = world.lexicon.fact(topic)
        guard world.lexicon.themes > 1 else { return first }
        return first + separator + world.lexicon.fact(topic, ofTheme: 1)
    }

    private mutating func sentence(_ section: String) -> String {
        filled(dice.pick(world.wording[section]))
    }

    private mutating func sentences(_ section: String, _ count: Int) -> [String] {
        dice.sample(world.wording[section], count).map { filled($0).capitalisedFirst }
    }

    private mutating func filled(_ text: String) -> String {
        let lexicon = world.lexicon
        let roll = Int(truncatingIfNeeded: dice.roll() & 0xffff)
        var words = Fillers(seed: world.seed.derived(roll), in: lexicon).words(in: lexicon, tongue: world.tongue)
        words["world"] = world.name
        words["idea"] = world.quotedIdea
        for topic in ["essence", "society", "culture", "climate"] { words[topic] = lexicon.fact(topic) }
        for topic in ["geography", "conflict"] { words[topic] = both(topic) }
        let roles = dice.sample(lexicon.roles, 2).map { Template($0).filled([:], isFeminine: false, dice: &dice) }
        words["arole"] = world.tongue.withArticle(roles[safe: 0])
        words["arole2"] = world.tongue.withArticle(roles[safe: 1])
        return Template(text).filled(words, isFeminine: false, dice: &dice)
    }
}

extension World {
    /// The idea as a sentence quotes it: not too long, without the full stop that the sentence has itself.
    fileprivate var quotedIdea: String {
        let short = Self.cut(idea, to: 200)
        return short.hasSuffix(".") ? String(short.dropLast()) : short
    }
}

extension JSONValue {
    /// A list of texts.
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
