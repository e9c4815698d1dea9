import JSONModel
import Testing

@Suite struct VarietyTests {
    @Test(arguments: ["мир математики и моря", "A city where clocks are pets", "Buttons decide about everything"], [UInt64(1), 77])
    func noTwoOfFortyCharactersAreAlike(_ idea: String, _ seed: UInt64) throws {
        var conversation = Conversation(seed: seed)
        _ = try conversation.describeWorld(idea)
        var concepts: [JSONValue] = []
        for _ in 0..<4 {
            // As the worker carries them: short concept, role and traits.
            let known = concepts.map { "\($0["concept_short"]?.stringValue ?? ""), \($0["role_in_world"]?.stringValue ?? "")" }
            let batch = try conversation.characters(10, posts: 62, existing: known)
            #expect(batch.count == 10)
            #expect(batch.compactMap { $0["posts_count"]?.intValue }.reduce(0, +) == 62)
            concepts += batch
        }
        let characters = try concepts.map(conversation.character)
        for field in ["username", "display_name", "bio", "background_story", "appearance", "personality"] {
            let values = characters.compactMap { $0[field]?.stringValue }
            #expect(Set(values).count == 40, "\(field) repeats")
        }
        #expect(Set(concepts.compactMap { $0["role_in_world"]?.stringValue }).count > 25)
        #expect(Set(concepts.compactMap { $0["id"]?.stringValue }).count == 40)
    }

    @Test(arguments: ["мир математики и моря", "A city where clocks are pets", "Buttons decide about everything"])
    func noTwoOfTwoHundredFiftyPostsAreAlike(_ idea: String) throws {
        var conversation = Conversation(seed: 77)
        _ = try conversation.describeWorld(idea)
        var contents: [String] = []
        for concept in try conversation.characters(40, posts: 250) {
            let name = try conversation.character(concept)["display_name"]?.stringValue ?? ""
            let count = concept["posts_count"]?.intValue ?? 0
            for post in try conversation.posts(count, of: name) {
                contents.append(try conversation.post(post, of: name)["content"]?.stringValue ?? "")
            }
        }
        #expect(contents.count == 250)
        #expect(Set(contents).count == 250)
    }

    @Test(arguments: ["мир математики и моря", "A city where clocks are pets"])
    func oneCharacterCanTellTwoHundredFiftyThings(_ idea: String) throws {
        var conversation = Conversation()
        _ = try conversation.describeWorld(idea)
        let concept = try #require(try conversation.characters(1, posts: 250).first)
        #expect(concept["posts_count"]?.intValue == 250)
        let name = try conversation.character(concept)["display_name"]?.stringValue ?? ""
        var concepts: [JSONValue] = []
        while concepts.count < 250 {
            let known = concepts.map { "\($0["topic"]?.stringValue ?? ""), \($0["content_brief"]?.stringValue ?? "")" }
            concepts += try conversation.posts(10, of: name, existing: known)
        }
        #expect(Set(concepts.compactMap { $0["topic"]?.stringValue }).count == 250)
        let contents = try concepts.map { try conversation.post($0, of: name)["content"]?.stringValue ?? "" }
        #expect(Set(contents).count == 250)
        #expect(Set(concepts.compactMap { $0["emotional_tone"]?.stringValue }).count >= 8)
        #expect(Set(concepts.compactMap { $0["post_type"]?.stringValue }).count >= 8)
    }

    @Test(arguments: [(1, 1), (1, 40), (10, 10), (10, 62), (12, 5), (40, 250), (3, 0)])
    func sharesAddUpToWhatIsWanted(_ characters: Int, _ posts: Int) throws {
        var conversation = Conversation()
        _ = try conversation.describeWorld("sea")
        let shares = try conversation.characters(characters, posts: posts).compactMap { $0["posts_count"]?.intValue }
        #expect(shares.count == characters)
        #expect(shares.reduce(0, +) == posts)
        if posts >= characters { #expect(shares.allSatisfy { $0 >= 1 }) }
        if posts >= 60 { #expect(Set(shares).count > 1 || characters == 1) }
    }

    @Test func writtenPostsFollowForeignConcepts() throws {
        var conversation = Conversation()
        _ = try conversation.describeWorld("sea")
        let concept: JSONValue = [
            "topic": "The lighthouse went dark", "content_brief": "Nobody knows who turned it off", "emotional_tone": "worried",
            "post_type": "news",
        ]
        let post = try conversation.post(concept, of: "Someone Unheard-of")
        let content = try #require(post["content"]?.stringValue)
        #expect(content.contains("The lighthouse went dark.") && content.contains("Nobody knows who turned it off."))
        #expect(post["mood"]?.stringValue == "worried")
        #expect(post["image_prompt"]?.stringValue?.contains("The lighthouse went dark") == true)
    }
}
