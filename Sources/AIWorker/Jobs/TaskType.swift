/// The nine kinds of task (generation flow 1.1), by their names in the `tasks` collection.
enum TaskType: String, Sendable, Hashable, CaseIterable, Codable {
    case initWorldCreation = "init_world_creation"
    case generateWorldDescription = "generate_world_description"
    case generateWorldImage = "generate_world_image"
    case generateCharacterBatch = "generate_character_batch"
    case generateCharacter = "generate_character"
    case generateCharacterAvatar = "generate_character_avatar"
    case generatePostBatch = "generate_post_batch"
    case generatePost = "generate_post"
    case generatePostImage = "generate_post_image"

    /// Whether the world fails when a task of this kind fails for good (generation flow 1.7, 6.7).
    var isCritical: Bool {
        switch self {
        case .initWorldCreation, .generateWorldDescription, .generateWorldImage, .generateCharacterBatch: true
        case .generateCharacter, .generateCharacterAvatar, .generatePostBatch, .generatePost, .generatePostImage: false
        }
    }

    /// The stage of the world to which the task belongs.
    var stage: Stage {
        switch self {
        case .initWorldCreation: .initializing
        case .generateWorldDescription: .worldDescription
        case .generateWorldImage: .worldImage
        case .generateCharacterBatch, .generateCharacter, .generateCharacterAvatar: .characters
        case .generatePostBatch, .generatePost, .generatePostImage: .posts
        }
    }
}
