import Environments
import JSONModel
import Persistence
import Synchronization

@testable import AIWorker

/// What the outside has of a world: the platform's records, each kept under its idempotency key.
final class FakePlatform: Sendable {
    struct State {
        var characters: [String: String] = [:]
        var media: [String: String] = [:]
        /// Key and order of each post, in order of publication.
        var posts: [(key: String, order: PostOrder)] = []
        var paidCalls: [String: Int] = [:]
        var worldImages: (String, String)?
        var worldName: String?
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }

    func change<Value: Sendable>(_ body: @Sendable (inout State) -> Value) -> Value { state.withLock { body(&$0) } }
}

/// What a script may do instead of the usual answer.
struct Script: Sendable {
    /// Called before each paid call and each platform call with its name and the task; may throw.
    var disturb: @Sendable (String, TaskRecord) async throws -> Void = { _, _ in }
    /// How many characters and posts an answer brings when so many are asked for.
    var batch: @Sendable (Int) -> Int = { $0 }
    /// Whether the model refuses to answer a prompt.
    var refuses: @Sendable (String) -> Bool = { _ in false }
    /// Whether the image generator refuses to draw for a task.
    var refusesPicture: @Sendable (TaskRecord) -> Bool = { _ in false }
}

/// Activities without network: answers are made up, effects go to a `FakePlatform`.
struct ScriptedActivities: Activities {
    let task: ClaimedTask
    let queue: TaskQueue
    let turn: PostTurn
    let book: ProgressBook
    let shelf: WorldShelf
    let environment: Environment
    let platform: FakePlatform
    let script: Script
    let maximumPromptSize = 1000

    var worldID: Identifier { task.record.worldID }

    private func key(_ effect: String) -> String { "\(task.record.id.canonical)/\(effect)" }

    private func perform<Value: Sendable>(_ name: String, _ effect: @escaping @Sendable () -> Value) async throws -> Value {
        try await script.disturb(name, task.record)
        return effect()
    }

    func remember<Value: Codable & Sendable>(_ step: String, _ body: () async throws -> Value) async throws -> Value {
        try await StepMemory(task: task, queue: queue).remember(step) {
            try await book.permitWork(on: worldID, sharesStore: turn.sharesStore)
            return try await body()
        }
    }

    func recall<Value: Codable>(_ step: String, as type: Value.Type) throws -> Value? {
        try StepMemory(task: task, queue: queue).recall(step, as: type)
    }

    func beginGeneration(_ request: WorldProgress.Request, llmLimit: Int?, imageLimit: Int?) async throws {
        try await book.begin(
            WorldProgress(worldID: worldID, request: request, llmLimit: llmLimit, imageLimit: imageLimit, now: environment.now()))
    }

    func ask<Answer: StructuredOutput>(_ question: Question<Answer>) async throws -> Reply<Answer> {
        try await book.apply(.call(.llm), to: worldID).permitCall()
        let key = key("llm")
        try await perform("llm") { platform.change { $0.paidCalls[key, default: 0] += 1 } }
        if script.refuses(question.prompt) { return .refused("not nice") }
        var answer = Sample.value(of: Answer.schema).objectValue ?? [:]
        for (list, asked) in [("characters", "users_count"), ("posts", "posts_count")] where answer[list] != nil {
            let count = script.batch(Self.number(asked, in: question.prompt))
            answer[list] = .array(
                (0..<count).map { index in
                    var element = answer[list]?[0]?.objectValue ?? [:]
                    if element["topic"] != nil { element["topic"] = .string("topic \(index)") }
                    return .object(element)
                })
        }
        return .answer(try Answer.parse(.object(answer)))
    }

    private static func number(_ name: String, in prompt: String) -> Int {
        let line = prompt.split(separator: "\n").first { $0.hasPrefix("- \(name): ") }
        return line.flatMap { Int($0.dropFirst("- \(name): ".count)) } ?? 0
    }

    func saveWorld(_ description: WorldDescription) async throws { try await shelf.save(description, of: worldID) }

    func loadWorld() async throws -> WorldContext? { try await shelf.load(worldID) }

    func makeImage(_ order: ImageOrder) async throws -> StoredImage {
        try await remember(Step.image(order.kind)) {
            try await book.apply(.call(.images), to: worldID).permitCall()
            if script.refusesPicture(task.record) { throw CallFailure.moderation("not nice") }
            return try await store(order, order.kind.rawValue)
        }
    }

    func storePlaceholder(_ order: ImageOrder) async throws -> StoredImage {
        try await remember(Step.placeholder) { try await store(order, "placeholder") }
    }

    private func store(_ order: ImageOrder, _ effect: String) async throws -> StoredImage {
        let key = key(effect)
        let id = try await perform("image") {
            platform.change { state in
                let id = state.media[key] ?? "media-\(key)"
                state.media[key] = id
                return id
            }
        }
        return StoredImage(mediaID: id, url: "http://images/\(order.fileName)")
    }

    func createCharacter(_ detail: CharacterDetail) async throws -> String {
        let key = key("create_character")
        return try await perform("character") {
            platform.change { state in
                let id = state.characters[key] ?? Identifier.v5(namespace: Identifier(high: 1, low: 2), name: key).canonical
                state.characters[key] = id
                return id
            }
        }
    }

    func setAvatar(_ mediaID: String, of characterID: String) async throws { try await perform("avatar") {} }

    func publish(_ post: PostOrder) async throws -> String {
        let key = key("create_post")
        return try await perform("post") {
            platform.change { state in
                if !state.posts.contains(where: { $0.key == key }) { state.posts.append((key, post)) }
                return "post-\(key)"
            }
        }
    }

    func updateWorld(_ description: WorldDescription, users: Int, posts: Int) async throws {
        try await perform("world") { platform.change { $0.worldName = description.name } }
    }

    func updateWorldImages(header: String, icon: String) async throws {
        try await perform("world_images") { platform.change { $0.worldImages = (header, icon) } }
    }

    func isNext(_ position: PostPosition) async throws -> Bool { try await turn.isNext(position) }
}
