import JSONModel

/// Concepts for a number of new posts of a character (PostBatch, generation-flow 3.7).
struct PostBatchAnswer {
    let persona: Persona
    let posts: [Post]

    /// The concepts as the model's JSON.
    func json() -> JSONValue {
        let words = persona.words
        var dice = Dice(persona.seed.derived("post batch").derived(posts.first?.topic ?? ""))
        let wording = persona.world.wording
        return [
            "posts": .array(posts.map(concept)),
            "narrative_arc": .string(arc(words, &dice)),
            "character_development": .string(persona.sentence("developments", words, &dice)),
            "posting_schedule": .texts(schedule(wording["schedule"], &dice)),
            "recurring_themes": .texts(dice.sample(wording["themes"], 3)),
        ]
    }

    /// The story that is told, by the topics of its first and its last part.
    private func arc(_ words: [String: String], _ dice: inout Dice) -> String {
        guard let begin = posts.first(where: { $0.part == 0 }), let end = posts.last(where: \.isEnd) else {
            return persona.sentence("narrativearcs", words, &dice)
        }
        return persona.sentence("storyarcs", words.merging(["begin": begin.topic, "end": end.topic]) { _, new in new }, &dice)
    }

    /// One time for each post, day after day.
    private func schedule(_ week: [String], _ dice: inout Dice) -> [String] {
        let start = dice.index(below: week.count)
        return week.isEmpty ? [] : posts.indices.map { week[(start + $0) % week.count] }
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
    /// When the post is written, in the words of the prompt.
    let time: String

    /// The post as the model's JSON.
    func json() -> JSONValue {
        let world = post.persona.world
        var dice = post.dice(for: "detail")
        let text = post.text
        let time = DayTime(namedIn: text) ?? DayTime(namedIn: time) ?? DayTime.allCases[dice.index(below: DayTime.allCases.count)]
        let place = world.lexicon.places[position: post.fillers.place]?.name ?? world.name
        let friend = post.friend.map(world.cast.persona)
        let mentions = friend.flatMap { text.containsBytes(of: $0.name.first) ? [$0.name.full] : nil } ?? []
        return [
            "content": .string(text),
            "image_prompt": .string(Sight(persona: post.persona).scene(post, time, isRainy: DayTime.isRainy(text))),
            "image_style": .string(post.persona.looks.words(in: world.wording)["artstyle"] ?? ""),
            "hashtags": .texts(hashtags(of: text, &dice)),
            "mood": .string(post.pattern.tone),
            "context": .string(post.sentence("contexts")),
            "mentions": .texts(mentions),
            "location": .string(place.capitalisedFirst),
            "time_of_day": .string(time.words(in: world.wording)),
        ]
    }

    private func hashtags(of text: String, _ dice: inout Dice) -> [String] {
        let world = post.persona.world
        // What the post is about first, then what the world is about, then a habit.
        let event = world.lexicon.events[position: post.fillers.event]?.name ?? ""
        let place = world.lexicon.places[position: post.fillers.place]?.name ?? ""
        let named = [event, place].filter { !$0.isEmpty && text.containsBytes(of: $0) }
        var names = Array(named.prefix(1)) + dice.sample(world.lexicon.tags, 1)
        names += dice.sample(world.particulars, dice.index(below: 2))
        names.append(dice.index(below: 2) == 0 ? post.pattern.type : dice.pick(world.wording["posttags"]))
        return Hashtag.distinct(names + dice.sample(world.lexicon.tags, 3), atLeast: 3, of: names.count)
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
        let section = world.wording["close.\(tone)"].isEmpty ? "cliffhangers" : "close.\(tone)"
        let closing = persona.sentence(section, words, &dice).capitalisedFirst
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

/// Hashtags, without the sign.
enum Hashtag {
    /// A name as one word in small letters, without a leading article; `nil` when it is too long for a tag.
    static func joined(_ name: String) -> String? {
        let bare = name.hasPrefix("the ") ? String(name.dropFirst(4)) : name
        let tag = bare.lowercased().filter { $0.isLetter || $0.isNumber }
        return tag.isEmpty || tag.count > longest ? nil : tag
    }

    /// The tags for names, each once.
    /// - Parameters:
    ///   - least: how many are wanted; names beyond the first `count` are used as far as these do not give enough.
    static func distinct(_ names: [String], atLeast least: Int, of count: Int) -> [String] {
        var tags: [String] = []
        for (index, name) in names.enumerated() where index < count || tags.count < least {
            if let tag = joined(name), !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private static let longest = 22
}

extension String {
    /// The text with a full stop at its end, unless it ends a sentence already.
    fileprivate var asSentence: String {
        guard let last else { return "" }
        return ".!?…".contains(last) ? self : self + "."
    }
}
