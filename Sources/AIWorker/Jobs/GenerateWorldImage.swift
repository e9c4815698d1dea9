import Environments
import Persistence

/// Job 3: the world's header image and icon.
struct GenerateWorldImage: Job {
    static let type = TaskType.generateWorldImage

    struct Parameters: Codable, Sendable {
        var worldID: String?

        enum CodingKeys: String, CodingKey { case worldID = "world_id" }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let world = try await activities.world()
        let prompt = try PromptTemplate.worldImage.render([
            "world_description": .block(world.text),
            "language": .line(world.language),
            "structure_description": .fragment(ImagePrompts.schema.structureText),
        ])
        let prompts = try await activities.answer(to: Question<ImagePrompts>(prompt: prompt, temperature: 0.7, maximumTokens: 2048))

        let worldID = activities.worldID.canonical
        let style = world.description.visualStyle
        let header = try await activities.makeOrSoftenImage(
            ImageOrder(kind: .worldHeader, prompt: prompts.fullHeaderPrompt, fileName: "world_\(worldID)_header.png"),
            milderPrompt: PromptAmendment.harmlessPicture("A wide landscape without people", style: style))
        let icon = try await activities.makeOrSoftenImage(
            ImageOrder(kind: .worldIcon, prompt: prompts.fullIconPrompt, fileName: "world_\(worldID)_icon.png"),
            milderPrompt: PromptAmendment.harmlessPicture("A simple emblem without people", style: style))
        try await activities.updateWorldImages(header: header.mediaID, icon: icon.mediaID)

        return .finished(
            JobOutput(result: [
                "header_prompt": .string(prompts.headerPrompt), "icon_prompt": .string(prompts.iconPrompt),
                "header_url": .string(header.url), "header_id": .string(header.mediaID),
                "icon_url": .string(icon.url), "icon_id": .string(icon.mediaID),
                "style_reference": .string(prompts.styleReference),
                "visual_elements": .array(prompts.visualElements.map { .string($0) }),
                "mood": .string(prompts.mood),
                "color_palette": .array(prompts.colorPalette.map { .string($0) }),
            ]))
    }
}
