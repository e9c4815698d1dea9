/// One post of a character.
struct Post: Sendable {
    let persona: Persona
    let pattern: PostPattern
    let fillers: Fillers
    /// The number of the friend whom the post may mention.
    let friend: Int?
    /// The post's place among all of the character's posts, which decides how it begins.
    let slot: Int
    /// How often the pattern has been used before by the same character.
    private let round: Int
    /// Whether another character may tell the same.
    private let isRetold: Bool
    /// Which part of a story the post is; `nil` when it stands alone.
    let part: Int?
    /// Whether the post is the last part of a story.
    let isEnd: Bool
    private let seed: Seed

    init(
        persona: Persona, slot: Int, pattern: PostPattern, textSeed: Seed, shift: Int, friend: Int?, part: Int? = nil,
        isEnd: Bool = false, isRetold: Bool = false
    ) {
        self.persona = persona
        self.slot = slot
        self.pattern = pattern
        self.friend = friend
        self.part = part
        self.isEnd = isEnd
        round = shift
        self.isRetold = isRetold || shift > 0
        fillers = Fillers(seed: textSeed, shift: shift, in: persona.world.lexicon)
        seed = persona.seed.derived("post").derived(slot)
    }

    /// The words for the gaps of the texts.
    var words: [String: String] {
        let world = persona.world
        var words = fillers.words(in: world.lexicon, tongue: world.tongue)
        words["first"] = persona.name.first
        words["name"] = persona.name.full
        words["role"] = persona.role
        words["arole"] = world.tongue.withArticle(persona.role)
        words["world"] = world.name
        persona.add(friend: friend, to: &words)
        return words
    }

    private var isPart: Bool { part != nil }

    var topic: String { filled(pattern.topic, "topic", words).capitalisedFirst }
    var brief: String { filled(pattern.brief, "brief", words).capitalisedFirst }

    /// The whole text: how it opens, what happened, how it closes.
    var text: String {
        let words = words
        // Whoever tells what another one tells, too, signs it.
        let signature = isRetold ? "— \(persona.name.first)" : ""
        return [opening(words), filled(pattern.text, "text", words), closing(words), signature].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// What a post may open with.
    private enum Opening {
        case none
        /// The scene, or the mood.
        case setting
        case work
        case quirk
        case interest
    }

    /// The openings go round, each character beginning elsewhere, so that posts which follow each other open differently.
    /// What is said of habits does not interrupt a story.
    private static let openings: [Opening] = [.setting, .quirk, .none, .setting, .interest]
    private static let openingsOfParts: [Opening] = [.setting, .none, .setting, .work, .none]

    private func opening(_ words: [String: String]) -> String {
        let world = persona.world
        let openings = isPart ? Self.openingsOfParts : Self.openings
        // Five slots are one single post and the parts of one story.
        let turn = slot / 5
        let position = isPart ? slot * 2 + persona.number : turn + persona.number
        // What is told again is told in another setting.
        switch isRetold ? .setting : openings[position % openings.count] {
        case .work where turn == 0:
            if let note = persona.trade.note(in: world) { return settled(note, words) }
        case .quirk where turn < 5: return settled(world.wording["quirknotes"][safe: persona.turn("quirks")], words)
        case .interest where turn < 15:
            let notes = world.wording.interestPosts
            return settled(notes[position: persona.interestNumbers[position: turn / 5] ?? 0]?.note ?? "", words)
        case .none: return ""
        default: break
        }
        // All characters take from one order, five steps apart: whoever tells the same opens with something else.
        let settings = world.lexicon.details + world.wording["open.\(pattern.tone)"]
        return settings[safe: Cycle(count: settings.count, seed: world.seed.derived("settings"))[slot + persona.number * 5]]
    }

    private func closing(_ words: [String: String]) -> String {
        var dice = Dice(seed.derived("closing"))
        let wording = persona.world.wording
        // A story's end speaks for itself most of the time; before it, the next part is promised now and then.
        let section = isPart && !isEnd ? "cliffhangers" : "close.\(pattern.tone)"
        guard round > 0 || dice.index(below: isPart ? 5 : 2) == 0 else { return "" }
        return settled(dice.pick(wording[section]), words).capitalisedFirst
    }

    /// A text of this post from a section of the wording.
    func sentence(_ section: String) -> String {
        let words = persona.words.merging(self.words) { _, own in own }
        var dice = Dice(seed.derived(section))
        return Template(dice.pick(persona.world.wording[section])).filled(words, isFeminine: persona.name.isFeminine, dice: &dice)
    }

    /// Random numbers for the rest of this post.
    func dice(for purpose: String) -> Dice { Dice(seed.derived(purpose)) }

    private func settled(_ text: String, _ words: [String: String]) -> String { filled(Template(text), "frame", words) }

    private func filled(_ template: Template, _ purpose: String, _ words: [String: String]) -> String {
        var dice = Dice(seed.derived(purpose))
        return template.filled(words, isFeminine: persona.name.isFeminine, dice: &dice)
    }
}
