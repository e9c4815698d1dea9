import Hashing
import JSONModel

/// An image generator that draws what the prompt says, always the same for the same seed and prompt.
///
/// It speaks Runware's HTTP API: an array of tasks in, `data` and `errors` out. Pictures are drawn when they are fetched.
public struct ImageStandIn: Sendable {
    private let seed: Seed

    /// What a picture costs, in millionths of a dollar.
    public static let microdollarsPerImage = 600

    /// - Parameter seed: another seed gives other pictures for the same prompts.
    public init(seed: UInt64) {
        self.seed = Seed(seed).derived("images")
    }

    /// Draws the picture for a prompt. Takes some milliseconds of processor time.
    /// - Parameters:
    ///   - width: pixels, a multiple of 64 in 64…2048, as the height.
    /// - Returns: the file; `nil` when the size is not offered or there is not enough memory.
    public func draw(_ prompt: String, width: Int, height: Int, format: ImageFormat = .png) -> [UInt8]? {
        for size in [width, height] where size % Picture.grain != 0 || !(Picture.grain...Picture.largest).contains(size) { return nil }
        return Painter.draw(PictureReader.picture(for: prompt, width: width, height: height, seed: seed), as: format)
    }

    /// Draws the picture of a file name that an answer's `imageURL` ended in.
    /// - Returns: the file and its media type; `nil` for a name that was not made here.
    public func draw(fileName: String) -> (bytes: [UInt8], mediaType: String)? {
        guard let link = PictureLink(fileName: fileName),
            let bytes = Painter.draw(link.picture, as: link.format, quality: link.quality)
        else { return nil }
        return (bytes, link.format.mediaType)
    }

    /// Performs the tasks of a request.
    /// - Parameter imageBase: what a picture's address begins with: `http://127.0.0.1:4010/images/`.
    /// - Returns: 200 when anything succeeded, 400 otherwise, with `data` and `errors`.
    public func perform(_ body: JSONValue, imageBase: String) -> (status: Int, body: JSONValue) {
        guard let tasks = body.arrayValue, !tasks.isEmpty else {
            return (400, Self.refusal("invalidRequest", "The request body must be a JSON array with at least one task."))
        }
        guard tasks.count <= Self.mostTasks else {
            return (400, Self.refusal("tooManyTasks", "A request may hold \(Self.mostTasks) tasks, got \(tasks.count)."))
        }
        var data: [JSONValue] = []
        var errors: [JSONValue] = []
        for task in tasks {
            do throws(ImageTaskError) {
                data += results(of: try ImageTask(task), imageBase)
            } catch {
                errors.append(error.json)
            }
        }
        var answer: JSONValue = [:]
        if !data.isEmpty || errors.isEmpty { answer["data"] = .array(data) }
        if !errors.isEmpty { answer["errors"] = .array(errors) }
        return (data.isEmpty && !errors.isEmpty ? 400 : 200, answer)
    }

    private static let mostTasks = 100

    /// An answer that refuses the whole request.
    static func refusal(_ code: String, _ message: String) -> JSONValue {
        ["errors": [["code": .string(code), "message": .string(message), "documentation": "https://runware.ai/docs"]]]
    }

    private func results(of task: ImageTask, _ imageBase: String) -> [JSONValue] {
        switch task {
        case .authentication: [["taskType": "authentication", "connectionSessionUUID": .string(uuid(from: "session"))]]
        case .ping: [["taskType": "ping", "pong": true]]
        case .inference(let inference): (0..<inference.results).map { result(of: inference, number: $0, imageBase) }
        case .enhancement(let enhancement): (0..<enhancement.versions).map { result(of: enhancement, version: $0) }
        }
    }

    private func result(of task: ImageTask.Inference, number: Int, _ imageBase: String) -> JSONValue {
        // Without a seed of its own the task's seed follows from the prompt; each further result counts on.
        let first = task.seed ?? Int(seed.derived(task.prompt).value >> 12)
        let taskSeed = first &+ number
        let pictureSeed = number == 0 && task.seed == nil ? seed : seed.derived(taskSeed)
        let picture = PictureReader.picture(for: task.prompt, width: task.width, height: task.height, seed: pictureSeed)
        let link = PictureLink(picture: picture, format: task.format, quality: task.quality)
        var result: JSONValue = [
            "taskType": "imageInference", "taskUUID": .string(task.id), "imageUUID": .string(uuid(from: link.fileName)),
        ]
        switch task.output {
        case .url: result["imageURL"] = .string(imageBase + link.fileName)
        case .base64: result["imageBase64Data"] = .string(base64(of: link))
        case .dataURI: result["imageDataURI"] = .string("data:\(link.format.mediaType);base64,\(base64(of: link))")
        }
        result["seed"] = .int(taskSeed)
        if task.checksNSFW { result["NSFWContent"] = false }
        if task.includesCost { result["cost"] = Self.cost }
        return result
    }

    private static let cost = JSONValue.double(Double(microdollarsPerImage) / 1_000_000)

    private func base64(of link: PictureLink) -> String {
        Base64.encode(Painter.draw(link.picture, as: link.format, quality: link.quality) ?? [])
    }

    private func result(of task: ImageTask.Enhancement, version: Int) -> JSONValue {
        var dice = Dice(seed.derived(task.prompt).derived(version))
        let additions = [dice.pick(Sight.lights), dice.pick(Sight.compositions), "Rich textures, cohesive palette, highly detailed."]
        let text = ([task.prompt] + additions).joined(separator: " ")
        // The length counts tokens of about four letters.
        let scalars = text.unicodeScalars.prefix(task.longest * 4)
        var result: JSONValue = [
            "taskType": "promptEnhance", "taskUUID": .string(task.id), "text": .string(String(String.UnicodeScalarView(scalars))),
        ]
        if task.includesCost { result["cost"] = Self.cost }
        return result
    }

    /// An identifier in the shape of a random UUID.
    private func uuid(from text: String) -> String {
        var bytes = Array(Hashing.sha256("\(seed.value) \(text)").prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let hex = Hashing.hex(bytes)
        return
            "\(hex.prefix(8))-\(hex.dropFirst(8).prefix(4))-\(hex.dropFirst(12).prefix(4))-\(hex.dropFirst(16).prefix(4))-\(hex.dropFirst(20))"
    }
}
