import JSONModel
import Persistence
import Testing

@testable import AIWorker

/// Nothing that is asked for, and paid for, is left unread (generation flow, D-53).
@Suite("What becomes of answers", .timeLimit(.minutes(1)))
struct AnswerUseTests {
    /// Where each property of each answer has to turn up again: in the prompt for an answer of that name, in a picture of that kind, or on
    /// the platform (`world`, `character`, `caption`, `tags`).
    private static let expected: [String: String] = [
        "ImagePrompts.header_prompt": "world_header",
        "ImagePrompts.icon_prompt": "world_icon",
        "ImagePrompts.style_reference": "world_header world_icon",
        "ImagePrompts.visual_elements": "world_header",
        "ImagePrompts.mood": "world_header world_icon",
        "ImagePrompts.color_palette": "world_header world_icon",

        "CharacterBatch.world_interpretation": "CharacterDetail",
        "CharacterBatch.generated_characters_description": "CharacterBatch",
        "CharacterConcept.concept": "CharacterDetail",
        "CharacterConcept.concept_short": "CharacterBatch CharacterDetail PostBatch",
        "CharacterConcept.role_in_world": "CharacterBatch CharacterDetail",
        "CharacterConcept.personality_traits": "CharacterBatch CharacterDetail",
        "CharacterConcept.interests": "CharacterDetail",
        "CharacterConnection.character1_name": "CharacterDetail PostBatch PostDetail",
        "CharacterConnection.character2_name": "CharacterDetail PostBatch PostDetail",
        "CharacterConnection.connection_type": "CharacterDetail PostBatch PostDetail",
        "CharacterConnection.description": "CharacterDetail PostBatch PostDetail",
        "CommonStory.title": "CharacterDetail PostBatch",
        "CommonStory.story": "CharacterDetail PostBatch",
        "CommonStory.location": "CharacterDetail PostBatch",
        "CommonStory.genre": "CharacterDetail PostBatch",

        "CharacterDetail.username": "character",
        "CharacterDetail.display_name": "character CharacterAvatarPrompt PostBatch PostDetail PostImagePrompt",
        "CharacterDetail.bio": "character PostBatch",
        "CharacterDetail.background_story": "character",
        "CharacterDetail.personality": "character PostBatch PostDetail",
        "CharacterDetail.appearance": "character CharacterAvatarPrompt PostBatch PostDetail PostImagePrompt",
        "CharacterDetail.interests": "character PostBatch",
        "CharacterDetail.speaking_style": "character PostBatch PostDetail",
        "CharacterDetail.common_topics": "character PostBatch",
        "CharacterDetail.avatar_description": "character CharacterAvatarPrompt PostBatch PostDetail PostImagePrompt",
        "CharacterDetail.avatar_style": "character CharacterAvatarPrompt PostBatch PostDetail PostImagePrompt",
        "CharacterDetail.secret": "character PostBatch",
        "CharacterDetail.daily_routine": "character PostBatch PostDetail",
        "CharacterRelationship.username": "character PostBatch PostDetail",
        "CharacterRelationship.relationship_type": "character PostBatch PostDetail",
        "CharacterRelationship.description": "character PostBatch PostDetail",

        "CharacterAvatarPrompt.prompt": "character_avatar",

        "PostConcept.topic": "PostBatch PostDetail",
        "PostConcept.content_brief": "PostBatch PostDetail",
        "PostConcept.emotional_tone": "PostBatch PostDetail",
        "PostConcept.post_type": "PostBatch PostDetail",
        "PostConcept.relevance_to_character": "PostDetail",
        "PostBatch.narrative_arc": "PostBatch PostDetail",
        "PostBatch.character_development": "PostBatch PostDetail",
        "PostBatch.posting_schedule": "PostBatch PostDetail",
        "PostBatch.recurring_themes": "PostBatch PostDetail",

        "PostDetail.content": "caption PostImagePrompt",
        "PostDetail.image_prompt": "PostImagePrompt",
        "PostDetail.image_style": "PostImagePrompt",
        "PostDetail.hashtags": "tags",
        "PostDetail.mood": "PostImagePrompt",
        "PostDetail.context": "PostImagePrompt",
        "PostDetail.mentions": "PostImagePrompt",
        "PostDetail.location": "PostImagePrompt",
        "PostDetail.time_of_day": "PostImagePrompt",

        "PostImagePrompt.prompt": "post_image",
    ]

    /// What the world's description goes to, whole.
    private static let allAboutTheWorld: Set = [
        "world", "ImagePrompts", "CharacterBatch", "CharacterDetail", "CharacterAvatarPrompt", "PostBatch", "PostDetail", "PostImagePrompt",
    ]

    /// Numbers, and identifiers within one answer: they decide what the jobs do.
    private static let deciding: Set = ["CharacterConcept.id", "CharacterConcept.posts_count", "CommonStory.characters_ids"]

    @Test("Every property of every answer turns up again: in a later prompt, in a picture or on the platform")
    func everyPropertyIsUsed() async throws {
        let trail = AnswerTrail()
        try await trail.follow(users: 12, posts: 12 * 11)
        let uses = trail.uses
        for schema in Self.schemas {
            for field in schema.texts {
                let name = "\(schema.title).\(field.name)"
                if Self.deciding.contains(name) { continue }
                let ofWorld = Self.worldTitles.contains(schema.title)
                let expected = ofWorld ? Self.allAboutTheWorld : Self.expected[name].map { Set($0.split(separator: " ").map(String.init)) }
                #expect(uses[name] == expected, "\(name) is asked for and has to be used")
            }
        }
        // The answers of the second and third batches are told what the first ones said.
        #expect(trail.prompts(for: "CharacterBatch").count == 2 && trail.prompts(for: "PostBatch").count > 3)
    }

