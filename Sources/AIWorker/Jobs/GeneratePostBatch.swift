import Persistence

/// Job 7: concepts of up to ten posts of one character, and the next batch while some are missing.
struct GeneratePostBatch: Job {
    static let type = TaskType.generatePostBatch

    struct Parameters: Codable, Sendable {
        var worldID: String?
        var characterID: String
        /// Posts of this character in all.
        var postsCount: Int
        var characterDetail: CharacterDetail
        var characterIndex: Int
        var generatedPostsCount: Int?
        /// One line per post of earlier batches.
        var generatedPostsDescription: String?
        var countRun: Int?
        var recursionDepth: Int?
        var totalPostsCount: Int?
        /// What the character's batch says besides the concept, as ``CharacterTies`` has it.
        var characterConnections: [String]?
        var commonStories: [String]?
        /// What the latest batch of posts says of all of them.
        var narrativeArc: String?
        var characterDevelopment: String?
        var recurringThemes: [String]?
        var postingSchedule: [String]?

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case characterID = "character_id"
            case postsCount = "posts_count"
            case characterDetail = "character_detail"
            case characterIndex = "character_index"
            case generatedPostsCount = "generated_posts_count"
            case generatedPostsDescription = "generated_posts_description"
            case countRun = "count_run"
            case recursionDepth = "recursion_depth"
            case totalPostsCount = "total_posts_count"
            case characterConnections = "character_connections"
            case commonStories = "common_stories"
            case narrativeArc = "narrative_arc"
            case characterDevelopment = "character_development"
            case recurringThemes = "recurring_themes"
            case postingSchedule = "posting_schedule"
        }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let total = parameters.totalPostsCount ?? parameters.postsCount
        let generated = parameters.generatedPostsCount ?? 0
        let depth = parameters.recursionDepth ?? 0
        let deepest = BatchPlan.maximumDepth(posts: total)
        let size = BatchPlan.size(remaining: parameters.postsCount - generated)
        guard depth < deepest, size > 0 else {
            return .finished(
                JobOutput(result: [
                    "character_id": .string(parameters.characterID), "remaining_posts": .int(max(parameters.postsCount - generated, 0)),
                    "error": .string("no posts were planned in batch \(depth + 1)"), "recursion_depth": .int(depth),
                    "max_allowed_depth": .int(deepest),
                ]))
        }
        let world = try await activities.world()
        let batch = try await activities.answer(
            to: Question<PostBatch>(
                prompt: try prompt(parameters, total: total, size: size, world: world), temperature: 0.9, maximumTokens: 6144))
        return .finished(try output(parameters, total: total, batch, concepts: Array(batch.posts.prefix(size))))
    }

    private func prompt(_ parameters: Parameters, total: Int, size: Int, world: WorldContext) throws -> String {
        let generated = parameters.generatedPostsCount ?? 0
        let future = parameters.postsCount - generated - size
        let counts: [String: PromptValue] = [
            "total_posts_count": .number(total), "current_batch_size": .number(size), "future_posts_count": .number(future),
            "count": .number(generated), "count_run": .number(parameters.countRun ?? 0),
            "description": .block(parameters.generatedPostsDescription ?? ""),
            "narrative_arc": .line(parameters.narrativeArc ?? ""), "character_development": .line(parameters.characterDevelopment ?? ""),
            "recurring_themes": .list(parameters.recurringThemes ?? []), "posting_schedule": .list(parameters.postingSchedule ?? []),
        ]
        let context =
            if generated > 0 {
                try PromptTemplate.previousPosts.render(counts)
            } else if future > 0 {
                try PromptTemplate.firstBatchPosts.render(counts)
            } else {
                ""
            }
        let detail = parameters.characterDetail
        return try PromptTemplate.postBatch.render([
            "posts_count": .number(size), "language": .line(world.language), "world_description": .block(world.text),
            "character_name": .line(detail.nameToShow), "character_description": .line("\(detail.bio) \(detail.personality)"),
            "interests": .list(detail.interests), "speaking_style": .line(detail.speakingStyle),
            "common_topics": .list(detail.commonTopics), "appearance": .line(detail.appearance), "secret": .line(detail.secret),
            "relationships": .list(of: detail.relationshipLines),
            "character_connections": .list(of: parameters.characterConnections), "common_stories": .list(of: parameters.commonStories),
            "daily_routine": .line(detail.dailyRoutine), "avatar_description": .line(detail.portrait),
            "avatar_style": .line(detail.avatarStyle), "previous_posts_info": .fragment(context),
            "structure_description": .fragment(PostBatch.schema.structureText),
        ])
    }

    private func output(_ parameters: Parameters, total: Int, _ batch: PostBatch, concepts: [PostConcept]) throws -> JobOutput {
        let generated = parameters.generatedPostsCount ?? 0
        let depth = parameters.recursionDepth ?? 0
        let remaining = parameters.postsCount - generated - concepts.count
        var children = try concepts.enumerated().map { offset, concept in
            try ChildTask(
                GeneratePost.self, index: generated + offset,
                .init(
                    worldID: parameters.worldID, characterID: parameters.characterID, postData: concept,
                    characterDetail: parameters.characterDetail, postIndex: generated + offset,
                    characterIndex: parameters.characterIndex, characterConnections: parameters.characterConnections,
                    narrativeArc: batch.narrativeArc, characterDevelopment: batch.characterDevelopment,
                    recurringThemes: batch.recurringThemes, postingTime: batch.postingTime(ofPost: offset)))
        }
        if remaining > 0 {
            var next = parameters
            next.generatedPostsCount = generated + concepts.count
            next.generatedPostsDescription = [
                parameters.generatedPostsDescription ?? "", concepts.map(\.summaryLine).joined(separator: "\n"),
            ]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
            next.countRun = (parameters.countRun ?? 0) + 1
            next.recursionDepth = depth + 1
            next.totalPostsCount = total
            next.narrativeArc = batch.narrativeArc
            next.characterDevelopment = batch.characterDevelopment
            next.recurringThemes = batch.recurringThemes
            next.postingSchedule = batch.postingSchedule
            children.append(try ChildTask(GeneratePostBatch.self, next))
        }
        return JobOutput(
            result: [
                "character_id": .string(parameters.characterID),
                "character_name": .string(parameters.characterDetail.nameToShow),
                "username": .string(parameters.characterDetail.username), "posts_count": .int(concepts.count),
                "total_posts_count": .int(total), "remaining_posts": .int(remaining), "narrative_arc": .string(batch.narrativeArc),
                "character_development": .string(batch.characterDevelopment),
                "recurring_themes": .array(batch.recurringThemes.map { .string($0) }),
                "next_tasks": .array(children.map { .string($0.type.rawValue) }),
                "recursion_depth": .int(depth), "max_allowed_depth": .int(BatchPlan.maximumDepth(posts: total)),
            ],
            children: children)
    }
}
