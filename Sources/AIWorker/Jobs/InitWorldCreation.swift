import Environments
import Persistence

/// Job 1: opens the record of the generation and starts the description.
struct InitWorldCreation: Job {
    static let type = TaskType.initWorldCreation

    struct Parameters: Codable, Sendable {
        var userPrompt: String?
        var usersCount: Int?
        var postsCount: Int?
        var apiCallLimitsLLM: Int?
        var apiCallLimitsImages: Int?
        /// When the world was ordered; for readers of the document.
        var createdAt: String?

        enum CodingKeys: String, CodingKey {
            case userPrompt = "user_prompt"
            case usersCount = "users_count"
            case postsCount = "posts_count"
            case apiCallLimitsLLM = "api_call_limits_llm"
            case apiCallLimitsImages = "api_call_limits_images"
            case createdAt = "created_at"
        }
    }

    /// The world that a task without numbers asks for.
    private static let usualSize = (users: 10, posts: 50)
    /// The largest world: as many characters as the batches can bring (generation flow 2.2), and posts for a long life of each.
    private static let largestSize = (users: 500, posts: 100_000)

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let prompt = parameters.userPrompt ?? ""
        let users = parameters.usersCount ?? Self.usualSize.users
        let posts = parameters.postsCount ?? Self.usualSize.posts
        try await activities.beginGeneration(
            WorldProgress.Request(prompt: prompt, users: users, posts: posts),
            llmLimit: parameters.apiCallLimitsLLM, imageLimit: parameters.apiCallLimitsImages)
        try check(prompt, users: users, posts: posts, limit: activities.maximumPromptSize)

        let child = try ChildTask(
            GenerateWorldDescription.self,
            .init(worldID: activities.worldID.canonical, userPrompt: prompt, usersCount: users, postsCount: posts))
        return .finished(
            JobOutput(
                result: [
                    "message": "World generation started", "world_id": .string(activities.worldID.canonical),
                    "next_tasks": [.string(child.type.rawValue)],
                ],
                children: [child]))
    }

    private func check(_ prompt: String, users: Int, posts: Int, limit: Int) throws {
        if prompt.allSatisfy(\.isWhitespace) { throw JobFailure.permanent("the prompt is empty") }
        if prompt.utf8.count > limit {
            throw JobFailure.permanent("the prompt has \(prompt.utf8.count) bytes; at most \(limit) are accepted")
        }
        if users < 1 || posts < 0 {
            throw JobFailure.permanent("a world needs at least 1 character and no negative number of posts, got \(users) and \(posts)")
        }
        if users > Self.largestSize.users || posts > Self.largestSize.posts {
            throw JobFailure.permanent(
                "a world has at most \(Self.largestSize.users) characters and \(Self.largestSize.posts) posts, got \(users) and \(posts)")
        }
    }
}
