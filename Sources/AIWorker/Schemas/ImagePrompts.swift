/// The prompts of a world's header image and icon: the answer of job 3 (generation flow 3.3).
struct ImagePrompts: StructuredOutput {
    var headerPrompt: String
    var iconPrompt: String
    var styleReference: String
    var visualElements: [String]
    var mood: String
    var colorPalette: [String]

    enum CodingKeys: String, CodingKey {
        case mood
        case headerPrompt = "header_prompt"
        case iconPrompt = "icon_prompt"
        case styleReference = "style_reference"
        case visualElements = "visual_elements"
        case colorPalette = "color_palette"
    }

    static let schema = ObjectSchema(
        "ImagePrompts",
        [
            .string(CodingKeys.headerPrompt, "Prompt for the wide header image, in English"),
            .string(CodingKeys.iconPrompt, "Prompt for the square icon, in English"),
            .string(CodingKeys.styleReference, "Style that both images share"),
            .strings(CodingKeys.visualElements, "Most important things to be seen"),
            .string(CodingKeys.mood, "Mood"),
            .strings(CodingKeys.colorPalette, "Main colours"),
        ])

    var violation: String? { firstBlank(["header_prompt": headerPrompt, "icon_prompt": iconPrompt]) }
}
