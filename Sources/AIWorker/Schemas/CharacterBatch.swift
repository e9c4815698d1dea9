/// Concepts of up to ten characters: the answer of job 4 (generation flow 3.4).
struct CharacterBatch: StructuredOutput {
    var characters: [CharacterConcept]
    var worldInterpretation: String
    var characterConnections: [Connection]
    var commonStoriesAndEvents: [CommonStory]
    var generatedCharactersDescription: String

    enum CodingKeys: String, CodingKey {
        case characters
        case worldInterpretation = "world_interpretation"
        case characterConnections = "character_connections"
        case commonStoriesAndEvents = "common_stories_and_events"
        case generatedCharactersDescription = "generated_characters_description"
    }

    static let schema = ObjectSchema(
        "CharacterBatch",
        [
            .objects(CodingKeys.characters, CharacterConcept.self, "The characters"),
            .string(CodingKeys.worldInterpretation, "How the world shows in these characters"),
            .optionalObjects(CodingKeys.characterConnections, Connection.self, "Who is connected to whom, by the names in the concepts"),
            .objects(CodingKeys.commonStoriesAndEvents, CommonStory.self, "Stories that several of the characters share"),
            .optionalString(CodingKeys.generatedCharactersDescription, "Summary of the characters above (1 to 3 paragraphs)"),
        ])

    var violation: String? {
        if characters.isEmpty { return "characters must not be empty" }
        for (index, character) in characters.enumerated() {
            if let blank = firstBlank(["concept": character.concept, "role_in_world": character.roleInWorld]) {
                return "characters[\(index)].\(blank)"
            }
        }
        return nil
    }
}

/// A character as an idea: who it is and how much it will post.
struct CharacterConcept: SchemaDescribed {
    var concept: String
    var conceptShort: String
    var id: String
    var roleInWorld: String
    var postsCount: Int
    var personalityTraits: [String]
    var interests: [String]

    enum CodingKeys: String, CodingKey {
        case concept, id, interests
        case conceptShort = "concept_short"
        case roleInWorld = "role_in_world"
        case postsCount = "posts_count"
        case personalityTraits = "personality_traits"
    }

    static let schema = ObjectSchema(
        "CharacterConcept",
        [
            .string(CodingKeys.concept, "Concept of the character, beginning with its name (2 to 4 sentences)"),
            .string(CodingKeys.conceptShort, "The concept in one sentence"),
            .string(CodingKeys.id, "Identifier inside this list"),
            .string(CodingKeys.roleInWorld, "Role in the world"),
            .integer(CodingKeys.postsCount, "How many posts this character will write"),
            .strings(CodingKeys.personalityTraits, "Most important traits"),
            .strings(CodingKeys.interests, "Interests"),
        ])

    /// One line for the prompt of a later batch: the concept in a sentence, the role and the traits.
    var summaryLine: String {
        "\(conceptShort.isEmpty ? concept : conceptShort) — \(roleInWorld) — \(personalityTraits.joined(separator: ", "))"
    }
}

extension CharacterBatch {
    /// A connection between two characters.
    struct Connection: SchemaDescribed {
        var character1Name: String
        var character2Name: String
        var connectionType: String
        var description: String

        enum CodingKeys: String, CodingKey {
            case description
            case character1Name = "character1_name"
            case character2Name = "character2_name"
            case connectionType = "connection_type"
        }

        static let schema = ObjectSchema(
            "CharacterConnection",
            [
                .string(CodingKeys.character1Name, "First character"),
                .string(CodingKeys.character2Name, "Second character"),
                .string(CodingKeys.connectionType, "Kind of connection"),
                .string(CodingKeys.description, "What connects them"),
            ])
    }

    /// A story in which several characters take part.
    struct CommonStory: SchemaDescribed {
        var charactersIDs: [String]
        var title: String
        var story: String
        var location: String
        var genre: String

        enum CodingKeys: String, CodingKey {
            case title, story, location, genre
            case charactersIDs = "characters_ids"
        }

        static let schema = ObjectSchema(
            "CommonStory",
            [
                .strings(CodingKeys.charactersIDs, "Identifiers of the characters in it"),
                .string(CodingKeys.title, "Title"),
                .string(CodingKeys.story, "What happens"),
                .string(CodingKeys.location, "Where it happens"),
                .string(CodingKeys.genre, "Genre"),
            ])
    }
}
