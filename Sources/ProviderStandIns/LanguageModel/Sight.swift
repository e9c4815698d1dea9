/// English descriptions for pictures of a character's world.
///
/// Whatever the language of the world, a picture's words are English; a character is described by the same words in every picture.
struct Sight: Sendable {
    private let persona: Persona
    private let looks: [String: String]

    init(persona: Persona) {
        self.persona = persona
        looks = persona.looks.words(in: persona.world.englishWording)
    }

    private func look(_ feature: String) -> String { looks[feature] ?? "" }

    /// The character in one phrase.
    var person: String {
        let name = Transliteration.capitalised(persona.name.full)
        let role = Tongue.english.withArticle(persona.englishRole)
        let kind = persona.name.isFeminine ? "woman" : "man"
        return "\(name), \(role), a \(kind), \(look("build")), with \(look("hair")) hair, \(look("eyes")) eyes and \(look("skin")) skin, "
            + "wearing \(Tongue.english.withArticle(look("clothes"))), \(look("mark"))"
    }

    /// The picture that goes with a post.
    /// - Parameter time: the time of day in which the post plays.
    func scene(_ post: Post, _ time: DayTime, isRainy: Bool) -> String {
        var dice = post.dice(for: "picture")
        return scene(fillers: post.fillers, subject: nil, light: isRainy ? DayTime.rain : time.light, &dice)
    }

    /// A picture for any subject.
    func scene(seed: Seed, subject: String) -> String {
        var dice = Dice(seed.derived("picture"))
        let english = subject.allSatisfy(\.isASCII) ? subject : nil
        let light = DayTime(namedIn: subject)?.light ?? dice.pick(Self.lights)
        return scene(fillers: Fillers(seed: seed, in: persona.world.english), subject: english, light: light, &dice)
    }

    /// The prompt for the portrait.
    var portrait: String {
        let style = persona.world.pictureStyle
        var dice = Dice(persona.seed.derived("portrait"))
        let motif = dice.pick(persona.world.english.motifs)
        return "Portrait of \(person). \(look("expression").capitalisedFirst), \(look("pose")). "
            + "In the soft-focus background, \(motif). \(dice.pick(Self.lights)) \(look("artstyle").capitalisedFirst), in the style of \(style)."
    }

    private func scene(fillers: Fillers, subject: String?, light: String, _ dice: inout Dice) -> String {
        let english = persona.world.english
        let place = english.places[position: fillers.place]
        let about = subject.map { " The picture is about: \($0)." } ?? ""
        return "\(person), \(place?.at ?? "outdoors"), with \(english.things[safe: fillers.thing]).\(about) "
            + "Around them \(place?.sight ?? ""), and \(dice.pick(english.motifs)). \(light) "
            + "\(dice.pick(Self.compositions)) In the style of \(persona.world.pictureStyle)."
    }

    static let lights = DayTime.allCases.map(\.light)

    static let compositions = [
        "Wide shot, the figure in the left third.", "Medium shot, slightly low angle.", "Over-the-shoulder view into the distance.",
        "Centred composition with a strong foreground.", "View from above, small figure in a large space.",
        "Close shot on the hands, the place blurred behind.",
    ]
}

extension Transliteration {
    /// A name in Latin letters, every word with a capital.
    static func capitalised(_ name: String) -> String {
        name.split(separator: " ").map { latin(String($0)).capitalisedFirst }.joined(separator: " ")
    }
}
