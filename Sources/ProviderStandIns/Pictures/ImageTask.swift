import JSONModel

/// One task of a request to the image API, checked (generation-flow 5.4).
enum ImageTask: Sendable {
    case authentication
    case ping
    case inference(Inference)
    case enhancement(Enhancement)

    /// Pictures to make.
    struct Inference: Sendable {
        /// Where a picture goes.
        enum Output: String, Sendable {
            case url = "URL"
            case base64 = "base64Data"
            case dataURI
        }

        let id: String
        let prompt: String
        let width: Int
        let height: Int
        let results: Int
        let format: ImageFormat
        let quality: Int
        let output: Output
        let seed: Int?
        let includesCost: Bool
        let checksNSFW: Bool
    }

    /// A prompt to improve.
    struct Enhancement: Sendable {
        let id: String
        let prompt: String
        let versions: Int
        let longest: Int
        let includesCost: Bool
    }

    /// - Throws: what is wrong with the task, in Runware's shape.
    init(_ task: JSONValue) throws(ImageTaskError) {
        let fields = ImageTaskFields(task)
        guard case .object = task else { throw fields.error("invalidTask", "taskType", "A task must be a JSON object, got \(task.kind).") }
        switch task["taskType"]?.stringValue {
        case "authentication"?: self = .authentication
        case "ping"?: self = .ping
        case "imageInference"?: self = .inference(try Inference(fields))
        case "promptEnhance"?: self = .enhancement(try Enhancement(fields))
        case let other?:
            throw fields.error(
                "unsupportedTaskType", "taskType",
                "The task type '\(other.prefix(60))' is not offered: use 'imageInference', 'promptEnhance', 'authentication' or 'ping'.")
        case nil: throw fields.error("missingTaskType", "taskType", "'taskType' is missing.")
        }
    }
}

extension ImageTask.Inference {
    fileprivate init(_ fields: ImageTaskFields) throws(ImageTaskError) {
        id = try fields.identifier()
        prompt = try fields.prompt("positivePrompt", longest: 3000)
        _ = try fields.text("model")
        width = try fields.size("width")
        height = try fields.size("height")
        results = try fields.number("numberResults", in: 1...20, default: 1)
        quality = try fields.number("outputQuality", in: 20...99, default: 95)
        seed = fields["seed"] == nil ? nil : try fields.number("seed", in: 0...Int.max, default: 0)
        let formatName = try fields.text("outputFormat", default: "JPG")
        guard let format = ImageFormat(apiName: formatName) else {
            throw fields.error("invalidOutputFormat", "outputFormat", "'outputFormat' must be 'JPG', 'PNG' or 'WEBP'.")
        }
        self.format = format
        let outputName = try fields.text("outputType", default: "URL")
        guard let output = Output(rawValue: outputName) else {
            throw fields.error("invalidOutputType", "outputType", "'outputType' must be 'URL', 'base64Data' or 'dataURI'.")
        }
        self.output = output
        includesCost = fields["includeCost"]?.boolValue ?? false
        checksNSFW = fields["checkNSFW"]?.boolValue ?? false
    }
}

extension ImageTask.Enhancement {
    fileprivate init(_ fields: ImageTaskFields) throws(ImageTaskError) {
        id = try fields.identifier()
        prompt = try fields.prompt("prompt", longest: 3000)
        versions = try fields.number("promptVersions", in: 1...5, default: 1)
        longest = try fields.number("promptMaxLength", in: 12...400, default: 200)
        includesCost = fields["includeCost"]?.boolValue ?? false
    }
}

/// The fields of a task, read with their rules.
private struct ImageTaskFields {
    private let task: JSONValue

    init(_ task: JSONValue) {
        self.task = task
    }

    /// A field's value; a field that is `null` counts as left out.
    subscript(name: String) -> JSONValue? {
        guard let value = task[name], !value.isNull else { return nil }
        return value
    }

    func error(_ code: String, _ parameter: String, _ message: String) -> ImageTaskError {
        ImageTaskError(
            code: code, message: message, parameter: parameter, taskType: self["taskType"]?.stringValue,
            taskUUID: self["taskUUID"]?.stringValue)
    }

    func text(_ name: String, default: String? = nil) throws(ImageTaskError) -> String {
        guard let value = self[name] else {
            if let `default` { return `default` }
            throw error("missing\(name.capitalisedFirst)", name, "'\(name)' is missing.")
        }
        guard let text = value.stringValue, !text.isEmpty else {
            throw error("invalid\(name.capitalisedFirst)", name, "'\(name)' must be a text that is not empty.")
        }
        return text
    }

    func prompt(_ name: String, longest: Int) throws(ImageTaskError) -> String {
        let text = try text(name)
        let length = text.unicodeScalars.count
        guard (2...longest).contains(length) else {
            throw error("invalid\(name.capitalisedFirst)", name, "'\(name)' must have 2…\(longest) characters, got \(length).")
        }
        return text
    }

    func identifier() throws(ImageTaskError) -> String {
        let text = try text("taskUUID")
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isUUID = parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
        guard isUUID else { throw error("invalidTaskUUID", "taskUUID", "'taskUUID' must be a UUID, such as '9f1c2d3e-….'.") }
        return text
    }

    func number(_ name: String, in range: ClosedRange<Int>, default: Int) throws(ImageTaskError) -> Int {
        guard let value = self[name] else { return `default` }
        guard let number = value.intValue, range.contains(number) else {
            throw error(
                "invalid\(name.capitalisedFirst)", name, "'\(name)' must be a whole number in \(range.lowerBound)…\(range.upperBound).")
        }
        return number
    }

    func size(_ name: String) throws(ImageTaskError) -> Int {
        guard self[name] != nil else { throw error("missing\(name.capitalisedFirst)", name, "'\(name)' is missing.") }
        let size = try number(name, in: Picture.grain...Picture.largest, default: 0)
        guard size % Picture.grain == 0 else {
            throw error("invalid\(name.capitalisedFirst)", name, "'\(name)' must be a multiple of \(Picture.grain), got \(size).")
        }
        return size
    }
}

/// Why a task was refused, in Runware's shape.
struct ImageTaskError: Error, Hashable {
    let code: String
    let message: String
    let parameter: String
    let taskType: String?
    let taskUUID: String?

    /// The element of the answer's `errors`.
    var json: JSONValue {
        var json: JSONValue = ["code": .string(code), "message": .string(message), "parameter": .string(parameter)]
        if let taskType { json["taskType"] = .string(taskType) }
        if let taskUUID { json["taskUUID"] = .string(taskUUID) }
        json["documentation"] = "https://runware.ai/docs"
        return json
    }
}
