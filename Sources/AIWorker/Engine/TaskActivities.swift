import Environments
import GeneriaAPI
import JSONModel
import Persistence
import Telemetry

/// The activities of one task in this process: real calls, their counters, and the memory of what was achieved.
struct TaskActivities: Activities {
    let task: ClaimedTask
    let queue: TaskQueue
    let book: ProgressBook
    let shelf: WorldShelf
    let providers: ProviderCalls
    let uploader: MediaUploader
    let platform: PlatformClient
    let turn: PostTurn
    let environment: Environment
    let maximumPromptSize: Int
    /// Percent.
    let callReserve: Int
    /// Whether pictures are drawn from prompts that the provider has improved.
    let enhancesPrompts: Bool
    /// Gets a copy of every picture.
    let archive: ImageArchive?
    let logger: Logger

    var worldID: Identifier { task.record.worldID }

    private var memory: StepMemory { StepMemory(task: task, queue: queue) }

    private var origin: CallOrigin { CallOrigin(task.record) }

    /// What makes a side effect of this task the same effect when it is repeated.
    private func key(_ effect: String) -> String { "\(task.record.id.canonical)/\(effect)" }

    func remember<Value: Codable & Sendable>(_ step: String, _ body: () async throws -> Value) async throws -> Value {
        try await memory.remember(step, isStored: !Step.repeatable.contains(step)) {
            try await book.permitWork(on: worldID, sharesStore: turn.sharesStore)
            return try await body()
        }
    }

    func recall<Value: Codable>(_ step: String, as type: Value.Type) throws -> Value? { try memory.recall(step, as: type) }

    // MARK: Generation

    func beginGeneration(_ request: WorldProgress.Request, llmLimit: Int?, imageLimit: Int?) async throws {
        try await book.begin(
            WorldProgress(
                worldID: worldID, request: request, llmLimit: llmLimit, imageLimit: imageLimit, reserve: callReserve,
                now: environment.now()))
    }

    func saveWorld(_ description: WorldDescription) async throws { try await shelf.save(description, of: worldID) }

    func loadWorld() async throws -> WorldContext? { try await shelf.load(worldID) }

    func ask<Answer: StructuredOutput>(_ question: Question<Answer>) async throws -> Reply<Answer> {
        do {
            return .answer(try await providers.ask(question, origin: origin))
        } catch  where error.kind == .moderation {
            return .refused(error.description)
        }
    }

    // MARK: Pictures

    func makeImage(_ order: ImageOrder) async throws -> StoredImage {
        try await remember(Step.image(order.kind)) {
            let (drawing, file) = try await drawn(order)
            let record = providers.imageRecord(order, drawing, origin: origin)
            do {
                let bytes = if let file { file } else { try await uploader.download(drawing.image.url, for: worldID) }
                let mediaID = try await uploader.upload(bytes, as: item(order, key: order.kind.rawValue))
                record(.success(mediaID))
                await keep(bytes, of: order)
                return StoredImage(mediaID: mediaID, url: drawing.image.url)
            } catch {
                record(.failure(error))
                // What it cost stands in the history now, and shall not stand there twice when another attempt stores the picture.
                try? await memory.store(drawing.recorded, as: Step.drawing(order.kind))
                throw error
            }
        }
    }

    /// A picture, and its bytes when they are here already. One that an earlier attempt has had drawn is not paid for again as long as the
    /// provider still has it.
    private func drawn(_ order: ImageOrder) async throws -> (ProviderCalls.Drawing, file: [UInt8]?) {
        let step = Step.drawing(order.kind)
        if let earlier = try memory.recall(step, as: ProviderCalls.Drawing.self), earlier.prompt == order.prompt,
            !earlier.image.url.isEmpty, let bytes = try? await uploader.downloadOnce(earlier.image.url)
        {
            return (earlier, bytes)
        }
        let drawing = try await providers.draw(
            order, from: try await drawingPrompt(order), key: key(order.kind.rawValue), origin: origin)
        try await memory.store(drawing, as: step)
        return (drawing, drawing.image.file)
    }

    /// What a picture is drawn from. A prompt is improved once, however often the picture is tried.
    private func drawingPrompt(_ order: ImageOrder) async throws -> String {
        guard enhancesPrompts else { return order.prompt }
        let step = Step.enhancement(order.kind)
        if let earlier = try memory.recall(step, as: Enhancement.self), earlier.prompt == order.prompt { return earlier.enhanced }
        let enhanced = try await providers.enhanced(order.prompt, key: key("enhance/\(order.kind.rawValue)"), origin: origin)
        try await memory.store(Enhancement(prompt: order.prompt, enhanced: enhanced), as: step)
        return enhanced
    }

    private struct Enhancement: Codable, Sendable {
        let prompt: String
        let enhanced: String
    }

    /// Keeps a copy of a picture for people. The platform has it already, so that a full disk is no failure of the task.
    private func keep(_ bytes: [UInt8], of order: ImageOrder) async {
        guard let archive, let format = PictureFormat(of: bytes) else { return }
        let name = (try? await shelf.load(worldID))?.description.name ?? "world"
        let label = order.label.isEmpty ? "" : "_\(order.label)"
        do {
            try await archive.write(
                bytes, world: "\(name)-\(worldID.hex.prefix(8))", name: "\(order.kind.rawValue)\(label)\(format.fileExtension)")
        } catch {
            logger.with(origin.fields).warning("a picture could not be saved", ["error": "\(error)"])
        }
    }

    func storePlaceholder(_ order: ImageOrder) async throws -> StoredImage {
        try await remember(Step.placeholder) {
            let mediaID = try await uploader.upload(PlaceholderImage.png, as: item(order, key: "placeholder"))
            await keep(PlaceholderImage.png, of: order)
            return StoredImage(mediaID: mediaID, url: "")
        }
    }

    private func item(_ order: ImageOrder, key effect: String) -> MediaUploader.Item {
        MediaUploader.Item(
            kind: order.kind, fileName: order.fileName, characterID: order.characterID, key: key(effect), origin: origin)
    }

    // MARK: Platform

    func createCharacter(_ detail: CharacterDetail) async throws -> String {
        try await platform.createCharacter(
            name: detail.nameToShow, meta: try JSONValue(encoding: detail).serialized(), key: key("create_character"), origin: origin
        ).id
    }

    func setAvatar(_ mediaID: String, of characterID: String) async throws {
        try await platform.setAvatar(characterID: characterID, mediaID: mediaID, key: key("set_avatar"), origin: origin)
    }

    func publish(_ post: PostOrder) async throws -> String {
        try await platform.createPost(post, key: key("create_post"), origin: origin)
    }

    func updateWorld(_ description: WorldDescription, users: Int, posts: Int) async throws {
        try await platform.setWorldParameters(
            json: try JSONValue(encoding: description).serialized(JSONStyle(asciiOnly: true)), name: description.name, users: users,
            posts: posts,
            key: key("update_world_params"), origin: origin)
    }

    func updateWorldImages(header: String, icon: String) async throws {
        try await platform.setWorldImages(header: header, icon: icon, key: key("update_world_image"), origin: origin)
    }

    func isNext(_ position: PostPosition) async throws -> Bool { try await turn.isNext(position) }
}
