import Environments

/// What a job can do to the world outside of it.
protocol Activities: Sendable {
    var worldID: Identifier { get }
    /// The largest accepted prompt of a user, in bytes.
    var maximumPromptSize: Int { get }

    /// The result of `body`, computed once for all runs of the task: later runs get the remembered value.
    func remember<Value: Codable & Sendable>(_ step: String, _ body: () async throws -> Value) async throws -> Value

    /// What `remember` has kept under `step`.
    func recall<Value: Codable>(_ step: String, as type: Value.Type) throws -> Value?

    /// Creates the record of the world's generation, unless it exists.
    func beginGeneration(_ request: WorldProgress.Request, llmLimit: Int?, imageLimit: Int?) async throws

    /// Asks the language model.
    func ask<Answer: StructuredOutput>(_ question: Question<Answer>) async throws -> Reply<Answer>

    /// Stores the world's description and reads it back; `nil` when there is none.
    func saveWorld(_ description: WorldDescription) async throws
    func loadWorld() async throws -> WorldContext?

    /// Has a picture drawn and stores it.
    func makeImage(_ order: ImageOrder) async throws -> StoredImage
    /// Stores the neutral picture of a refused post.
    func storePlaceholder(_ order: ImageOrder) async throws -> StoredImage

    func createCharacter(_ detail: CharacterDetail) async throws -> String
    func setAvatar(_ mediaID: String, of characterID: String) async throws
    func publish(_ post: PostOrder) async throws -> String
    func updateWorld(_ description: WorldDescription, users: Int, posts: Int) async throws
    func updateWorldImages(header: String, icon: String) async throws

    /// Whether no post before `position` is still being worked on.
    func isNext(_ position: PostPosition) async throws -> Bool
}

/// A prompt and the shape of its answer.
struct Question<Answer: StructuredOutput>: Sendable {
    let prompt: String
    let temperature: Double
    let maximumTokens: Int
    /// What is asked once the prompt was refused, for what may be left out; the same prompt by default.
    var milderPrompt: String?
}

/// A model's answer, or why it refused to give one.
enum Reply<Answer: StructuredOutput>: Sendable, Codable {
    case answer(Answer)
    case refused(String)
}

/// The world as later jobs see it.
struct WorldContext: Sendable {
    let description: WorldDescription
    /// The description as text for prompts.
    let text: String

    init(_ description: WorldDescription) {
        self.description = description
        text = description.promptText
    }

    var language: String { description.userPreferences.language }
}

/// A picture to be drawn and where it belongs.
struct ImageOrder: Sendable, Hashable {
    let kind: ImageKind
    var prompt: String
    let fileName: String
    /// Empty for pictures of the world.
    var characterID = ""
    /// Tells the picture from others of its kind in the same world; empty where there is one only.
    var label = ""
}

/// A picture in the platform's storage.
struct StoredImage: Sendable, Hashable, Codable {
    let mediaID: String
    /// Where the provider had it.
    let url: String
}

extension Activities {
    /// The world's description.
    ///
    /// - Throws: `JobFailure` when it was not written yet.
    func world() async throws -> WorldContext {
        guard let world = try await loadWorld() else {
            throw JobFailure.retryable("world_parameters has no description of world \(worldID.canonical)")
        }
        return world
    }

    /// The answer to a question, remembered; when the content is refused, a milder question is asked once.
    func askOrSoften<Answer: StructuredOutput>(_ question: Question<Answer>) async throws -> Reply<Answer> {
        try await remember(Step.answer) {
            let first = try await ask(question)
            guard case .refused = first else { return first }
            return try await ask(
                Question<Answer>(
                    prompt: PromptAmendment.moderated(question.milderPrompt ?? question.prompt), temperature: question.temperature,
                    maximumTokens: question.maximumTokens))
        }
    }

    /// The picture by the first of `prompts` that is not refused, and that prompt; `nil` when all are. What was refused once is not paid for
    /// again by a later run.
    func makeImage(_ order: ImageOrder, from prompts: [String]) async throws -> (image: StoredImage, prompt: String)? {
        for (index, prompt) in prompts.enumerated() {
            let step = Step.refusal(order.kind, index)
            guard try recall(step, as: String.self) == nil else { continue }
            var attempt = order
            attempt.prompt = prompt
            do {
                return (try await makeImage(attempt), prompt)
            } catch let failure as CallFailure where failure.kind == .moderation {
                _ = try await remember(step) { failure.description }
            }
        }
        return nil
    }

    /// A picture; when it is refused, a milder one.
    ///
    /// - Throws: `JobFailure` when that is refused, too.
    func makeOrSoftenImage(_ order: ImageOrder, milderPrompt: String) async throws -> StoredImage {
        if let (image, _) = try await makeImage(order, from: [order.prompt, milderPrompt]) { return image }
        let reason = try recall(Step.refusal(order.kind, 1), as: String.self) ?? "no reason"
        throw JobFailure.permanent("the picture was refused twice: \(reason)")
    }

    /// The answer to a question, remembered.
    ///
    /// - Throws: `JobFailure` when the content is refused, also after it was asked more mildly.
    func answer<Answer: StructuredOutput>(to question: Question<Answer>) async throws -> Answer {
        switch try await askOrSoften(question) {
        case .answer(let answer): return answer
        case .refused(let reason): throw JobFailure.permanent("the model refused twice: \(reason)")
        }
    }
}
