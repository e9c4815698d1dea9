/// The prompt of an avatar: the answer of job 6 (generation flow 3.6).
struct CharacterAvatarPrompt: StructuredOutput {
    var prompt: String

    enum CodingKeys: String, CodingKey { case prompt }

    static let schema = ObjectSchema(
        "CharacterAvatarPrompt", [.string(CodingKeys.prompt, "Prompt for the portrait, in English")])

    var violation: String? { firstBlank(["prompt": prompt]) }
}

/// The prompt of a post's image: the answer of job 9 (generation flow 3.9).
struct PostImagePrompt: StructuredOutput {
    var prompt: String

    enum CodingKeys: String, CodingKey { case prompt }

    static let schema = ObjectSchema("PostImagePrompt", [.string(CodingKeys.prompt, "Prompt for the post's image, in English")])

    var violation: String? { firstBlank(["prompt": prompt]) }
}
