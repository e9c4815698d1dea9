/// What a character posts: post `n` is always the same. Every third post stands alone, the others tell small stories in parts.
struct Storyline: Sendable {
    let persona: Persona
    private let singles: Cycle
    private let arcs: Cycle
    private let friends: [Int]

    init(persona: Persona) {
        self.persona = persona
        let world = persona.world
        singles = Cycle(count: world.wording.singles.count, seed: world.seed.derived("singles"))
        arcs = Cycle(count: world.wording.arcs.count, seed: world.seed.derived("arcs"))
        friends = persona.acquaintances(3)
    }

    /// All characters of a world follow one order, each from another point on, so that what is told twice is told as late as possible.
    /// This is how many standalone posts the beginnings of two neighbours are apart.
    private static let singlesApart = 3

    /// How far a topic is searched for: more posts than any character has.
    private static let length = 400

    /// Post `number`, counted from 0.
    func post(_ number: Int) -> Post {
        let wording = persona.world.wording
        if number % 3 == 0 {
            let position = number / 3
            let choice = singles[position + persona.number * Self.singlesApart]
            let seed = persona.seed.derived("single").derived(choice)
            return Post(
                persona: persona, number: number, pattern: wording.singles[choice], textSeed: seed, shift: singles.round(of: position),
                friend: seed.derived("friend").pick(friends))
        }
        // Arcs may differ in length, so the position is walked off.
        var position = number - number / 3 - 1
        var walked = 0
        var choice = arcs[persona.number]
        while position >= wording.arcs[choice].count {
            position -= wording.arcs[choice].count
            walked += 1
            choice = arcs[persona.number + walked]
        }
        // One seed for the whole arc: its parts speak of the same place, thing and friend.
        let seed = persona.seed.derived("arc").derived(choice)
        return Post(
            persona: persona, number: number, pattern: wording.arcs[choice][position], textSeed: seed, shift: arcs.round(of: walked),
            friend: seed.derived("friend").pick(friends))
    }

    /// The first `count` posts whose topics `text` does not mention.
    /// - Parameter start: the number of posts that are known to exist.
    func upcoming(_ count: Int, notIn text: String, after start: Int) -> [Post] {
        let bytes = Array(text.utf8)
        var posts: [Post] = []
        var number = bytes.isEmpty ? max(0, start) : 0
        while posts.count < count {
            let post = post(number)
            if bytes.isEmpty || bytes.firstPosition(of: Array(post.topic.utf8)) == nil { posts.append(post) }
            number += 1
        }
        return posts
    }

    /// The post of that topic; `nil` when the topic is not one of this character's.
    func post(onTopic topic: String) -> Post? {
        for number in 0..<Self.length {
            let post = post(number)
            if post.topic == topic { return post }
        }
        return nil
    }
}

/// One post of a character.
struct Post: Sendable {
    let persona: Persona
    let number: Int
    let pattern: PostPattern
    let fillers: Fillers
    /// The words for the gaps of the texts.
    let words: [String: String]
    /// The number of the friend whom the post may mention.
    let friend: Int?
    private let seed: Seed

    init(persona: Persona, number: Int, pattern: PostPattern, textSeed: Seed, shift: Int, friend: Int?) {
        let world = persona.world
        self.persona = persona
        self.number = number
        self.pattern = pattern
        fillers = Fillers(seed: textSeed, shift: shift, in: world.lexicon)
        self.friend = friend
        seed = persona.seed.derived("post").derived(number)
        var words = fillers.words(in: world.lexicon, tongue: world.tongue)
        words["first"] = persona.name.first
        words["name"] = persona.name.full
        words["role"] = persona.role
        words["arole"] = world.tongue.withArticle(persona.role)
        words["world"] = world.name
        words["friend"] = friend.map { world.names[$0].first } ?? ""
        self.words = words
    }

    var topic: String { filled(pattern.topic, "topic").capitalisedFirst }
    var brief: String { filled(pattern.brief, "brief").capitalisedFirst }

    /// The whole text: an opening in the post's tone, what happened, what it looked or smelled like, a closing.
    var text: String {
        let wording = persona.world.wording
        var dice = Dice(seed.derived("frame"))
        var parts: [String] = []
        if dice.index(below: 3) > 0 { parts.append(dice.pick(wording["open.\(pattern.tone)"])) }
        parts.append(filled(pattern.text, "text"))
        if dice.index(below: 2) == 0 { parts.append(dice.pick(persona.world.lexicon.details)) }
        let closing = Template(dice.pick(wording["closings"]))
        if dice.index(below: 4) > 0 { parts.append(filled(closing, "closing").capitalisedFirst) }
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A text of this post from a section of the wording.
    func sentence(_ section: String) -> String {
        let words = persona.words.merging(self.words) { _, own in own }
        var dice = Dice(seed.derived(section))
        return Template(dice.pick(persona.world.wording[section])).filled(words, isFeminine: persona.name.isFeminine, dice: &dice)
    }

    /// Random numbers for the rest of this post.
    func dice(for purpose: String) -> Dice { Dice(seed.derived(purpose)) }

    private func filled(_ template: Template, _ purpose: String) -> String {
        var dice = Dice(seed.derived(purpose))
        return template.filled(words, isFeminine: persona.name.isFeminine, dice: &dice)
    }
}
