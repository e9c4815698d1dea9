import JSONModel
import Testing

@testable import AIWorker

@Suite("Structured answers")
struct SchemaTests {
    @Test("A nullable and a defaulted field in the JSON schema")
    func postDetailSchema() {
        let expected = """
            {"additionalProperties":false,"properties":{\
            "content":{"description":"Full text of the post","title":"Content","type":"string"},\
            "image_prompt":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null,"description":"What the image shows","title":"Image Prompt"},\
            "image_style":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null,"description":"Style of the image","title":"Image Style"},\
            "hashtags":{"description":"Hashtags","items":{"type":"string"},"title":"Hashtags","type":"array"},\
            "mood":{"description":"Mood","title":"Mood","type":"string"},\
            "context":{"description":"What happened to the character","title":"Context","type":"string"},\
            "mentions":{"default":[],"description":"Names of the characters mentioned","items":{"type":"string"},"title":"Mentions","type":"array"},\
            "location":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null,"description":"Place","title":"Location"},\
            "time_of_day":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null,"description":"Time of day","title":"Time Of Day"}},\
            "required":["content","image_prompt","image_style","hashtags","mood","context","mentions","location","time_of_day"],\
            "title":"PostDetail","type":"object"}
            """
        #expect(PostDetail.schema.jsonSchemaText == expected)
    }

    private static let all: [any StructuredOutput.Type] = [
        WorldDescription.self, ImagePrompts.self, CharacterBatch.self, CharacterDetail.self, CharacterAvatarPrompt.self, PostBatch.self,
        PostDetail.self, PostImagePrompt.self,
    ]

    @Test("Every object is closed and requires all of its properties; nothing is a reference", arguments: 0..<8)
    func strictness(index: Int) throws {
        let schema = Self.all[index].schema
        #expect(!schema.jsonSchemaText.contains("$ref") && !schema.jsonSchemaText.contains("$defs"))
        func check(_ value: JSONValue) {
            if let properties = value["properties"]?.objectValue, value["type"] == "object" {
                #expect(value["additionalProperties"] == false)
                #expect(value["required"]?.arrayValue?.compactMap(\.stringValue) == properties.keys)
            }
            for element in value.arrayValue ?? [] { check(element) }
            for (_, member) in value.objectValue ?? [:] { check(member) }
        }
        check(schema.jsonSchema)
        #expect(schema.jsonSchema["properties"]?.objectValue?.isEmpty == false)
    }

    @Test("The schema names exactly the keys that the type reads and writes", arguments: 0..<8)
    func schemaMatchesType(index: Int) throws {
        func check<Answer: StructuredOutput>(_ type: Answer.Type) throws {
            let sample = Sample.value(of: Answer.schema)
            let answer = try Answer.parse(sample)
            #expect(try JSONValue(encoding: answer) == sample)
        }
        try check(Self.all[index])
    }

    @Test("The structure text nests objects by one level and list elements by two")
    func structureText() {
        let lines = CharacterBatch.schema.structureText.split(separator: "\n").map(String.init)
        #expect(lines[0] == "characters: The characters")
        #expect(lines[1].hasPrefix("  - concept: "))
        #expect(lines[2].hasPrefix("    concept_short: "))
        #expect(WorldDescription.schema.structureText.contains("\n  language: Language in which"))
    }

    @Test("Missing fields with a default are filled in")
    func defaults() throws {
        let detail = try PostDetail.parse(["content": "Hi", "hashtags": [], "mood": "", "context": ""])
        #expect(detail.imagePrompt == nil && detail.mentions.isEmpty)
        #expect(detail.imageIdea == "An image for this post: Hi")
    }

