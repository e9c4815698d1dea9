/// What a character posts: single posts, and small stories told in four parts. Every post of both kinds is always the same.
struct Storyline: Sendable {
    let persona: Persona
    private let bond: Bond?
    private let singles: Cycle
    private let arcs: Cycle
    private let friends: [Int]
    private let subjects: [Subject]

    /// What a single post tells of the character itself.
    private enum Subject {
        case work
        /// The character to whom there is a connection, and its kind.
        case bond(other: Int, relation: Int)
        case interest
    }

    /// - Parameter bond: the connection that the prompt tells of.
    init(persona: Persona, bond: Bond? = nil) {
        self.persona = persona
        self.bond = bond
        let world = persona.world
        singles = Cycle(count: world.wording.singles.count, seed: world.seed.derived("singles"))
        arcs = Cycle(count: world.wording.arcs.count, seed: world.seed.derived("arcs"))
        let acquaintances = persona.acquaintances(3)
        friends = bond.map { bond in [bond.other, bond.other] + acquaintances.filter { $0 != bond.other }.prefix(1) } ?? acquaintances
        subjects = Self.subjects(of: persona, bond)
    }

    private static func subjects(of persona: Persona, _ bond: Bond?) -> [Subject] {
        let world = persona.world
        var subjects: [Subject] = []
        if persona.trade.post(in: world) != nil { subjects.append(.work) }
        // Of two who are connected, one tells about it.
        if let bond, let relation = bond.relation, persona.number < bond.other {
            subjects.append(.bond(other: bond.other, relation: relation))
        }
        // An interest is told about once in a world: by the first whose turn it is.
        if persona.number < world.wording.interestPosts.count { subjects.append(.interest) }
        return subjects
    }

    /// All characters of a world follow one order, each from another point on, so that what is told twice is told as late as possible.
    /// This is how far apart a character's single posts are in it: what lies between belongs to the others.
    private static let singlesApart = 41
    /// How many stories the first and the second story of a character are apart.
    private static let arcsApart = 9

    /// How far a topic is searched for: more single posts, and more stories, than any character has.
    private static let length = 250

    /// Single post `number`, counted from 0: about the work, a connection and an interest first, then all others.
    func single(_ number: Int) -> Post {
        if let subject = subjects[position: number], let post = personal(number, subject) { return post }
        let wording = persona.world.wording
        let position = number - subjects.count
        let choice = singles[position * Self.singlesApart + persona.number]
        let seed = persona.seed.derived("single").derived(choice)
        return Post(
            persona: persona, slot: number * 5, pattern: wording.singles[choice], textSeed: seed, shift: singles.round(of: position),
            friend: seed.derived("friend").pick(friends),
            isRetold: position > 0 || persona.number >= wording.singles.count)
    }

    /// Part `part` of story `number`, both counted from 0.
    func part(_ part: Int, ofArc number: Int) -> Post {
        let wording = persona.world.wording
        let choice = arcs[persona.number + number * Self.arcsApart]
        // One seed for the whole story: its parts speak of the same place, thing and friend.
        let seed = persona.seed.derived("arc").derived(choice)
        let parts = wording.arcs[choice]
        return Post(
            persona: persona, slot: number * 5 + 1 + part, pattern: parts[min(part, parts.count - 1)], textSeed: seed,
            shift: arcs.round(of: number), friend: bond?.other ?? seed.derived("friend").pick(friends), part: part,
            isEnd: part == parts.count - 1,
            isRetold: number > 0 || persona.number >= wording.arcs.count)
    }

    /// How many parts each story has.
    private static let partCount = 4

    private func personal(_ number: Int, _ subject: Subject) -> Post? {
        let wording = persona.world.wording
        let seed = persona.seed.derived("personal").derived(number)
        var friend = seed.derived("friend").pick(friends)
        let pattern: PostPattern?
        switch subject {
        case .work:
            let frame = persona.turn("workposts")
            pattern = PostPattern((wording.workPosts[position: frame] ?? []) + [persona.trade.post(in: persona.world) ?? ""])
        case .bond(let other, let relation):
            friend = other
            pattern = wording.relationPosts[position: relation]
        case .interest:
            pattern = wording.interestPosts[position: persona.interestNumbers.first ?? 0]?.pattern
        }
        return pattern.map { Post(persona: persona, slot: number * 5, pattern: $0, textSeed: seed, shift: 0, friend: friend) }
    }

