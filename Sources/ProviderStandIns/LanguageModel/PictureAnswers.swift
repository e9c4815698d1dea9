import JSONModel

/// Prompts for the pictures of a world and its characters, always in English (generation-flow 3.3, 3.6, 3.9).
enum PictureAnswers {
    /// Header and icon of a world (ImagePrompts).
    static func world(_ world: World) -> JSONValue {
        let english = world.english
        var dice = Dice(world.seed.derived("pictures"))
        let style = world.pictureStyle
        let sights = dice.sample(english.places.map(\.sight), 2)
        let motifs = dice.sample(english.motifs, 3)
        let palette = english.fact("palette").split(separator: ",").map { String($0).trimmed }
        let colours = palette.joined(separator: ", ")
        let mood = dice.pick(["wondrous and calm", "adventurous and warm", "mysterious, quietly hopeful", "lively and luminous"])
        let keywords = Keywords.telling(in: world.idea, limit: 4).filter { $0.allSatisfy(\.isASCII) }
        let hint = keywords.isEmpty ? "" : " Hints of \(keywords.joined(separator: ", "))."
        return [
            "header_prompt": .string(
                "Wide panoramic landscape: \(sights[safe: 0]), in the distance \(sights[safe: 1]). \(motifs[safe: 0].capitalisedFirst) and "
                    + "\(motifs[safe: 1]) fill the air.\(hint) \(dice.pick(Sight.lights)) Layered depth, low horizon, open space in the sky. "
                    + "Palette of \(colours). In the style of \(style)."),
            "icon_prompt": .string(
                "Round emblem on a plain background: \(motifs[safe: 2]), simplified to a bold symbol with clean edges. "
                    + "Centred, symmetrical, readable at small size. Palette of \(colours). In the style of \(style)."),
            "style_reference": .string(style.capitalisedFirst),
            "visual_elements": .texts(motifs + sights),
            "mood": .string(mood),
            "color_palette": .texts(palette),
        ]
    }

    /// The portrait of a character (CharacterAvatarPrompt).
    static func avatar(_ persona: Persona) -> JSONValue {
        ["prompt": .string(Sight(persona: persona).portrait)]
    }

    /// The picture of a post (PostImagePrompt): the writer's idea with composition, light and the character's looks.
    /// - Parameter company: the characters whom the post mentions.
    static func post(_ persona: Persona, idea: String, company: [Persona], seed: Seed) -> JSONValue {
        var dice = Dice(seed.derived("post picture"))
        let sight = Sight(persona: persona)
        let isEnglish = idea.unicodeScalars.allSatisfy { $0.value < 0x250 || (0x2000...0x206f).contains($0.value) }
        let base = isEnglish && !idea.isEmpty ? idea : sight.scene(seed: seed, subject: "")
        let person = base.containsBytes(of: "wearing") ? "" : " The figure is \(sight.person)."
        let others = company.map { "\(Transliteration.capitalised($0.name.full)), \(Tongue.english.withArticle($0.englishRole))" }
        let beside = others.isEmpty ? "" : " Beside them \(others.joined(separator: "; ")), seen from behind."
        return [
            "prompt": .string(
                "\(base)\(person)\(beside) Clear focal point, readable silhouette, layered foreground, middle ground and background. "
                    + "\(dice.pick(["Slight depth of field.", "Deep focus.", "Gentle vignette."])) The mood of the place carries the "
                    + "scene; textures are tactile, colours harmonise with the rest of the world, and the character keeps the same face, "
                    + "hair and clothes as in the portrait. Highly detailed, cohesive palette, no text, no watermark.")
        ]
    }
}