    @Test("A violation says where and what")
    func violations() throws {
        var sample = Sample.value(of: CharacterBatch.schema).objectValue ?? [:]
        sample["characters"] = [["concept": 5]]
        #expect(throws: SchemaViolation(description: "CharacterBatch.characters[0].concept must be a string, got number")) {
            try CharacterBatch.parse(.object(sample))
        }
        sample["characters"] = []
        #expect(throws: SchemaViolation(description: "CharacterBatch: characters must not be empty")) {
            try CharacterBatch.parse(.object(sample))
        }
        sample["characters"] = nil
        #expect(throws: SchemaViolation(description: "CharacterBatch.characters is missing")) {
            try CharacterBatch.parse(.object(sample))
        }
        var detail = Sample.value(of: CharacterDetail.schema).objectValue ?? [:]
        detail["appearance"] = "\n"
        #expect(throws: SchemaViolation(description: "CharacterDetail: appearance must not be empty")) {
            try CharacterDetail.parse(.object(detail))
        }
        #expect(throws: SchemaViolation.self) { try PostImagePrompt.parse(["prompt": "  "]) }
        #expect(throws: SchemaViolation.self) { try PostImagePrompt.parse([1]) }
    }

    @Test("What is longer than anything of use is a violation")
    func limits() throws {
        var post = Sample.value(of: PostDetail.schema).objectValue ?? [:]
        post["hashtags"] = .array(Array(repeating: "x", count: 201))
        #expect(throws: SchemaViolation(description: "PostDetail.hashtags must have at most 200 elements, got 201")) {
            try PostDetail.parse(.object(post))
        }
        post["hashtags"] = ["x", .string(String(repeating: "ё", count: 16_385))]
        #expect(throws: SchemaViolation(description: "PostDetail.hashtags[1] must have at most 32768 bytes, got 32770")) {
            try PostDetail.parse(.object(post))
        }
        post["hashtags"] = .array(Array(repeating: .string(String(repeating: "x", count: 32_768)), count: 200))
        #expect(try PostDetail.parse(.object(post)).hashtags.count == 200)

        var world = Sample.value(of: WorldDescription.schema).objectValue ?? [:]
        world["name"] = .string(String(repeating: "я", count: 101))
        #expect(throws: SchemaViolation(description: "WorldDescription: name must have at most 100 characters, got 101")) {
            try WorldDescription.parse(.object(world))
        }
    }

    @Test("Control characters are cleaned out of texts, wherever they stand; tabs and line feeds stay")
    func controls() throws {
        var world = Sample.value(of: WorldDescription.schema).objectValue ?? [:]
        world["name"] = "Bad\u{0}na\u{1B}me"
        world["description"] = "One\r\n\tTwo\u{1F}"
        world["common_activities"] = ["\u{0}", "sing\u{8}ing \u{7F}ё"]
        world["user_preferences"] = ["language": "\u{0}English"]
        let clean = try WorldDescription.parse(.object(world))
        #expect(clean.name == "Badname" && clean.description == "One\n\tTwo" && clean.userPreferences.language == "English")
        #expect(clean.commonActivities == ["", "singing \u{7F}ё"])
        var post = Sample.value(of: PostDetail.schema)
        post["location"] = "a\u{0}quay"
        #expect(try PostDetail.parse(post).location == "aquay")
        world["name"] = "\u{0}\u{1}"
        #expect(throws: SchemaViolation(description: "WorldDescription: name must not be empty")) {
            try WorldDescription.parse(.object(world))
        }
    }

    @Test("Whole numbers may be written as fractions, others may not")
    func integers() throws {
        func concept(_ count: JSONValue) throws -> Int {
            var sample = Sample.value(of: CharacterConcept.schema).objectValue ?? [:]
            sample["posts_count"] = count
            return try CharacterConcept.schema.completed(.object(sample))["posts_count"]?.intValue ?? 0
        }
        #expect(try concept(5.0) == 5)
        #expect(throws: SchemaViolation.self) { try concept(5.5) }
    }

    @Test("Pictures of a world are drawn with their common look, as far as there is room in a prompt")
    func imagePrompts() throws {
        var prompts = try ImagePrompts.parse(Sample.value(of: ImagePrompts.schema))
        prompts.mood = " "
        #expect(prompts.fullHeaderPrompt == "a header_prompt In view: one, two. Style: a style_reference. Colours: one, two.")
        #expect(prompts.fullIconPrompt == "a icon_prompt Style: a style_reference. Colours: one, two.")
        prompts.visualElements = [String(repeating: "x", count: 1990)]
        #expect(prompts.fullHeaderPrompt == "a header_prompt Style: a style_reference. Colours: one, two.")
    }

    @Test("The world text cleans labels and skips what is empty")
    func worldText() throws {
        var world = try WorldDescription.parse(Sample.value(of: WorldDescription.schema))
        world.commonActivities = ["fishing", "singing"]
        world.history = ""
        let text = world.promptText
        #expect(text.contains("What people do from day to day: fishing, singing\n"))
        #expect(!text.contains("(") && !text.contains("History and the events"))
        #expect(text.contains("\n  Climate: "))
    }
}

/// Values that fit a schema.
enum Sample {
    static func value(of schema: ObjectSchema) -> JSONValue {
        .object(JSONObject(schema.fields.map { ($0.name, value(of: $0)) }))
    }

    private static func value(of field: SchemaField) -> JSONValue {
        switch field.type {
        case .string, .nullableString: .string("a \(field.name)")
        case .integer: 3
        case .strings: ["one", "two"]
        case .object(let schema): value(of: schema)
        case .objects(let schema): [value(of: schema)]
        }
    }
}