    /// The next `count` posts whose topics `text` does not mention: as many whole stories as fit well, with single posts between.
    /// - Parameter start: the number of posts that are known to exist.
    func upcoming(_ count: Int, notIn text: String, after start: Int) -> [Post] {
        let known = Array(text.utf8)
        func isNew(_ post: Post) -> Bool { known.isEmpty || known.firstPosition(of: Array(post.topic.utf8)) == nil }
        var nextSingle = known.isEmpty ? max(0, start) : 0
        var nextArc = nextSingle
        var posts: [Post] = []
        // Who has told a story already does not begin another one for the few posts that are left.
        let stretches = !known.isEmpty && count <= 4 ? Array(repeating: .single, count: count) : Self.stretches(count)
        for stretch in stretches {
            switch stretch {
            case .single:
                while !isNew(single(nextSingle)), nextSingle < Self.length * 4 { nextSingle += 1 }
                posts.append(single(nextSingle))
                nextSingle += 1
            case .arc(let parts, let pause):
                while !parts.allSatisfy({ isNew(self.part($0, ofArc: nextArc)) }), nextArc < Self.length * 4 { nextArc += 1 }
                for (index, number) in parts.enumerated() {
                    if index == 2, pause {
                        while !isNew(single(nextSingle)), nextSingle < Self.length * 4 { nextSingle += 1 }
                        posts.append(single(nextSingle))
                        nextSingle += 1
                    }
                    posts.append(part(number, ofArc: nextArc))
                }
                nextArc += 1
            }
        }
        for post in posts { persona.world.topics.keep(post.slot, for: post.topic, of: persona.name) }
        return posts
    }

    /// The post of that topic; `nil` when the topic is not one of this character's.
    func post(onTopic topic: String) -> Post? {
        if let slot = persona.world.topics.slot(for: topic, of: persona.name) {
            let post = post(inSlot: slot)
            if post.topic == topic { return post }
        }
        for number in 0..<Self.length {
            let single = single(number)
            if single.topic == topic { return single }
            for part in 0..<Self.partCount {
                let post = self.part(part, ofArc: number)
                if post.topic == topic { return post }
            }
        }
        return nil
    }

    private func post(inSlot slot: Int) -> Post {
        slot % 5 == 0 ? single(slot / 5) : part(slot % 5 - 1, ofArc: slot / 5)
    }

    /// One of the character's posts, for texts that need any.
    func anyPost(_ dice: inout Dice) -> Post {
        dice.index(below: 2) == 0 ? single(dice.index(below: 12)) : part(dice.index(below: Self.partCount), ofArc: dice.index(below: 3))
    }

    /// A piece of a sequence of posts.
    private enum Stretch {
        case single
        /// A story's parts; `pause` when a single post stands between the second and the third.
        case arc(parts: [Int], pause: Bool)
    }

    /// How `count` posts are laid out. A story is never begun without being ended.
    private static func stretches(_ count: Int) -> [Stretch] {
        switch count {
        case ..<1: return []
        case 1, 2: return Array(repeating: .single, count: count)
        case 3: return [.arc(parts: [0, 2, 3], pause: false)]
        case 4: return [.single, .arc(parts: [0, 2, 3], pause: false)]
        case 5: return [.single, .arc(parts: [0, 1, 2, 3], pause: false)]
        default:
            let arcs = max(1, count / 6)
            var singles = count - arcs * partCount
            var stretches: [Stretch] = []
            for number in 0..<arcs {
                // The singles are shared out evenly before, within and after the stories.
                let before = singles / (arcs - number + 1)
                stretches += Array(repeating: .single, count: max(0, before - 1))
                stretches.append(.arc(parts: [0, 1, 2, 3], pause: before > 0))
                singles -= before
            }
            return stretches + Array(repeating: .single, count: singles)
        }
    }
}
