import Persistence

/// Job 8: the full text of a post.
struct GeneratePost: Job {
    static let type = TaskType.generatePost

    struct Parameters: Codable, Sendable {
        var worldID: String?
        var characterID: String
        var postData: PostConcept
        var characterDetail: CharacterDetail
        var postIndex: Int
        var characterIndex: Int
        /// As ``CharacterTies`` has them.
        var characterConnections: [String]?
        /// What the post's batch says of all of its posts.
        var narrativeArc: String?
        var characterDevelopment: String?
        var recurringThemes: [String]?
        /// When the post appears.
        var postingTime: String?

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case characterID = "character_id"
            case postData = "post_data"
            case characterDetail = "character_detail"
            case postIndex = "post_index"
            case characterIndex = "character_index"
            case characterConnections = "character_connections"
            case narrativeArc = "narrative_arc"
            case characterDevelopment = "character_development"
            case recurringThemes = "recurring_themes"
            case postingTime = "posting_time"
        }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let world = try await activities.world()
        let reply = try await activities.askOrSoften(
            Question<PostDetail>(
                prompt: try prompt(parameters, brief: parameters.postData.contentBrief, arc: parameters.narrativeArc ?? "", world),
                temperature: 0.8, maximumTokens: 4096,
                milderPrompt: try prompt(parameters, brief: PromptAmendment.leftOut, arc: PromptAmendment.leftOut, world)))
        var detail: PostDetail?
        if case .answer(let answer) = reply { detail = answer }
        let character = parameters.characterDetail
        var result: Document = [
            "character_id": .string(parameters.characterID), "character_name": .string(character.nameToShow),
            "username": .string(character.username),
            "next_tasks": [.string(TaskType.generatePostImage.rawValue)],
        ]
        if let detail {
            result["content"] = .string(detail.content)
            result["image_prompt"] = .string(detail.imageIdea)
            result["hashtags"] = .array(detail.hashtags.map { .string($0) })
            result["mood"] = .string(detail.mood)
            result["context"] = .string(detail.context)
        } else {
            result["placeholder"] = true
        }
        return .finished(
            JobOutput(
                result: result,
                children: [
                    try ChildTask(
                        GeneratePostImage.self,
                        .init(
                            worldID: parameters.worldID, characterID: parameters.characterID, postDetail: detail,
                            characterDetail: character, postIndex: parameters.postIndex, characterIndex: parameters.characterIndex))
                ]))
    }

    private func prompt(_ parameters: Parameters, brief: String, arc: String, _ world: WorldContext) throws -> String {
        let character = parameters.characterDetail
        let post = parameters.postData
        return try PromptTemplate.postDetail.render([
            "world_description": .block(world.text), "language": .line(world.language),
            "character_name": .line(character.nameToShow), "character_description": .line(character.personality),
            "speaking_style": .line(character.speakingStyle), "appearance": .line(character.appearance),
            "daily_routine": .line(character.dailyRoutine), "avatar_description": .line(character.portrait),
            "avatar_style": .line(character.avatarStyle), "post_topic": .line(post.topic), "post_brief": .line(brief),
            "emotional_tone": .line(post.emotionalTone), "post_type": .line(post.postType),
            "relevance_to_character": .line(post.relevanceToCharacter),
            "narrative_arc": .line(arc), "character_development": .line(parameters.characterDevelopment ?? ""),
            "recurring_themes": .list(parameters.recurringThemes ?? []), "posting_time": .line(parameters.postingTime ?? ""),
            "relationships": .list(of: character.relationshipLines),
            "character_connections": .list(of: parameters.characterConnections),
            "structure_description": .fragment(PostDetail.schema.structureText),
        ])
    }
}
