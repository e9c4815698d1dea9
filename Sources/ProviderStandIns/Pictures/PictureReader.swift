/// Reads from a prompt what a picture should show.
struct PictureReader {
    private let words: [String]

    /// The picture for a prompt.
    /// - Parameters:
    ///   - width: pixels, a multiple of 64 up to 2048, as the height.
    ///   - seed: decides what the prompt leaves open.
    static func picture(for prompt: String, width: Int, height: Int, seed: Seed) -> Picture {
        let reader = PictureReader(words: Keywords.words(of: prompt, limit: 400))
        let themes = Theme.themes(ofPicture: prompt)
        let kind = reader.kind(width: width, height: height)
        return Picture(
            kind: kind, width: width, height: height, theme: themes.first ?? .open, second: themes.dropFirst().first, light: reader.light,
            setting: kind == .scene ? reader.setting : .open,
            tint: reader.palette.first, accent: reader.palette.dropFirst().first,
            person: kind == .portrait || kind == .scene ? reader.person(seed.derived("person")) : nil,
            variation: seed.derived(prompt).value)
    }

    private func has(_ stems: String...) -> Bool {
        words.contains { word in stems.contains { word.hasPrefix($0) } }
    }

    private func kind(width: Int, height: Int) -> Picture.Kind {
        if words.prefix(6).contains(where: { $0.hasPrefix("portrait") || $0 == "avatar" || $0 == "headshot" }) { return .portrait }
        if words.prefix(6).contains(where: { ["emblem", "icon", "logo", "badge"].contains($0) }) { return .emblem }
        if words.prefix(6).contains(where: { $0.hasPrefix("panoram") || $0 == "landscape" || $0 == "skyline" || $0 == "header" }) {
            return .landscape
        }
        if has("wearing", "woman", "man", "girl", "boy", "person", "character", "figure", "hair") { return .scene }
        if has("portrait", "avatar", "face") { return .portrait }
        return .landscape
    }

    /// The light: where surroundings are described, the last that they name, elsewhere the first of the prompt.
    private var light: Picture.Light {
        guard let start = words.firstIndex(of: "around") ?? words.firstIndex(of: "background") else {
            return words.lazy.compactMap(light(meantBy:)).first ?? .day
        }
        let end = words[start...].firstIndex(of: "style") ?? words.endIndex
        return words[start..<end].compactMap(light(meantBy:)).last ?? .day
    }

    private func light(meantBy word: String) -> Picture.Light? {
        switch word {
        case "morning", "dawn", "sunrise": .morning
        case "golden": words.contains("hour") ? .golden : nil
        case "sunset": .golden
        case "dusk", "twilight", "evening": .dusk
        case "night", "moonlight", "moonlit": .night
        case "rain", "rainy", "fog", "storm": .rain
        case "midday", "noon": .day
        default: nil
        }
    }

    /// The place of a scene: the first one that is named, where surroundings are described after "around", there.
    private var setting: Picture.Setting {
        let start = words.firstIndex(of: "around") ?? 0
        for word in words[start...] {
            if let setting = Picture.Setting.named(word) { return setting }
        }
        return .open
    }

    /// The colours named after the word "palette".
    private var palette: [RGB] {
        guard let start = words.firstIndex(of: "palette"), start + 1 < words.count else { return [] }
        return words[(start + 1)...].prefix(8).compactMap { ColourWords[$0] }
    }

    private func person(_ seed: Seed) -> Picture.Person {
        var dice = Dice(seed)
        let hair = colour(before: "hair") ?? ColourWords[dice.pick(["black", "chestnut", "copper", "golden", "silver", "auburn"])]
        let eyes = colour(before: "eyes") ?? ColourWords[dice.pick(["green", "blue", "brown", "grey"])]
        let skin = skin ?? ColourWords.skin(dice.pick(["fair", "tan", "olive", "brown", "deep", "pale"]))
        let clothes = clothes ?? ColourWords[dice.pick(["teal", "crimson", "indigo", "mustard", "emerald", "violet"])]
        return Picture.Person(
            hair: hair ?? RGB(0x443322), eyes: eyes ?? RGB(0x447744), skin: skin ?? RGB(0xf2cdb0), clothes: clothes ?? RGB(0x2a8c8c),
            hairstyle: hairstyle ?? Picture.Hair(rawValue: UInt8(dice.index(below: 6))) ?? .short,
            isFeminine: words.contains("woman") || words.contains("girl") || words.contains("she"),
            hasSpectacles: has("spectacle", "glasses"), hasFreckles: has("freckle"), garment: garment ?? Self.anyGarment(&dice),
            adornments: adornments, item: item)
    }

