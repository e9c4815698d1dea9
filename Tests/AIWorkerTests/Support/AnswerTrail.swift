import Environments
import JSONModel
import Persistence
import Synchronization

@testable import AIWorker

/// Activities in which every text of an answer says which property it is, and which keep where these texts turn up again: in later prompts
/// (by the answer that they ask for), in pictures (by their kind), and on the platform.
final class AnswerTrail: Activities {
    private struct State {
        var uses: [String: Set<String>] = [:]
        var prompts: [String: [String]] = [:]
        var world: WorldContext?
        var queue: [(type: TaskType, parameters: Document)] = []
    }

    let worldID = TestWorker.worldID
    let maximumPromptSize = 1000
    private let state = Mutex(State())
    /// Changes the parameters of each task before it runs.
    private let edit: @Sendable (Document) -> Document

    init(edit: @escaping @Sendable (Document) -> Document = { $0 }) { self.edit = edit }

    /// Where each property was found.
    var uses: [String: Set<String>] { state.withLock { $0.uses } }

    /// The prompts that asked for an answer, in their order.
    func prompts(for title: String) -> [String] { state.withLock { $0.prompts[title] ?? [] } }

    /// Runs the jobs of a world, three children of a kind for each task, to the end.
    func follow(users: Int, posts: Int) async throws {
        let start = InitWorldCreation.Parameters(userPrompt: "A world", usersCount: users, postsCount: posts)
        state.withLock { $0.queue = [] }
        try push([ChildTask(InitWorldCreation.self, start)])
        while let (type, parameters) = state.withLock({ $0.queue.isEmpty ? nil : $0.queue.removeFirst() }) {
            let task = TaskRecord.newDocument(
                id: worldID, type: type, worldID: worldID, parent: nil, parameters: edit(parameters), at: Timestamp(seconds: 1))
            guard let record = TaskRecord(task), case .finished(let output) = try await JobRegistry.standard.run(record, self) else {
                continue
            }
            try push(output.children)
        }
    }

    private func push(_ children: [ChildTask]) throws {
        state.withLock { state in
            for child in children where children.filter({ $0.type == child.type }).prefix(3).contains(where: { $0.role == child.role }) {
                state.queue.append((child.type, child.parameters))
            }
        }
    }

    /// The text that stands for a property.
    static func mark(_ schema: ObjectSchema, _ field: SchemaField) -> String { "⟦\(schema.title).\(field.name)⟧" }

    private func note(_ text: String, as use: String) {
        let marks = text.split(separator: "⟦", omittingEmptySubsequences: false).dropFirst().compactMap {
            $0.split(separator: "⟧").first.map(String.init)
        }
        state.withLock { state in for mark in marks { state.uses[mark, default: []].insert(use) } }
    }

    private func note(_ value: some Encodable, as use: String) {
        if let json = try? JSONValue(encoding: value) { note(json.serialized(), as: use) }
    }

    // MARK: Answers

    func ask<Answer: StructuredOutput>(_ question: Question<Answer>) async throws -> Reply<Answer> {
        let title = Answer.schema.title
        note(question.prompt, as: title)
        state.withLock { $0.prompts[title, default: []].append(question.prompt) }
        var answer = Self.value(of: Answer.schema).objectValue ?? [:]
        if let concept = answer["characters"]?[0] { answer["characters"] = .array(Self.cast(of: concept)) }
        if let post = answer["posts"]?[0] { answer["posts"] = .array(Array(repeating: post, count: 10)) }
        return .answer(try Answer.parse(.object(answer)))
    }

    /// Ten characters, of whom the first two are connected, and the first and the third share a story.
    private static func cast(of concept: JSONValue) -> [JSONValue] {
        (0..<10).map { index in
            var character = concept.objectValue ?? [:]
            let name = ["⟦CharacterConnection.character1_name⟧ ", "⟦CharacterConnection.character2_name⟧ "]
            character["concept"] = .string((index < 2 ? name[index] : "") + (concept["concept"]?.stringValue ?? ""))
            character["concept_short"] = .string("number \(index) \(concept["concept_short"]?.stringValue ?? "")")
            character["id"] = .string("id \(index)")
            return .object(character)
        }
    }

    private static func value(of schema: ObjectSchema) -> JSONValue {
        .object(
            JSONObject(
                schema.fields.map { field in
                    switch field.type {
                    case .string, .nullableString: (field.name, .string(mark(schema, field)))
                    case .integer: (field.name, 11)
                    case .strings: (field.name, field.name == "characters_ids" ? ["id 0", "id 2"] : [.string(mark(schema, field))])
                    case .object(let inner): (field.name, value(of: inner))
                    case .objects(let inner): (field.name, [value(of: inner)])
                    }
                }))
    }

    // MARK: What goes out

    func makeImage(_ order: ImageOrder) async throws -> StoredImage {
        note(order.prompt, as: order.kind.rawValue)
        return StoredImage(mediaID: "m", url: "u")
    }

    func createCharacter(_ detail: CharacterDetail) async throws -> String {
        note(detail, as: "character")
        return "c"
    }

    func publish(_ post: PostOrder) async throws -> String {
        note(post.caption, as: "caption")
        for tag in post.tags { note(tag, as: "tags") }
        return "p"
    }

    func updateWorld(_ description: WorldDescription, users: Int, posts: Int) async throws { note(description, as: "world") }

    func saveWorld(_ description: WorldDescription) async throws { state.withLock { $0.world = WorldContext(description) } }

    func loadWorld() async throws -> WorldContext? { state.withLock { $0.world } }

    // MARK: What leaves no trail

    func remember<Value: Codable & Sendable>(_ step: String, _ body: () async throws -> Value) async throws -> Value { try await body() }
    func recall<Value: Codable>(_ step: String, as type: Value.Type) throws -> Value? { nil }
    func beginGeneration(_ request: WorldProgress.Request, llmLimit: Int?, imageLimit: Int?) async throws {}
    func storePlaceholder(_ order: ImageOrder) async throws -> StoredImage { StoredImage(mediaID: "m", url: "u") }
    func setAvatar(_ mediaID: String, of characterID: String) async throws {}
    func updateWorldImages(header: String, icon: String) async throws {}
    func isNext(_ position: PostPosition) async throws -> Bool { true }
}
