/// How the worker works: where its providers are, how much it does at a time, how often it tries.
public struct AIWorkerConfiguration: Sendable, Hashable {
    /// A provider of texts or images.
    public struct Endpoint: Sendable, Hashable {
        /// Where it is: `https://openrouter.ai/api/v1`, `http://localhost:11434/v1`, or a server without a path.
        public var baseURL: String
        /// The key sent as bearer token; none is sent when it is empty.
        public var apiKey: String
        /// The model's name at the provider.
        public var model: String
        /// The time for one attempt; waiting for a permit is not part of it.
        public var timeout: Duration

        /// An endpoint from its parts.
        public init(baseURL: String, apiKey: String, model: String, timeout: Duration = .seconds(120)) {
            self.baseURL = baseURL
            self.apiKey = apiKey
            self.model = model
            self.timeout = timeout
        }
    }

    /// When calls to a dependency are held back.
    public struct Breaker: Sendable, Hashable {
        /// Failures in a row after which no more calls are made.
        public var failureThreshold = 5
        /// How long no calls are made before a probe passes.
        public var recoveryTime = Duration.seconds(10)
        /// Successful probes after which calls pass freely again.
        public var successThreshold = 2

        /// The usual thresholds: 5 failures, 10 s, 2 successes.
        public init() {}
    }

    /// The language model: chat completions as OpenRouter, Ollama, vLLM and llama.cpp have them. `/chat/completions` is added to the URL's
    /// path; without one, that is `/api/v1`, or `/v1` when there is nothing.
    public var llm: Endpoint
    /// The image generator, in Runware's shape. A URL without a path gets `/v1`.
    public var images: Endpoint
    /// Whether the image provider is asked for a better prompt before it draws. That is not counted as an image, only its cost is booked.
    public var enhancesPrompts = false
    /// The price of an image when the provider names none, in millionths of a dollar.
    public var imagePrice: Int64 = 600

    /// How many percent more paid calls than predicted a world may make, where its order sets no limit.
    public var callReserve = 25

    /// Tasks worked on at a time.
    public var maximumTasks = 100
    /// Requests to the language model at a time.
    public var maximumLLMRequests = 15
    /// Requests to the image generator at a time.
    public var maximumImageRequests = 10
    /// Calls to the platform's services at a time, all of them together.
    public var maximumServiceCalls = 100
    /// Transfers of pictures at a time, down and up each.
    public var maximumTransfers = 20

    /// Attempts at a task whose failure makes the world fail.
    public var criticalAttempts = 4
    /// Attempts at any other task.
    public var otherAttempts = 2
    /// The pause before a failed task is tried again; doubled each time.
    public var taskRetryPause = Duration.seconds(1)
    /// Attempts at one call within an attempt at a task.
    public var callAttempts = 3
    /// The pause before a failed call is tried again; doubled each time, ±10 %.
    public var callRetryPause = Duration.seconds(1)
    /// The longest pause between attempts.
    public var maximumPause = Duration.seconds(60)
    /// How long a task waits, without an attempt being counted, for a dependency that is down.
    public var longestOutage = Duration.seconds(120)
    /// How long a task waits before it calls a service again that was not there.
    public var outagePause = Duration.seconds(2)
    /// When calls to a dependency are held back.
    public var breaker = Breaker()

    /// The deadline of one RPC to a platform service.
    public var callTimeout = Duration.seconds(10)
    /// The time for one download or upload of a picture.
    public var transferTimeout = Duration.seconds(60)
    /// How long a claimed task is this worker's without a sign of life.
    public var lease = Duration.seconds(30)
    /// How often a worker that shares its tasks with others looks for what these have left.
    public var lookInterval = Duration.milliseconds(500)

    /// The largest accepted prompt of a user, in bytes of UTF-8.
    public var maximumPromptSize = 64 * 1024

    /// A configuration with the platform's limits.
    public init(llm: Endpoint, images: Endpoint) {
        self.llm = llm
        self.images = images
    }
}
