/// Who keeps documents, as `--store` says it.
enum StoreChoice: String, Sendable, CaseIterable {
    case sqlite
    case mongodb
}

/// The flags that put real components in the place of built-in ones, and bound the worker.
enum ComponentFlags {
    static let store = Flag<StoreChoice?>.value(
        "store", "sqlite|mongodb", default: nil, shownAs: "sqlite, or mongodb when MONGODB_URI is set", "who keeps documents"
    ) { text throws(InvalidValue) in try Word.read(text) }
    static let mongodbURI = Flag<String>.text(
        "mongodb-uri", "URI", default: "mongodb://localhost:27017", also: ["MONGODB_URI"], "the MongoDB, with user and password if need be")
    static let mongodbDatabase = Flag<String>.text(
        "mongodb-database", "NAME", default: "generia_ai_worker", also: ["MONGODB_DATABASE"], "the database of the worker's collections")
    static let s3 = Flag<String>.text(
        "s3", "embedded|URL", default: "embedded", also: ["MINIO_ENDPOINT"], "who keeps objects; HOST:PORT is taken too")
    static let s3TLS = Flag<Bool>.toggle("s3-tls", also: ["MINIO_USE_SSL"], "speak https with an object storage given as HOST:PORT")
    static let accessKey = Flag<String>.text(
        "s3-access-key", "KEY", default: "minioadmin", also: ["MINIO_ACCESS_KEY"], "the object storage's access key")
    static let secretKey = Flag<String>.text(
        "s3-secret-key", "KEY", default: "minioadmin", also: ["MINIO_SECRET_KEY"], "the object storage's secret key")
    static let bucket = Flag<String>.text("s3-bucket", "NAME", default: "generia-images", also: ["MINIO_BUCKET"], "the bucket of all media")
    static let region = Flag<String?>.text(
        "s3-region", "NAME", also: ["MINIO_REGION"], "the bucket's region; the object storage is asked when none is given")
    static let virtualHost = Flag<Bool>.toggle(
        "s3-virtual-host", "name the bucket in the host (bucket.host/key) in the place of the path (host/bucket/key)")
    static let languageModel = Flag<String?>.value(
        "llm", "builtin|openrouter|URL", default: nil, shownAs: "builtin, or openrouter when OPENROUTER_API_KEY is set",
        "who writes texts; a URL must have chat completions, as OpenRouter, Ollama (http://localhost:11434/v1), vLLM and llama.cpp"
    ) { $0 }
    static let languageModelName = model(
        "llm-model", default: "google/gemini-2.0-flash-001", also: ["DEFAULT_LLM_MODEL"],
        "the model that writes texts, by its provider's name")
    static let languageModelKey = key(
        "openrouter-api-key", also: "OPENROUTER_API_KEY", "the key for a language model that is not built in")
    static let images = Flag<String?>.value(
        "images", "builtin|runware|URL", default: nil, shownAs: "builtin, or runware when RUNWARE_API_KEY is set",
        "who draws pictures; a URL must speak like Runware"
    ) { $0 }
    static let imageModelName = model(
        "image-model", default: "runware:100@1", also: [], "the model that draws pictures, by its provider's name")
    static let enhancePrompts = Flag<Bool>.toggle("enhance-prompts", "have the image provider improve prompts before it draws")
    static let imageDirectory = Flag<String?>.text(
        "save-images", "DIR", "save a copy of every picture below this directory, sorted by worlds")
    static let imagesKey = key("runware-api-key", also: "RUNWARE_API_KEY", "the key for an image provider that is not built in")
    static let builtinLatency = Flag<Int>.number(
        "builtin-latency", "MILLISECONDS", in: 0...600_000, default: 0,
        "how long the built-in providers take for an answer at least; real ones take seconds")
    static let tasks = Flag<Int>.number(
        "max-concurrent-tasks", in: 1...10_000, default: 100, also: ["MAX_CONCURRENT_TASKS"], "tasks of the worker at a time")
    static let llmRequests = Flag<Int>.number(
        "max-concurrent-llm-requests", in: 1...1000, default: 15, also: ["MAX_CONCURRENT_LLM_REQUESTS"],
        "requests to the language model at a time")
    static let imageRequests = Flag<Int>.number(
        "max-concurrent-image-requests", in: 1...1000, default: 10, also: ["MAX_CONCURRENT_IMAGE_REQUESTS"],
        "requests for images at a time")
    static let serviceCalls = Flag<Int>.number(
        "max-concurrent-grpc-calls", in: 1...10_000, default: 100, also: ["MAX_CONCURRENT_GRPC_CALLS"],
        "calls of the worker to services at a time")
    static let llmTimeout = Flag<Int>.number(
        "llm-timeout", "SECONDS", in: 1...3600, default: 120, "the time for one attempt at a text")
    static let imageTimeout = Flag<Int>.number(
        "image-timeout", "SECONDS", in: 1...3600, default: 120, "the time for one attempt at a picture")
    static let callAttempts = Flag<Int>.number(
        "call-attempts", in: 1...10, default: 3, "attempts at a call before its task has failed an attempt")
    static let breakerFailures = Flag<Int>.number(
        "breaker-failures", in: 1...1000, default: 5, "failures in a row after which a provider or service is left alone")
    static let breakerRecovery = Flag<Int>.number(
        "breaker-recovery", "SECONDS", in: 1...3600, default: 10, "how long it is left alone")
    static let callReserve = Flag<Int>.number(
        "call-reserve", "PERCENT", in: 0...1000, default: 25, "how many more calls to providers than predicted a world may make")
    static let outageLimit = Flag<Int>.number(
        "outage-limit", "SECONDS", in: 0...86_400, default: 120, "how long tasks wait for a provider or service that is down")

