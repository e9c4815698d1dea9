import JSONModel
import Testing

@Suite struct WorldTests {
    static let ideas = [
        "мир в котором абсолютно все описывается математическими уравнениями", "A world of islands where the sea keeps everyone's letters",
        "Летающие кровати и сны, которыми торгуют на рынке", "A kingdom of tiny dragons and lazy wizards",
        "cyberpunk city of lonely robots",
        "A world where people trade their regrets for buttons", "Мир, где правят зонтики", "x",
    ]

    @Test(arguments: ideas) func everyAnswerFitsItsSchema(_ idea: String) throws {
        var conversation = Conversation()
        let world = try conversation.describeWorld(idea)
        #expect(SchemaCheck.problems(world, Schemas.world) == [])
        let pictures = try conversation.ask(conversation.world, Schemas.worldPictures)
        #expect(SchemaCheck.problems(pictures, Schemas.worldPictures) == [])
        let batch = try conversation.ask(conversation.world + "- users_count: 3\n- posts_count: 9\n", Schemas.characterBatch)
        #expect(SchemaCheck.problems(batch, Schemas.characterBatch) == [])
        for concept in batch["characters"]?.arrayValue ?? [] {
            let character = try conversation.character(concept)
            #expect(SchemaCheck.problems(character, Schemas.character) == [])
            let name = character["display_name"]?.stringValue ?? ""
            #expect(concept["concept"]?.stringValue?.hasPrefix(name) == true)
            let avatar = try conversation.ask(conversation.world + "- character_name: \(name)\n", Schemas.picturePrompt)
            #expect(avatar["prompt"]?.stringValue?.hasPrefix("Portrait of") == true)
            for post in try conversation.posts(3, of: name) {
                #expect(SchemaCheck.problems(try conversation.post(post, of: name), Schemas.post) == [])
            }
        }
    }

    @Test(arguments: [50, 51, 100, 5000]) func aLongWordFitsTheNameOfAWorld(_ length: Int) throws {
        for letter in ["x", "ы"] {
            for seed in 0..<8 as Range<UInt64> {
                var conversation = Conversation(seed: seed)
                let world = try conversation.describeWorld(String(repeating: letter, count: length))
                #expect((1...100).contains(world["name"]?.stringValue?.unicodeScalars.count ?? 0), "\(world["name"] ?? .null)")
            }
        }
    }

    @Test func nothingIsEmptyOrUnfinished() throws {
        for idea in Self.ideas {
            var conversation = Conversation()
            var texts = Self.texts(in: try conversation.describeWorld(idea))
            for concept in try conversation.characters(6, posts: 12) {
                texts += Self.texts(in: concept)
                let character = try conversation.character(concept)
                texts += Self.texts(in: character)
                let name = character["display_name"]?.stringValue ?? ""
                for post in try conversation.posts(6, of: name) { texts += Self.texts(in: try conversation.post(post, of: name)) }
            }
            for text in texts {
                #expect(!text.isEmpty)
                #expect(!text.contains { "{}[]<>|~$#".contains($0) }, "unfinished: \(text)")
                #expect(!text.contains("  ") && !text.contains(" ,") && !text.contains(".."), "untidy: \(text)")
            }
        }
    }

    @Test func theLanguageIsThatOfTheIdea() throws {
        var russian = Conversation()
        let world = try russian.describeWorld("мир в котором абсолютно все описывается математическими уравнениями, даже любовь")
        #expect(world["user_preferences"]?["language"]?.stringValue == "Русский")
        #expect(Self.isCyrillic(world["description"]?.stringValue))
        #expect(world["description"]?.stringValue?.contains("уравнени") == true)
        let concept = try #require(try russian.characters(1, posts: 2).first)
        let character = try russian.character(concept)
        #expect(Self.isCyrillic(character["bio"]?.stringValue) && Self.isCyrillic(character["appearance"]?.stringValue))
        #expect(character["username"]?.stringValue?.allSatisfy(\.isASCII) == true)
        let name = character["display_name"]?.stringValue ?? ""
        let post = try russian.post(try #require(try russian.posts(1, of: name).first), of: name)
        #expect(Self.isCyrillic(post["content"]?.stringValue))
        #expect(!Self.isCyrillic(post["image_prompt"]?.stringValue))

        var english = Conversation()
        #expect(try english.describeWorld("A calm sea")["user_preferences"]?["language"]?.stringValue == "English")
        var asked = Conversation()
        let wish = try asked.describeWorld("A world of singing bridges. Write everything in Russian.")
        #expect(wish["user_preferences"]?["language"]?.stringValue == "Русский")
    }

    @Test func picturePromptsAreEnglishInEveryLanguage() throws {
        for idea in Self.ideas {
            var conversation = Conversation()
            _ = try conversation.describeWorld(idea)
            let pictures = try conversation.ask(conversation.world, Schemas.worldPictures)
            let concept = try #require(try conversation.characters(1, posts: 2).first)
            let name = try conversation.character(concept)["display_name"]?.stringValue ?? ""
            let post = try conversation.post(try #require(try conversation.posts(1, of: name).first), of: name)
            let picture = try conversation.ask(
                conversation.world + "- character_name: \(name)\n- image_prompt: Что-то по-русски\n- post_content: …\n",
                Schemas.picturePrompt)
            for prompt in [pictures["header_prompt"], pictures["icon_prompt"], post["image_prompt"], picture["prompt"]] {
                #expect(prompt?.stringValue?.isEmpty == false)
                #expect(!Self.isCyrillic(prompt?.stringValue), "\(prompt?.stringValue ?? "")")
            }
        }
    }

    @Test func theIdeaComesBackInTheDescription() throws {
        var conversation = Conversation()
        let idea = "A town where umbrellas \"vote\" and cats ring the bells"
        let description = try conversation.describeWorld(idea)["description"]?.stringValue ?? ""
        #expect(description.contains(idea))
    }

    static func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.flatMap(texts)
        case .object(let object): object.values.flatMap(texts)
        default: []
        }
    }

    static func isCyrillic(_ text: String?) -> Bool {
        (text ?? "").unicodeScalars.contains { (0x400...0x4ff).contains($0.value) }
    }
}
