import Environments
import Persistence

/// Job 2: the world's description, the shared context of everything after it.
struct GenerateWorldDescription: Job {
    static let type = TaskType.generateWorldDescription

    struct Parameters: Codable, Sendable {
        var worldID: String?
        var userPrompt: String
        var usersCount: Int
        var postsCount: Int

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case userPrompt = "user_prompt"
            case usersCount = "users_count"
            case postsCount = "posts_count"
        }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let prompt = try PromptTemplate.worldDescription.render([
            "user_prompt": .block(parameters.userPrompt),
            "structure_description": .fragment(WorldDescription.schema.structureText),
        ])
        let world = try await activities.answer(
            to: Question<WorldDescription>(prompt: prompt, temperature: 0.8, maximumTokens: 4096))
        try await activities.saveWorld(world)
        // Every character writes at least one post, so the numbers that the platform shows are the ones that will be met.
        let posts = max(parameters.postsCount, parameters.usersCount)
        try await activities.updateWorld(world, users: parameters.usersCount, posts: posts)

        let worldID = activities.worldID.canonical
        return .finished(
            JobOutput(
                result: [
                    "world_name": .string(world.name), "world_description": .string(world.description), "world_theme": .string(world.theme),
                ],
                children: [
                    try ChildTask(GenerateWorldImage.self, .init(worldID: worldID)),
                    try ChildTask(
                        GenerateCharacterBatch.self,
                        .init(worldID: worldID, usersCount: parameters.usersCount, postsCount: posts)),
                ]))
    }
}