    @Test("A story goes to those who take part in it, with the names of the others, and a connection to both of its ends")
    func tiesGoWhereTheyBelong() async throws {
        let trail = AnswerTrail()
        try await trail.follow(users: 10, posts: 10)
        let prompts = trail.prompts(for: "CharacterDetail")
        try #require(prompts.count == 3)
        func line(_ name: String, _ index: Int) throws -> String {
            String(try #require(prompts[index].split(separator: "\n").first { $0.hasPrefix("- \(name):") }))
        }
        #expect(try line("common_stories", 0).contains("with: number 2 ") && line("common_stories", 2).contains("with: number 0 "))
        #expect(try line("common_stories", 1) == "- common_stories: ")
        #expect(try line("character_connections", 0).hasPrefix("- character_connections: ⟦CharacterConnection.character2_name⟧ — "))
        #expect(try line("character_connections", 1).hasPrefix("- character_connections: ⟦CharacterConnection.character1_name⟧ — "))
        #expect(try line("character_connections", 2) == "- character_connections: ")
    }

    @Test("Tasks without what later versions added run as before")
    func olderTasks() async throws {
        let added: Set = [
            "generated_characters_summaries", "character_connections", "common_stories", "world_interpretation", "narrative_arc",
            "character_development", "recurring_themes",
            "posting_schedule", "posting_time",
        ]
        let trail = AnswerTrail { parameters in
            var older = Document()
            for (key, value) in parameters where !added.contains(key) { older[key] = value }
            return older
        }
        try await trail.follow(users: 12, posts: 12 * 11)
        #expect(trail.uses["PostDetail.content"] == ["caption", "PostImagePrompt"])
        #expect(trail.uses["PostBatch.narrative_arc"] == nil && trail.uses["CharacterConnection.description"] == nil)
    }

    private static let worldTitles: Set = ["WorldDescription", "UserPreferences", "NotableLocation", "AdditionalDetails"]

    /// The schemas of all answers, and those within them.
    private static let schemas: [ObjectSchema] = {
        var schemas: [ObjectSchema] = [
            WorldDescription.schema, ImagePrompts.schema, CharacterBatch.schema, CharacterDetail.schema, CharacterAvatarPrompt.schema,
            PostBatch.schema, PostDetail.schema, PostImagePrompt.schema,
        ]
        var index = 0
        while index < schemas.count {
            for field in schemas[index].fields {
                switch field.type {
                case .object(let inner), .objects(let inner): schemas.append(inner)
                default: break
                }
            }
            index += 1
        }
        return schemas
    }()
}

extension ObjectSchema {
    /// The properties that are values, not objects of their own.
    fileprivate var texts: [SchemaField] {
        fields.filter { field in
            switch field.type {
            case .object, .objects: false
            default: true
            }
        }
    }
}

@Suite("Ties between characters")
struct CharacterTiesTests {
    private func batch(_ names: (String, String), ids: [String] = []) throws -> CharacterBatch {
        var batch = try CharacterBatch.parse(Sample.value(of: CharacterBatch.schema))
        let concept = batch.characters[0]
        batch.characters = ["Mira Sol, a keeper, sister of Ada Venn", "Ada Venn, a diver", "Oran, a clerk"].enumerated().map {
            index, text in
            var character = concept
            character.concept = text
            character.conceptShort = "short \(index)"
            character.id = "c\(index)"
            return character
        }
        batch.characterConnections = [
            .init(character1Name: names.0, character2Name: names.1, connectionType: "sisters", description: "They share a boat.")
        ]
        batch.commonStoriesAndEvents = [.init(charactersIDs: ids, title: "T", story: "S", location: "L", genre: "G")]
        return batch
    }

    @Test("A name means the character whose concept names it earliest, or whose identifier it is")
    func names() throws {
        let ties = try batch(("Mira Sol", "Ada Venn")).ties
        #expect(ties.map(\.connections) == [["Ada Venn — sisters: They share a boat."], ["Mira Sol — sisters: They share a boat."], []])
        let byIdentifier = try batch(("c0", "c2")).ties
        #expect(byIdentifier[0].connections == ["short 2 — sisters: They share a boat."] && byIdentifier[1].connections.isEmpty)
        // Of an earlier batch, or unknown: told to the one who is known.
        #expect(try batch(("Somebody Earlier", "Oran")).ties.map(\.connections.count) == [0, 0, 1])
    }

    @Test("What names nobody recognisably is told to everybody; what connects a character with itself is not told")
    func unknownNames() throws {
        #expect(
            try batch(("Nobody", " ")).ties.map(\.connections) == Array(repeating: ["Nobody,   — sisters: They share a boat."], count: 3))
        #expect(try batch(("Oran", "Oran")).ties.allSatisfy(\.connections.isEmpty))
        #expect(
            try batch(("a", "b"), ids: ["c1", "c2", "who"]).ties.map(\.stories) == [
                [], ["T (G; L; with: short 2): S"], ["T (G; L; with: short 1): S"],
            ])
        #expect(try batch(("a", "b"), ids: ["who"]).ties.map(\.stories) == Array(repeating: ["T (G; L): S"], count: 3))
    }

    @Test("No more ties are handed on than a prompt takes")
    func limits() throws {
        var batch = try batch(("Mira Sol", "Ada Venn"), ids: ["c0"])
        batch.characterConnections = Array(repeating: batch.characterConnections[0], count: 50)
        batch.commonStoriesAndEvents = Array(repeating: batch.commonStoriesAndEvents[0], count: 50)
        #expect(batch.ties[0].connections.count == 6 && batch.ties[0].stories.count == 6)
    }
}
