import Environments
import HTTPServing
import JSONModel
import Persistence
import Semaphores
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

@Suite("Paid calls", .timeLimit(.minutes(1)))
struct ProviderCallsTests {
    private let store = MemoryStore()
    private let environment = Environment()
    private let metrics = Metrics()
    private let origin = CallOrigin(
        taskID: Identifier(high: 1, low: 1), worldID: TestWorker.worldID, taskType: .generatePostImage, attempt: 1)
    private let question = Question<PostImagePrompt>(prompt: "Draw", temperature: 0.7, maximumTokens: 10)

    private func calls(
        _ provider: ScriptedProvider, limit: Int = 100, permits: Int = 2, listener: GeneratedText.Listener? = nil
    ) async throws -> (ProviderCalls, ProgressBook, RequestHistory) {
        let book = ProgressBook(store: store, writer: "w", environment: environment, logger: .disabled)
        try await book.begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: limit, imageLimit: limit,
                now: environment.now()))
        let history = RequestHistory(store: store, environment: environment, logger: .disabled, workerID: "worker-1")
        func dependency(_ name: String) -> Dependency {
            Dependency(
                name, limiter: Semaphore(permits: permits), breaker: .init(),
                retry: RetryPolicy(attempts: 3, initialPause: .milliseconds(1), maximumPause: .milliseconds(5)),
                environment: environment, metrics: metrics)
        }
        let calls = ProviderCalls(
            llm: LLMClient(
                http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "k", model: "m"), environment: environment,
                logger: .disabled),
            llmDependency: dependency("llm"),
            images: client(provider), imageDependency: dependency("images"), book: book, history: history, meters: CostMeters(metrics),
            listener: listener, environment: environment)
        return (calls, book, history)
    }

    private func client(_ provider: ScriptedProvider) -> ImageClient {
        ImageClient(
            http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "k", model: "i"), usualPrice: 600,
            environment: environment)
    }

    private func history(_ history: RequestHistory) async throws -> [Document] {
        await history.flush()
        return try await store.find(Query(), in: "api_requests_history").sorted {
            ($0["created_at"]?.date ?? Timestamp(seconds: 0)) < ($1["created_at"]?.date ?? Timestamp(seconds: 0))
        }
    }

    /// Costs are booked without being awaited; the next awaited event comes after them.
    private func settled(_ book: ProgressBook) async throws -> WorldProgress? {
        _ = try await book.apply(.cost(.llm, microdollars: 0), to: TestWorker.worldID)
        return try await book.progress(of: TestWorker.worldID)
    }

    @Test("Broken JSON, then an outage, then an answer: every call counted, paid answers booked, all recorded")
    func retries() async throws {
        let provider = try await ScriptedProvider.start(
            ChatAnswer.content("{ broken", cost: 0.0002), ChatAnswer.failure(500),
            ChatAnswer.content("```json\n{\"prompt\":\"a cat\"}\n```"))
        let (calls, book, records) = try await calls(provider)
        #expect(try await calls.ask(question, origin: origin).prompt == "a cat")
        let progress = try #require(try await settled(book))
        #expect(progress.callsMade == [.llm: 3, .images: 0] && progress.costs[.llm] == 300)

        let entries = try await history(records)
        #expect(entries.count == 3)
        #expect(entries.map { $0["error"] != nil } == [true, true, false])
        #expect(entries[0]["error"] == "the content is not JSON: an object does not end at byte 0")
        #expect(entries[0]["api_type"] == "llm" && entries[0]["request_type"] == "generate_structured_content")
        #expect(entries[0][path: "response_data.structured_data"] == "{ broken" && entries[1][path: "response_data.raw"] != nil)
        #expect(entries[2][path: "request_data.prompt"] == "Draw" && entries[2]["task_id"] == .string(origin.taskID.canonical))
        await provider.stop()
    }

    @Test("An answer of the wrong shape is sent back once with the violation quoted")
    func violation() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content(#"{"prompt":5}"#), ChatAnswer.content(#"{"prompt":"ok"}"#))
        let (calls, _, _) = try await calls(provider)
        #expect(try await calls.ask(question, origin: origin).prompt == "ok")
        let second = try #require(provider.requests.last?.body["messages"]?[0]?["content"]?.stringValue)
        #expect(second.hasPrefix("Draw\n") && second.contains("PostImagePrompt.prompt must be a string, got number"))
        await provider.stop()
    }

    @Test(
        "A description of one paragraph is sent back once; what comes then is taken, and when nothing of use comes, the first",
        arguments: [("One.\n\nTwo.", 200), ("Still one.", 200), ("", 200), ("", 400)])
    func shortcoming(second: String, status: Int) async throws {
        func description(_ text: String) -> String {
            var world = Sample.value(of: WorldDescription.schema).objectValue ?? [:]
            world["description"] = .string(text)
            return JSONValue.object(world).serialized()
        }
        let provider = try await ScriptedProvider.start(
            ChatAnswer.content(description("One.")),
            status == 200 ? ChatAnswer.content(description(second)) : ChatAnswer.failure(status))
        let (calls, _, _) = try await calls(provider)
        let question = Question<WorldDescription>(prompt: "Describe", temperature: 0.7, maximumTokens: 10)
        #expect(try await calls.ask(question, origin: origin).description == (second.isEmpty ? "One." : second))
        #expect(provider.requests.count == 2)
        let prompt = try #require(provider.requests.last?.body["messages"]?[0]?["content"]?.stringValue)
        #expect(prompt.hasPrefix("Describe\n") && prompt.contains("description must have 2 to 30 paragraphs, got 1"))
        await provider.stop()
    }

    @Test("An answer of the wrong shape twice is a failure")
    func violationTwice() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content(#"{"prompt":" "}"#))
        let (calls, _, _) = try await calls(provider)
        await #expect(throws: CallFailure.unusable("the answer has the wrong shape: PostImagePrompt: prompt must not be empty")) {
            try await calls.ask(question, origin: origin)
        }
        #expect(provider.requests.count == 2)
        await provider.stop()
    }

    @Test("No call is made beyond the limit")
    func limit() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.failure(500))
        let (calls, _, _) = try await calls(provider, limit: 2)
        await #expect {
            try await calls.ask(question, origin: origin)
        } throws: {
            ($0 as? CallFailure)?.kind == .worldStopped
        }
        #expect(provider.requests.count == 2)
        await provider.stop()
    }

    @Test("An image: request, cost of the answer, usual price without one")
    func image() async throws {
        let url = "http://images/1.png"
        let provider = try await ScriptedProvider.start(
            .json(#"{"data":[{"taskType":"imageInference","imageURL":"\#(url)","cost":0.0013}]}"#),
            .json(#"{"data":[{"taskType":"imageInference","imageURL":"\#(url)"}]}"#))
        let (calls, book, _) = try await calls(provider)
        let order = ImageOrder(kind: .worldHeader, prompt: "A sea", fileName: "f.png")
        #expect(
            try await calls.draw(order, from: "A sea", key: "k", origin: origin).image == DrawnImage(url: url, microdollars: 1300))
        #expect(try await calls.draw(order, from: "A sea", key: "k", origin: origin).image.microdollars == 600)
        let task = try #require(provider.requests.first?.body[0])
        #expect(provider.requests.first?.target == "/v1")
        #expect(task["taskType"] == "imageInference" && task["positivePrompt"] == "A sea" && task["model"] == "i")
        #expect(task["width"] == 1024 && task["height"] == 512 && task["numberResults"] == 1)
        #expect(task["outputFormat"] == "PNG" && task["outputType"] == "URL" && task["includeCost"] == true)
        #expect(task["checkNSFW"] == true)
        #expect((1...0x7fff_ffff).contains(task["seed"]?.intValue ?? 0))
        #expect(task["taskUUID"]?.stringValue.flatMap(Identifier.init(parsing:)) != nil)
        let progress = try #require(try await settled(book))
        #expect(progress.costs[.images] == 1900 && progress.callsMade[.images] == 2)
        await provider.stop()
    }

    @Test(
        "Errors of the image generator",
        arguments: [
            (401, "invalidApiKey", CallFailure.Kind.permanent), (403, "forbidden", .permanent), (429, "rateLimit", .retryable(after: nil)),
            (503, "unavailable", .retryable(after: nil)), (400, "invalidNSFWContent", .moderation), (200, "invalidWidth", .permanent),
            (200, "timeoutProvider", .retryable(after: nil)), (400, "timeoutProvider", .retryable(after: nil)),
            (400, "concurrencyLimit", .retryable(after: nil)), (400, "invalidWidth", .permanent),
            (500, "providerError", .retryable(after: nil)),
            (400, "invalidProviderContent", .moderation), (200, "invalidProviderContent", .moderation),
        ])
    func imageErrors(status: Int, code: String, kind: CallFailure.Kind) async throws {
        let provider = try await ScriptedProvider.start(.json(#"{"errors":[{"code":"\#(code)","message":"m"}]}"#, status: status))
        let client = client(provider)
        await #expect {
            _ = try await client.draw(ImageRequest(prompt: "p", width: 512, height: 512, taskUUID: "t", seed: 1))
        } throws: {
            ($0 as? CallFailure)?.kind == kind
        }
        await provider.stop()
    }
    @Test("An answer that was cut off gets twice the room, once")
    func cutOff() async throws {
        let cut = ChatAnswer.content("{", finish: "length")
        let provider = try await ScriptedProvider.start(cut, cut, ChatAnswer.content(#"{"prompt":"x"}"#))
        let (calls, book, records) = try await calls(provider)
        _ = try await calls.ask(question, origin: origin)
        #expect(provider.requests.map { $0.body["max_tokens"]?.intValue } == [10, 20, 20])
        #expect(try await settled(book)?.costs[.llm] == 300)
        let entries = try await history(records)
        #expect(entries[0][path: "response_data.raw"]?.string?.contains(#""finish_reason":"length""#) == true)
        await provider.stop()
    }

    @Test("A refused answer and one of the wrong shape are in the history as they came")
    func unusableAnswers() async throws {
        let provider = try await ScriptedProvider.start(
            ChatAnswer.refusal, ChatAnswer.content(#"{"prompt":5}"#), ChatAnswer.content(#"{"prompt":"x"}"#))
        let (calls, book, records) = try await calls(provider)
        await #expect {
            try await calls.ask(question, origin: origin)
        } throws: {
            ($0 as? CallFailure)?.kind == .moderation
        }
        _ = try await calls.ask(question, origin: origin)
        let entries = try await history(records)
        #expect(entries[0][path: "response_data.raw"]?.string?.contains("I will not") == true && entries[0]["error"] != nil)
        #expect(entries[1][path: "response_data.structured_data"] == #"{"prompt":5}"#)
        #expect(entries[1]["error"] == "wrong shape: PostImagePrompt.prompt must be a string, got number")
        #expect(entries[2]["error"] == nil)
        #expect(try await settled(book)?.costs[.llm] == 220)
        #expect(metrics.prometheusText().contains("generia_worker_cost_microdollars_total{kind=\"llm\"} 220\n"))
        await provider.stop()
    }

    @Test("Texts of use are shown to the listener")
    func listener() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content("{}"), ChatAnswer.content(#"{"prompt":"a cat"}"#))
        let heard = Heard()
        let (calls, _, _) = try await calls(provider) { heard.append($0) }
        _ = try await calls.ask(question, origin: origin)
        #expect(heard.texts == [GeneratedText(worldID: TestWorker.worldID, kind: "PostImagePrompt", text: "prompt: a cat")])
        await provider.stop()
    }

    private final class Heard: Sendable {
        private let state = Mutex<[GeneratedText]>([])

        var texts: [GeneratedText] { state.withLock { $0 } }

        func append(_ text: GeneratedText) { state.withLock { $0.append(text) } }
    }

    // MARK: Prompt enhancement

    @Test("A prompt is improved under a permit of its own: with one permit and many pictures nobody waits for ever")
    func enhancement() async throws {
        let provider = try await ScriptedProvider.start(.json(#"{"data":[{"text":"a better sea","imageURL":"u","cost":0.0001}]}"#))
        let (calls, book, records) = try await calls(provider, permits: 1)
        try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<12 {
                group.addTask {
                    let better = try await calls.enhanced("a sea", key: "k\(index)", origin: origin)
                    let order = ImageOrder(kind: .postImage, prompt: "a sea", fileName: "f.png")
                    return try await calls.draw(order, from: better, key: "k\(index)", origin: origin).drawnFrom
                }
            }
            for try await prompt in group { #expect(prompt == "a better sea") }
        }
        let task = try #require(provider.requests.first?.body[0])
        #expect(task["taskType"] == "promptEnhance" && task["prompt"] == "a sea" && task["promptVersions"] == 1)
        #expect((12...400).contains(task["promptMaxLength"]?.intValue ?? 0))
        // Not counted as an image, but paid for.
        let progress = try #require(try await settled(book))
        #expect(progress.callsMade[.images] == 12 && progress.costs[.images] == 2400)
        let entries = try await history(records).filter { $0["request_type"] == "enhance_prompt" }
        #expect(entries.count == 12 && entries[0][path: "response_data.enhanced_prompt"] == "a better sea")
        #expect(entries[0]["api_type"] == "image_generation")
        await provider.stop()
    }

    @Test("A prompt that cannot be improved is used as it is, after one attempt")
    func failedEnhancement() async throws {
        let provider = try await ScriptedProvider.start(.text("no", status: 500))
        let (calls, _, records) = try await calls(provider)
        #expect(try await calls.enhanced("a sea", key: "k", origin: origin) == "a sea")
        #expect(provider.requests.count == 1)
        #expect(try await history(records).first?["error"] == "HTTP 500: no")
        await provider.stop()
    }
}
