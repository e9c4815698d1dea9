import ObjectStorage
import Suite

/// The flags of the commands that start a suite.
enum SuiteFlags {
    static let host = Flag<String>.text("host", "ADDRESS", default: "127.0.0.1", "the address to bind")
    static let portBase = Flag<Int?>.number(
        "port-base", in: PortPlan.bases, fallbackText: "the platform's ports",
        "use consecutive ports: gateway N, post N+1, media N+2, world N+3, character N+4, Consul N+5, S3 N+6, admin N+7, providers N+8")
    static let ephemeral = Flag<Bool>.toggle("ephemeral", "use free ports; the state file and the banner tell which")
    static let publicURL = Flag<[String]>.list(
        "public-url", "URL", "the origin under which clients reach the object storage, for which links are signed; the first one counts"
    ) { text throws(InvalidValue) in
        guard S3Endpoint(url: text, bucket: "any") != nil else {
            throw InvalidValue(text: text, accepted: "an origin such as http://localhost:9000, without a path")
        }
        return text
    }

    static let stateFile = Flag<String>.text(
        "state-file", "FILE", default: ".generia/state.json", "written when everything is ready, removed on exit")
    static let data = Flag<String>.text("data", "DIR", default: ".generia/data", "where databases and objects live")
    static let inMemory = Flag<Bool>.toggle("in-memory", "keep nothing beyond the end of the process")
    static let seed = Flag<UInt64?>.value(
        "seed", "N", default: nil, shownAs: "random, printed", "what ids, texts and pictures follow from: same seed, same bytes"
    ) { text throws(InvalidValue) in
        guard let seed = UInt64(text) else { throw InvalidValue(text: text, accepted: "a whole number from 0 to \(UInt64.max)") }
        return seed
    }

    static let only = Flag<[Component]>.words("only", "PART,…", "start these parts: \(parts)")
    static let except = Flag<[Component]>.words("except", "PART,…", "start all parts but these")

    private static let parts = Component.allCases.map(\.rawValue).joined(separator: ", ")

    static let groups = [
        Command.FlagGroup(
            title: "addresses",
            declarations: [host.declaration, portBase.declaration, ephemeral.declaration, publicURL.declaration]),
        Command.FlagGroup(
            title: "state",
            declarations: [data.declaration, inMemory.declaration, stateFile.declaration, seed.declaration]),
        Command.FlagGroup(title: "parts", declarations: [only.declaration, except.declaration] + ComponentFlags.declarations),
    ]
}

/// The flags that put real components in the place of built-in ones, and bound the worker.
enum ComponentFlags {
    static let s3 = Flag<String>.text(
        "s3", "embedded|URL", default: "embedded", also: ["MINIO_ENDPOINT"], "who keeps objects; HOST:PORT is taken too")
    static let s3TLS = Flag<Bool>.toggle("s3-tls", also: ["MINIO_USE_SSL"], "speak https with an object storage given as HOST:PORT")
    static let accessKey = Flag<String>.text(
        "s3-access-key", "KEY", default: "minioadmin", also: ["MINIO_ACCESS_KEY"], "the object storage's access key")
    static let secretKey = Flag<String>.text(
        "s3-secret-key", "KEY", default: "minioadmin", also: ["MINIO_SECRET_KEY"], "the object storage's secret key")
    static let bucket = Flag<String>.text("s3-bucket", "NAME", default: "generia-images", also: ["MINIO_BUCKET"], "the bucket of all media")
    static let languageModel = Flag<String>.text(
        "llm", "builtin|openrouter|URL", default: "builtin", "who writes texts; a URL must speak like OpenRouter")
    static let languageModelKey = Flag<String>.text(
        "openrouter-api-key", "KEY", default: "", also: ["OPENROUTER_API_KEY"], "the key for a language model that is not built in")
    static let images = Flag<String>.text(
        "images", "builtin|runware|URL", default: "builtin", "who draws pictures; a URL must speak like Runware")
    static let imagesKey = Flag<String>.text(
        "runware-api-key", "KEY", default: "", also: ["RUNWARE_API_KEY"], "the key for an image provider that is not built in")
    static let tasks = Flag<Int>.number(
        "max-concurrent-tasks", in: 1...10_000, default: 100, also: ["MAX_CONCURRENT_TASKS"], "tasks of the worker at a time")
    static let llmRequests = Flag<Int>.number(
        "max-concurrent-llm-requests", in: 1...1000, default: 15, also: ["MAX_CONCURRENT_LLM_REQUESTS"],
        "requests to the language model at a time")
    static let imageRequests = Flag<Int>.number(
        "max-concurrent-image-requests", in: 1...1000, default: 10, also: ["MAX_CONCURRENT_IMAGE_REQUESTS"],
        "requests for images at a time")
    static let outageLimit = Flag<Int>.number(
        "outage-limit", "SECONDS", in: 0...86_400, default: 120, "how long tasks wait for a provider or service that is down")

    static let declarations = [
        s3.declaration, s3TLS.declaration, accessKey.declaration, secretKey.declaration, bucket.declaration, languageModel.declaration,
        languageModelKey.declaration, images.declaration, imagesKey.declaration, tasks.declaration, llmRequests.declaration,
        imageRequests.declaration, outageLimit.declaration,
    ]
}
