import JSONModel
import Testing

@Suite struct ExampleTests {
    /// The example prompts, read from the repository that this file belongs to.
    static let prompts = ExamplePrompts.load()

    @Test func thereAreTwentyInTwoLanguages() {
        #expect(Self.prompts.count == 20)
        #expect(Self.prompts.filter { WorldTests.isCyrillic($0) }.count >= 8)
        #expect(Self.prompts.filter { !WorldTests.isCyrillic($0) }.count >= 8)
    }

    @Test(arguments: prompts) func everyExampleGivesAWholeWorld(_ prompt: String) throws {
        var conversation = Conversation(seed: 2024)
        let world = try conversation.describeWorld(prompt)
        #expect(SchemaCheck.problems(world, Schemas.world) == [])
        #expect((world["common_activities"]?.arrayValue?.count ?? 0) >= 5 && (world["typical_stories"]?.arrayValue?.count ?? 0) >= 5)
        #expect(world["description"]?.stringValue?.contains(prompt.dropLast().split(separator: " ").last ?? "") == true)
        var contents: [String] = []
        let concepts = try conversation.characters(20, posts: 60)
        for concept in concepts {
            let name = try conversation.character(concept)["display_name"]?.stringValue ?? ""
            for post in try conversation.posts(3, of: name) {
                contents.append(try conversation.post(post, of: name)["content"]?.stringValue ?? "")
            }
        }
        #expect(Set(contents).count == contents.count && contents.count == 60)
        #expect(contents.allSatisfy { $0.count > 60 && $0.count < 900 })
        let asksForRussian = prompt.contains("in Russian") || WorldTests.isCyrillic(prompt)
        #expect(contents.allSatisfy { WorldTests.isCyrillic($0) == asksForRussian })
    }
}