    static let taskLease = Flag<Int>.number(
        "task-lease", "SECONDS", in: 1...3600, default: 30,
        "how long a task is a worker's without a sign of life; then another one takes it over")

    static let declarations: [FlagDeclaration] = [
        store.declaration,
        mongodbURI.declaration,
        mongodbDatabase.declaration,
        s3.declaration,
        s3TLS.declaration,
        accessKey.declaration,
        secretKey.declaration,
        bucket.declaration,
        region.declaration,
        virtualHost.declaration,
        languageModel.declaration,
        languageModelName.declaration,
        languageModelKey.declaration,
        images.declaration,
        imageModelName.declaration,
        imagesKey.declaration,
        enhancePrompts.declaration,
        imageDirectory.declaration,
        builtinLatency.declaration,
        tasks.declaration,
        llmRequests.declaration,
        imageRequests.declaration,
        serviceCalls.declaration,
        llmTimeout.declaration,
        imageTimeout.declaration,
        callAttempts.declaration,
        breakerFailures.declaration,
        breakerRecovery.declaration,
        callReserve.declaration,
        outageLimit.declaration,
        taskLease.declaration,
    ]

    /// Those that a worker alone needs: it has no object storage, its uploads go where the links lead.
    static let workerDeclarations = declarations.filter { !$0.name.hasPrefix("s3") }
}

extension ComponentFlags {
    /// A flag with the name of a model.
    private static func model(_ name: String, default fallback: String, also variables: [String], _ summary: String) -> Flag<String> {
        Flag<String>.value(name, "NAME", default: fallback, shownAs: fallback, also: variables, summary) { text throws(InvalidValue) in
            guard !text.allSatisfy(\.isWhitespace) else { throw InvalidValue(text: text, accepted: "a name such as \(fallback)") }
            return text
        }
    }

    /// A flag with the key of a provider: what a header field carries, without the blanks and line ends that copying leaves around it.
    private static func key(_ name: String, also variable: String, _ summary: String) -> Flag<String> {
        Flag<String>.value(name, "KEY", default: "", shownAs: nil, also: [variable], summary) { text throws(InvalidValue) in
            let key = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
            guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                // The key itself is nothing to show.
                throw InvalidValue(text: "***", accepted: "visible ASCII characters, without blanks and line breaks between them")
            }
            return key
        }
    }
}
