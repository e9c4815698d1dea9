import Persistence

/// Job 4: concepts of up to ten characters, and the next batch while some are missing.
struct GenerateCharacterBatch: Job {
    static let type = TaskType.generateCharacterBatch

    struct Parameters: Codable, Sendable {
        var worldID: String?
        /// Characters still to be invented.
        var usersCount: Int
        /// Posts of the whole world.
        var postsCount: Int
        /// Posts not yet given to a character.
        var remainingPostsCount: Int?
        var totalUsersCount: Int?
        var generatedCount: Int?
        var countRun: Int?
        var recursionDepth: Int?
        /// One line per character of earlier batches.
        var generatedCharactersDescription: String?
        /// What the answers of earlier batches say of their characters as a whole.
        var generatedCharactersSummaries: [String]?

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case usersCount = "users_count"
            case postsCount = "posts_count"
            case remainingPostsCount = "remaining_posts_count"
            case totalUsersCount = "total_users_count"
            case generatedCount = "generated_count"
            case countRun = "count_run"
            case recursionDepth = "recursion_depth"
            case generatedCharactersDescription = "generated_characters_description"
            case generatedCharactersSummaries = "generated_characters_summaries"
        }
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let total = parameters.totalUsersCount ?? parameters.usersCount
        let depth = parameters.recursionDepth ?? 0
        let deepest = BatchPlan.maximumDepth(characters: total)
        guard depth < deepest else {
            return .finished(
                JobOutput(result: [
                    "error": .string("\(parameters.usersCount) characters are still missing after \(depth) batches"),
                    "recursion_depth": .int(depth), "max_allowed_depth": .int(deepest),
                ]))
        }
        let remainingPosts = max(parameters.remainingPostsCount ?? parameters.postsCount, parameters.usersCount)
        let size = BatchPlan.size(remaining: parameters.usersCount)
        let batch = try await activities.answer(
            to: Question<CharacterBatch>(
                prompt: try prompt(
                    parameters, total: total, size: size,
                    posts: BatchPlan.postShare(remainingPosts: remainingPosts, characters: size, of: parameters.usersCount),
                    world: try await activities.world()),
                temperature: 0.9, maximumTokens: 8192))

        // More than asked for are cut off; fewer are made up for by the next batch.
        let concepts = Array(batch.characters.prefix(size))
        let share = BatchPlan.postShare(remainingPosts: remainingPosts, characters: concepts.count, of: parameters.usersCount)
        let posts = PostDistribution.distribute(concepts.map(\.postsCount), total: share)
        return .finished(
            try output(parameters, total: total, batch, concepts: concepts, posts: posts, remainingPosts: remainingPosts - share))
    }

    private func prompt(_ parameters: Parameters, total: Int, size: Int, posts: Int, world: WorldContext) throws -> String {
        let generated = parameters.generatedCount ?? 0
        let future = parameters.usersCount - size
        let counts: [String: PromptValue] = [
            "total_users_count": .number(total), "current_batch_size": .number(size), "future_users_count": .number(future),
            "count": .number(generated), "count_run": .number(parameters.countRun ?? 0),
            "description": .block(parameters.generatedCharactersDescription ?? ""),
            "summaries": .list(of: parameters.generatedCharactersSummaries),
        ]
        let context =
            if generated > 0 {
                try PromptTemplate.previousCharacters.render(counts)
            } else if future > 0 {
                try PromptTemplate.firstBatchCharacters.render(counts)
            } else {
                ""
            }
        return try PromptTemplate.characterBatch.render([
            "users_count": .number(size), "posts_count": .number(posts), "language": .line(world.language),
            "world_description": .block(world.text), "previous_characters_info": .fragment(context),
            "structure_description": .fragment(CharacterBatch.schema.structureText),
        ])
    }

    private func output(
        _ parameters: Parameters, total: Int, _ batch: CharacterBatch, concepts: [CharacterConcept], posts: [Int], remainingPosts: Int
    ) throws -> JobOutput {
        let generated = parameters.generatedCount ?? 0
        let remaining = parameters.usersCount - concepts.count
        let ties = batch.ties
        var children = try zip(concepts, posts).enumerated().map { offset, pair in
            var concept = pair.0
            concept.postsCount = pair.1
            return try ChildTask(
                GenerateCharacter.self, index: generated + offset,
                .init(
                    worldID: parameters.worldID, characterData: concept, postsPerCharacter: pair.1, characterIndex: generated + offset,
                    characterConnections: ties[offset].connections, commonStories: ties[offset].stories,
                    worldInterpretation: batch.worldInterpretation),
                plannedPosts: pair.1)
        }
        let described = [parameters.generatedCharactersDescription ?? "", concepts.map(\.summaryLine).joined(separator: "\n")]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
        let depth = parameters.recursionDepth ?? 0
        if remaining > 0 {
            var next = parameters
            next.usersCount = remaining
            next.remainingPostsCount = remainingPosts
            next.totalUsersCount = total
            next.generatedCount = generated + concepts.count
            next.countRun = (parameters.countRun ?? 0) + 1
            next.recursionDepth = depth + 1
            next.generatedCharactersDescription = described
            next.generatedCharactersSummaries = (parameters.generatedCharactersSummaries ?? []) + [batch.generatedCharactersDescription]
            children.append(try ChildTask(GenerateCharacterBatch.self, next))
        }
        return JobOutput(
            result: [
                "characters_count": .int(concepts.count), "total_characters_count": .int(total), "remaining_characters": .int(remaining),
                "world_interpretation": .string(batch.worldInterpretation),
                "character_connections": .array(
                    batch.characterConnections.map {
                        .document([
                            "character1_name": .string($0.character1Name), "character2_name": .string($0.character2Name),
                            "connection_type": .string($0.connectionType), "description": .string($0.description),
                        ])
                    }),
                "next_tasks": .array(children.map { .string($0.type.rawValue) }),
                "recursion_depth": .int(depth), "max_allowed_depth": .int(BatchPlan.maximumDepth(characters: total)),
                "posts_allocated": .int(posts.reduce(0, +)), "remaining_posts_count": .int(remainingPosts),
                "generated_characters_description": .string(described),
            ],
            children: children)
    }
}
