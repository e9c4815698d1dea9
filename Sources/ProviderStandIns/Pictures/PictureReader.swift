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
        if has("emblem", "icon", "logo", "badge") { return .emblem }
        if words.prefix(6).contains(where: { $0.hasPrefix("panoram") || $0 == "landscape" || $0 == "skyline" || $0 == "header" }) {
            return .landscape
        }
        if has("wearing", "woman", "man", "girl", "boy", "person", "character", "figure", "hair") { return .scene }
        if has("portrait", "avatar", "face") { return .portrait }
        return .landscape
    }

    private var light: Picture.Light {
        for word in words {
            switch word {
            case "morning", "dawn", "sunrise": return .morning
            case "golden" where words.contains("hour"), "sunset": return .golden
            case "dusk", "twilight", "evening": return .dusk
            case "night", "moonlight", "moonlit": return .night
            case "rain", "rainy", "fog", "storm": return .rain
            case "midday", "noon": return .day
            default: continue
            }
        }
        return .day
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
            hasSpectacles: has("spectacle", "glasses"), hasFreckles: has("freckle"))
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