    /// The words shortly before `noun`.
    private func words(before noun: String) -> ArraySlice<String> {
        guard let end = words.firstIndex(of: noun) else { return [] }
        return words[max(0, end - 4)..<end]
    }

    private func colour(before noun: String) -> RGB? {
        let near = words(before: noun)
        guard let colour = near.compactMap({ ColourWords[$0] }).last else { return nil }
        return near.contains("dark") ? colour.darker(0.35) : colour
    }

    private var skin: RGB? {
        words(before: "skin").compactMap { ColourWords.skin($0) }.last
    }

    private var clothes: RGB? {
        guard let start = words.firstIndex(where: { $0 == "wearing" || $0 == "dressed" }) else { return nil }
        return words[start...].prefix(8).compactMap { ColourWords[$0] }.first
    }

    private static func anyGarment(_ dice: inout Dice) -> Picture.Garment {
        Picture.Garment(rawValue: UInt8(dice.index(below: Picture.Garment.allCases.count))) ?? .coat
    }

    private var garment: Picture.Garment? {
        guard let start = words.firstIndex(where: { $0 == "wearing" || $0 == "dressed" }) else { return nil }
        for word in words[start...].prefix(8) {
            switch word {
            case "coat", "jacket", "uniform": return .coat
            case "sweater", "turtleneck", "jersey", "pullover": return .sweater
            case "cloak", "cape", "shawl": return .cloak
            case "robe", "tunic", "dress", "gown": return .robe
            case "apron", "boiler", "overalls": return .apron
            case "waistcoat", "vest": return .waistcoat
            default: continue
            }
        }
        return nil
    }

    private var adornments: Picture.Adornments {
        let signs: [(word: String, adornment: Picture.Adornments)] = [
            ("beard", .beard), ("moustache", .moustache), ("hat", .hat), ("cap", .cap), ("earring", .earrings), ("earrings", .earrings),
            ("flower", .flower), ("scarf", .scarf), ("pendant", .pendant),
        ]
        return Picture.Adornments(signs.filter { words.contains($0.word) }.map(\.adornment))
    }

    /// What is named between the clothes and the surroundings.
    private var item: Picture.Item {
        let start = words.firstIndex(of: "wearing") ?? 0
        let end = words[start...].firstIndex(of: "around") ?? words.endIndex
        for word in words[start..<end] {
            for (stems, item) in Self.items where stems.contains(where: { word.hasPrefix($0) }) { return item }
        }
        return .nothing
    }

    private static let items: [(stems: [String], item: Picture.Item)] = [
        (["lantern", "lamp", "candle", "torch"], .lantern),
        (
            [
                "letter", "map", "plan", "notebook", "diary", "book", "ticket", "blueprint", "scroll", "menu", "atlas", "recipe",
                "photograph",
                "score", "guide", "list", "log", "journal", "notes",
            ], .paper
        ),
        (["umbrella"], .umbrella), (["bottle", "jar", "flask", "thermos", "tube"], .bottle),
        (["box", "chest", "drum", "radio", "clock", "machine", "barrel", "case", "globe"], .box),
    ]

    private var hairstyle: Picture.Hair? {
        for word in words(before: "hair") {
            switch word {
            case "cropped", "short", "tousled": return .short
            case "straight", "long", "shoulder-length": return .straight
            case "wavy": return .wavy
            case "curly": return .curly
            case "braided": return .braided
            case "tied-back", "tied": return .tied
            default: continue
            }
        }
        return nil
    }
}
