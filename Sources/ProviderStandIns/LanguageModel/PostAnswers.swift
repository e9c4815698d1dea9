import JSONModel

/// Concepts for a number of new posts of a character (PostBatch, generation-flow 3.7).
struct PostBatchAnswer {
    let persona: Persona
    let posts: [Post]

    /// The concepts as the model's JSON.
    func json() -> JSONValue {
        let words = persona.words
        var dice = Dice(persona.seed.derived("post batch").derived(posts.first?.number ?? 0))
        let wording = persona.world.wording
        return [
            "posts": .array(posts.map(concept)),
            "narrative_arc": .string(persona.sentence("narrativearcs", words, &dice)),
            "character_development": .string(persona.sentence("developments", words, &dice)),
            "posting_schedule": .texts(dice.sample(wording["schedule"], 3)),
            "recurring_themes": .texts(dice.sample(wording["themes"], 3)),
        ]
    }

    private func concept(_ post: Post) -> JSONValue {
        [
            "topic": .string(post.topic), "content_brief": .string(post.brief), "emotional_tone": .string(post.pattern.tone),
            "post_type": .string(post.pattern.type), "relevance_to_character": .string(post.sentence("relevance")),
        ]
    }
}

/// One written post (PostDetail, generation-flow 3.8).
struct PostDetailAnswer {
    let post: Post

    /// The post as the model's JSON.
    func json() -> JSONValue {
        let world = post.persona.world
        var dice = post.dice(for: "detail")
        let text = post.text
        let place = world.lexicon.places[position: post.fillers.place]?.name ?? world.name
        let friend = post.friend.map(world.cast.persona)
        let mentions = friend.flatMap { text.containsBytes(of: $0.name.first) ? [$0.username] : nil } ?? []
        return [
            "content": .string(text),
            "image_prompt": .string(Sight(persona: post.persona).scene(post)),
            "image_style": .string(post.persona.looks.words(in: world.wording)["artstyle"] ?? ""),
            "hashtags": .texts(hashtags(&dice)),
            "mood": .string(post.pattern.tone),
            "context": .string(post.sentence("contexts")),
            "mentions": .texts(mentions),
            "location": .string(place.capitalisedFirst),
            "time_of_day": .string(dice.pick(world.wording["daytimes"])),
        ]
    }

    private func hashtags(_ dice: inout Dice) -> [String] {
        let world = post.persona.world
        let tags =
            dice.sample(world.lexicon.tags, 2) + dice.sample(Keywords.telling(in: world.idea, limit: 4), 1)
            + dice.sample(world.wording["posttags"], 1)
        return tags.enumerated().filter { !tags[..<$0.offset].contains($0.element) }.map(\.element)
    }
}

/// A written post on a topic that the character's own storyline does not know: it follows the topic and the brief as given.
struct ForeignPostAnswer {
    let persona: Persona
    let topic: String
    let brief: String
    let tone: String

    /// The post as the model's JSON.
    func json() -> JSONValue {
        let world = persona.world
        let seed = persona.seed.derived(topic).derived(brief)
        var dice = Dice(seed)
        var words = persona.words
        for (key, value) in Fillers(seed: seed, in: world.lexicon).words(in: world.lexicon, tongue: world.tongue) { words[key] = value }
        let closing = persona.sentence("closings", words, &dice).capitalisedFirst
        let text = [topic.asSentence, brief.asSentence, dice.pick(world.lexicon.details), closing]
        return [
            "content": .string(text.filter { !$0.isEmpty }.joined(separator: " ")),
            "image_prompt": .string(Sight(persona: persona).scene(seed: seed, subject: topic)),
            "image_style": .string(words["artstyle"] ?? ""),
            "hashtags": .texts(dice.sample(world.lexicon.tags, 2) + dice.sample(world.wording["posttags"], 1)),
            "mood": .string(tone.isEmpty ? dice.pick(world.wording.singles.map(\.tone)) : tone),
            "context": .string(persona.sentence("contexts", words, &dice)),
            "mentions": [],
            "location": .string((words["place"] ?? "").capitalisedFirst),
            "time_of_day": .string(dice.pick(world.wording["daytimes"])),
        ]
    }
}

extension String {
    /// The text with a full stop at its end, unless it ends a sentence already.
    fileprivate var asSentence: String {
        guard let last else { return "" }
        return ".!?…".contains(last) ? self : self + "."
    }
}
