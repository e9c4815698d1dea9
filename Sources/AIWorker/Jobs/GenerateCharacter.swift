import Persistence

/// Job 5: a complete character, created on the platform.
struct GenerateCharacter: Job {
    static let type = TaskType.generateCharacter

    struct Parameters: Codable, Sendable {
        var worldID: String?
        var characterData: CharacterConcept
        var postsPerCharacter: Int?
        var characterIndex: Int
        /// What the character's batch says besides the concept, as ``CharacterTies`` has it.
        var characterConnections: [String]?
        var commonStories: [String]?
        var worldInterpretation: String?

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case characterData = "character_data"
            case postsPerCharacter = "posts_per_character"
            case characterIndex = "character_index"
            case characterConnections = "character_connections"
            case commonStories = "common_stories"
            case worldInterpretation = "world_interpretation"
        }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let world = try await activities.world()
        let concept = parameters.characterData
        let prompt = try PromptTemplate.characterDetail.render([
            "world_description": .block(world.text), "language": .line(world.language),
            "character_concept": .line(concept.concept), "role_in_world": .line(concept.roleInWorld),
            "personality_traits": .list(concept.personalityTraits), "interests": .list(concept.interests),
            "character_connections": .list(of: parameters.characterConnections), "common_stories": .list(of: parameters.commonStories),
            "world_interpretation": .line(parameters.worldInterpretation ?? ""),
            "structure_description": .fragment(CharacterDetail.schema.structureText),
        ])
        let detail = try await activities.answer(to: Question<CharacterDetail>(prompt: prompt, temperature: 0.8, maximumTokens: 4096))
        let characterID = try await activities.remember(Step.character) { try await activities.createCharacter(detail) }

        let children = [
            try ChildTask(
                GenerateCharacterAvatar.self,
                .init(
                    worldID: parameters.worldID, characterID: characterID, characterDetail: detail,
                    characterIndex: parameters.characterIndex)),
            try ChildTask(
                GeneratePostBatch.self,
                .init(
                    worldID: parameters.worldID, characterID: characterID, postsCount: max(parameters.postsPerCharacter ?? 5, 1),
                    characterDetail: detail, characterIndex: parameters.characterIndex,
                    characterConnections: parameters.characterConnections, commonStories: parameters.commonStories)),
        ]
        return .finished(
            JobOutput(
                result: [
                    "character_id": .string(characterID), "username": .string(detail.username),
                    "display_name": .string(detail.nameToShow), "bio": .string(detail.bio),
                    "speaking_style": .string(detail.speakingStyle),
                    "next_tasks": .array(children.map { .string($0.type.rawValue) }),
                ],
                children: children))
    }
}
