/// A complete character: the answer of job 5 and the content of the character's `meta` (generation flow 3.5).
struct CharacterDetail: StructuredOutput {
    var username: String
    var displayName: String
    var bio: String
    var backgroundStory: String
    var personality: String
    var appearance: String
    var interests: [String]
    var speakingStyle: String
    var commonTopics: [String]
    var avatarDescription: String
    var avatarStyle: String
    var relationships: [Relationship]
    var secret: String
    var dailyRoutine: String

    enum CodingKeys: String, CodingKey {
        case username, bio, personality, appearance, interests, relationships, secret
        case displayName = "display_name"
        case backgroundStory = "background_story"
        case speakingStyle = "speaking_style"
        case commonTopics = "common_topics"
        case avatarDescription = "avatar_description"
        case avatarStyle = "avatar_style"
        case dailyRoutine = "daily_routine"
    }

    static let schema = ObjectSchema(
        "CharacterDetail",
        [
            .string(CodingKeys.username, "Unique nickname"),
            .string(CodingKeys.displayName, "Name shown to others"),
            .string(CodingKeys.bio, "Profile text (up to 200 characters)"),
            .string(CodingKeys.backgroundStory, "Life story in detail"),
            .string(CodingKeys.personality, "Personality in detail"),
            .string(CodingKeys.appearance, "Kind of being and complete appearance"),
            .strings(CodingKeys.interests, "Interests and hobbies"),
            .string(CodingKeys.speakingStyle, "Way of speaking"),
            .strings(CodingKeys.commonTopics, "Usual topics"),
            .string(CodingKeys.avatarDescription, "What the avatar shows: face, expression, pose"),
            .string(CodingKeys.avatarStyle, "Style of the avatar (photorealistic, stylised, anime and so on)"),
            .objects(CodingKeys.relationships, Relationship.self, "Relationships to other characters"),
            .string(CodingKeys.secret, "A trait that is hidden from the others"),
            .string(CodingKeys.dailyRoutine, "Everyday life"),
        ])

    var violation: String? {
        if displayName.allSatisfy(\.isWhitespace) && username.allSatisfy(\.isWhitespace) {
            return "display_name and username must not both be empty"
        }
        return firstBlank(["personality": personality, "appearance": appearance])
    }

    /// The name under which the character is created: the shown name, else the nickname, else `Unknown`.
    var nameToShow: String {
        for name in [displayName, username] where !name.allSatisfy(\.isWhitespace) { return name }
        return "Unknown"
    }

    /// What an avatar is drawn from, also when the answer left the description out.
    var portrait: String { avatarDescription.allSatisfy(\.isWhitespace) ? appearance : avatarDescription }
}

extension CharacterDetail {
    /// A relationship to another character.
    struct Relationship: SchemaDescribed {
        var username: String
        var relationshipType: String
        var description: String

        enum CodingKeys: String, CodingKey {
            case username, description
            case relationshipType = "relationship_type"
        }

        static let schema = ObjectSchema(
            "CharacterRelationship",
            [
                .string(CodingKeys.username, "Nickname of the other"),
                .string(CodingKeys.relationshipType, "Kind of relationship"),
                .string(CodingKeys.description, "What there is between them"),
            ])
    }
}
