import Environments
import Persistence

/// Job 6: a character's avatar.
struct GenerateCharacterAvatar: Job {
    static let type = TaskType.generateCharacterAvatar

    struct Parameters: Codable, Sendable {
        var worldID: String?
        var characterID: String
        var characterDetail: CharacterDetail
        var characterIndex: Int

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case characterID = "character_id"
            case characterDetail = "character_detail"
            case characterIndex = "character_index"
        }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let world = try await activities.world()
        let detail = parameters.characterDetail
        let prompt = try PromptTemplate.characterAvatar.render([
            "world_description": .block(world.text), "language": .line(world.language),
            "character_name": .line(detail.nameToShow), "appearance_description": .line(detail.appearance),
            "avatar_description": .line(detail.portrait), "avatar_style": .line(detail.avatarStyle),
            "structure_description": .fragment(CharacterAvatarPrompt.schema.structureText),
        ])
        let answer = try await activities.answer(
            to: Question<CharacterAvatarPrompt>(prompt: prompt, temperature: 0.7, maximumTokens: 2048))
        let worldID = activities.worldID.canonical
        let avatar = try await activities.makeOrSoftenImage(
            ImageOrder(
                kind: .characterAvatar, prompt: answer.prompt,
                fileName: "avatar_\(worldID)_\(detail.username.asFileName)_\(parameters.characterIndex).png",
                characterID: parameters.characterID, label: "\(parameters.characterIndex)_\(detail.username)"),
            milderPrompt: PromptAmendment.harmlessPicture("A portrait, head and shoulders, fully clothed", style: detail.avatarStyle))
        try await activities.setAvatar(avatar.mediaID, of: parameters.characterID)

        return .finished(
            JobOutput(result: [
                "username": .string(detail.username), "display_name": .string(detail.nameToShow), "avatar_url": .string(avatar.url),
                "avatar_id": .string(avatar.mediaID), "character_id": .string(parameters.characterID),
                "avatar_prompt": .string(answer.prompt),
            ]))
    }
}

extension String {
    /// The text with everything that has a meaning in paths replaced, short enough for a file name.
    var asFileName: String {
        String(prefix(64).map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" })
    }
}
