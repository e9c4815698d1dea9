/// Concepts of up to ten posts of one character: the answer of job 7 (generation flow 3.7).
struct PostBatch: StructuredOutput {
    var posts: [PostConcept]
    var narrativeArc: String
    var characterDevelopment: String
    var postingSchedule: [String]
    var recurringThemes: [String]

    enum CodingKeys: String, CodingKey {
        case posts
        case narrativeArc = "narrative_arc"
        case characterDevelopment = "character_development"
        case postingSchedule = "posting_schedule"
        case recurringThemes = "recurring_themes"
    }

    static let schema = ObjectSchema(
        "PostBatch",
        [
            .objects(CodingKeys.posts, PostConcept.self, "The posts, in the order in which they appear"),
            .string(CodingKeys.narrativeArc, "Story that runs through the posts"),
            .string(CodingKeys.characterDevelopment, "How the character changes"),
            .strings(CodingKeys.postingSchedule, "When each post appears, in their order: day and time of day"),
            .strings(CodingKeys.recurringThemes, "Themes that come back"),
        ])

    /// When the post at `index` appears: its entry of the schedule, or the whole of a schedule that has not one entry for each post.
    func postingTime(ofPost index: Int) -> String {
        postingSchedule.count >= posts.count ? postingSchedule[index] : postingSchedule.joined(separator: ", ")
    }

    var violation: String? {
        if posts.isEmpty { return "posts must not be empty" }
        for (index, post) in posts.enumerated() {
            if let blank = firstBlank(["topic": post.topic, "content_brief": post.contentBrief]) { return "posts[\(index)].\(blank)" }
        }
        return nil
    }
}

/// A post as an idea.
struct PostConcept: SchemaDescribed {
    var topic: String
    var contentBrief: String
    var emotionalTone: String
    var postType: String
    var relevanceToCharacter: String

    enum CodingKeys: String, CodingKey {
        case topic
        case contentBrief = "content_brief"
        case emotionalTone = "emotional_tone"
        case postType = "post_type"
        case relevanceToCharacter = "relevance_to_character"
    }

    static let schema = ObjectSchema(
        "PostConcept",
        [
            .string(CodingKeys.topic, "Topic"),
            .string(CodingKeys.contentBrief, "What the post says, in brief (1 to 3 sentences)"),
            .string(CodingKeys.emotionalTone, "Emotional tone"),
            .string(CodingKeys.postType, "Kind of post (personal, news, question and so on)"),
            .string(CodingKeys.relevanceToCharacter, "What it shows of the character"),
        ])

    /// One line for the prompt of a later batch.
    var summaryLine: String { "\(topic) — \(contentBrief) — \(emotionalTone) — \(postType)" }
}
