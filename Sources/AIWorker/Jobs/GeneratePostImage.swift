import Environments
import Persistence

/// Job 9: the picture of a post, and its publication.
///
/// The posts of one character appear in their order: whichever is ready too early waits for the ones before it.
struct GeneratePostImage: Job {
    static let type = TaskType.generatePostImage

    /// The text of a post whose content was refused twice.
    static let placeholderCaption = "deleted content"

    struct Parameters: Codable, Sendable {
        var worldID: String?
        var characterID: String
        /// `nil` when the post's content was refused.
        var postDetail: PostDetail?
        var characterDetail: CharacterDetail
        var postIndex: Int
        var characterIndex: Int

        enum CodingKeys: String, CodingKey {
            case worldID = "world_id"
            case characterID = "character_id"
            case postDetail = "post_detail"
            case characterDetail = "character_detail"
            case postIndex = "post_index"
            case characterIndex = "character_index"
        }
    }

    /// A picture that is ready for its post.
    private struct Illustration: Sendable {
        let image: StoredImage
        /// `nil` when the picture or its prompt was refused and the neutral picture stands in.
        let prompt: String?
    }

    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome {
        let illustration = try await illustrate(parameters, activities)
        let position = PostPosition(characterID: parameters.characterID, index: parameters.postIndex)
        guard try await activities.isNext(position) else { return .parked(position) }

        let content = illustration.prompt == nil ? nil : parameters.postDetail
        let order = PostOrder(
            characterID: parameters.characterID, caption: content?.content ?? Self.placeholderCaption,
            mediaID: illustration.image.mediaID, tags: content?.hashtags ?? [])
        let postID = try await activities.remember(Step.post) { try await activities.publish(order) }

        let character = parameters.characterDetail
        var result: Document = [
            "character_id": .string(parameters.characterID), "character_name": .string(character.nameToShow),
            "username": .string(character.username), "image_url": .string(illustration.image.url),
            "media_id": .string(illustration.image.mediaID), "optimized_prompt": illustration.prompt.map { .string($0) } ?? .null,
            "post_id": .string(postID), "content": .string(order.caption), "hashtags": .array(order.tags.map { .string($0) }),
        ]
        if content == nil { result["placeholder"] = true }
        return .finished(JobOutput(result: result))
    }

    private func illustrate(_ parameters: Parameters, _ activities: any Activities) async throws -> Illustration {
        guard let detail = parameters.postDetail else { return try await placeholder(parameters, activities) }
        let world = try await activities.world()
        let reply = try await activities.askOrSoften(
            Question<PostImagePrompt>(
                prompt: try prompt(parameters, idea: detail.imageIdea, content: detail.content, context: detail.context, detail, world),
                temperature: 0.7,
                maximumTokens: 2048,
                milderPrompt: try prompt(
                    parameters, idea: PromptAmendment.leftOut, content: PromptAmendment.leftOut, context: PromptAmendment.leftOut, detail,
                    world)))
        guard case .answer(let answer) = reply else { return try await placeholder(parameters, activities) }
        let milder = PromptAmendment.harmlessPicture("An everyday scene, wide composition", style: parameters.characterDetail.avatarStyle)
        let order = order(parameters, answer.prompt, activities)
        if let (image, prompt) = try await activities.makeImage(order, from: [answer.prompt, milder]) {
            return Illustration(image: image, prompt: prompt)
        }
        return try await placeholder(parameters, activities)
    }

    private func placeholder(_ parameters: Parameters, _ activities: any Activities) async throws -> Illustration {
        Illustration(image: try await activities.storePlaceholder(order(parameters, "", activities)), prompt: nil)
    }

    private func order(_ parameters: Parameters, _ prompt: String, _ activities: any Activities) -> ImageOrder {
        ImageOrder(
            kind: .postImage, prompt: prompt,
            fileName: "post_\(activities.worldID.canonical)_\(parameters.characterID)_\(parameters.postIndex).png",
            characterID: parameters.characterID,
            label: "\(parameters.characterIndex)_\(parameters.characterDetail.username)_\(parameters.postIndex)")
    }

    private func prompt(
        _ parameters: Parameters, idea: String, content: String, context: String, _ detail: PostDetail, _ world: WorldContext
    ) throws -> String {
        let character = parameters.characterDetail
        return try PromptTemplate.postImage.render([
            "world_description": .block(world.text), "language": .line(world.language),
            "character_name": .line(character.nameToShow), "appearance": .line(character.appearance),
            "avatar_description": .line(character.portrait), "avatar_style": .line(character.avatarStyle),
            "image_prompt": .line(idea), "image_style": .line(detail.imageStyle ?? character.avatarStyle),
            "post_content": .line(content), "context": .line(context), "mood": .line(detail.mood),
            "location": .line(detail.location ?? ""), "time_of_day": .line(detail.timeOfDay ?? ""), "mentions": .list(detail.mentions),
            "structure_description": .fragment(PostImagePrompt.schema.structureText),
        ])
    }
}
