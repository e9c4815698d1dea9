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

    /// What the header is drawn from: its prompt with the things to be seen and the look that both images share.
    var fullHeaderPrompt: String { extended(headerPrompt, by: [("In view", visualElements.joined(separator: ", "))] + look) }

    /// What the icon is drawn from: its prompt with the shared look, without further things, so that it stays one clear motif.
    var fullIconPrompt: String { extended(iconPrompt, by: look) }

    private var look: [(name: String, text: String)] {
        [("Style", styleReference), ("Mood", mood), ("Colours", colorPalette.joined(separator: ", "))]
    }

    /// How many characters an image generator takes for certain.
    private static let longest = 2000

    /// The prompt with what there is to add, as far as there is room for it.
    private func extended(_ prompt: String, by clauses: [(name: String, text: String)]) -> String {
        clauses.filter { !$0.text.allSatisfy(\.isWhitespace) }.map { " \($0.name): \($0.text)." }
            .reduce(prompt) { $0.count + $1.count <= Self.longest ? $0 + $1 : $0 }
    }
}
