/// A complete post: the answer of job 8 (generation flow 3.8).
struct PostDetail: StructuredOutput {
    var content: String
    var imagePrompt: String?
    var imageStyle: String?
    var hashtags: [String]
    var mood: String
    var context: String
    var mentions: [String]
    var location: String?
    var timeOfDay: String?

    enum CodingKeys: String, CodingKey {
        case content, hashtags, mood, context, mentions, location
        case imagePrompt = "image_prompt"
        case imageStyle = "image_style"
        case timeOfDay = "time_of_day"
    }

    static let schema = ObjectSchema(
        "PostDetail",
        [
            .string(CodingKeys.content, "Full text of the post"),
            .nullableString(CodingKeys.imagePrompt, "What the image shows"),
            .nullableString(CodingKeys.imageStyle, "Style of the image"),
            .strings(CodingKeys.hashtags, "Hashtags"),
            .string(CodingKeys.mood, "Mood"),
            .string(CodingKeys.context, "What happened to the character"),
            .optionalStrings(CodingKeys.mentions, "Names of the characters mentioned"),
            .nullableString(CodingKeys.location, "Place"),
            .nullableString(CodingKeys.timeOfDay, "Time of day"),
        ])

    var violation: String? { firstBlank(["content": content]) }

    /// What the image is drawn from: a post without an image prompt is drawn from its own text, so that no post is lost.
    var imageIdea: String {
        if let imagePrompt, !imagePrompt.allSatisfy(\.isWhitespace) { return imagePrompt }
        return "An image for this post: \(content)"
    }
}
