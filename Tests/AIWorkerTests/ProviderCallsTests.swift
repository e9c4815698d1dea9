import Environments
import HTTPServing
import JSONModel
import Persistence
import Semaphores
import Telemetry
import Testing

@testable import AIWorker

@Suite("Paid calls", .timeLimit(.minutes(1)))
struct ProviderCallsTests {
    private let store = MemoryStore()
    private let environment = Environment()
    private let origin = CallOrigin(taskID: Identifier(high: 1, low: 1), worldID: TestWorker.worldID)
    private let question = Question<PostImagePrompt>(prompt: "Draw", temperature: 0.7, maximumTokens: 10)

    private func calls(_ provider: ScriptedProvider, limit: Int = 100) async throws -> (ProviderCalls, ProgressBook, RequestHistory) {
        let book = ProgressBook(store: store, environment: environment, logger: .disabled)
        try await book.begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: limit, imageLimit: limit,
                now: environment.now()))
        let history = RequestHistory(store: store, environment: environment, logger: .disabled, workerID: "worker-1")
        func dependency(_ name: String) -> Dependency {
            Dependency(
                limiter: Semaphore(permits: 2), breaker: CircuitBreaker(name, policy: .init(), environment: environment),
                retry: RetryPolicy(attempts: 3, initialPause: .milliseconds(1), maximumPause: .milliseconds(5)),
                environment: environment)
        }
        let calls = ProviderCalls(
            llm: LLMClient(http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "k", model: "m")),
            llmDependency: dependency("llm"),
            images: ImageClient(http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "k", model: "i"), usualPrice: 600),
            imageDependency: dependency("images"), book: book, history: history, environment: environment)
        return (calls, book, history)
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
        #expect(entries[0]["api_type"] == "llm" && entries[0]["request_type"] == "generate_structured_content")
        #expect(entries[0][path: "response_data.structured_data"] == "{ broken" && entries[1]["response_data"] == .null)
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

    @Test("An answer of the wrong shape twice is a failure")
    func violationTwice() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content(#"{"prompt":" "}"#))
        let (calls, _, _) = try await calls(provider)
        await #expect(throws: CallFailure.retryable("the answer has the wrong shape: PostImagePrompt: prompt must not be empty")) {
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
        #expect(try await calls.draw(order, key: "k", origin: origin).image == DrawnImage(url: url, microdollars: 1300))
        #expect(try await calls.draw(order, key: "k", origin: origin).image.microdollars == 600)
        let task = try #require(provider.requests.first?.body[0])
        #expect(provider.requests.first?.target == "/v1")
        #expect(task["taskType"] == "imageInference" && task["positivePrompt"] == "A sea" && task["model"] == "i")
        #expect(task["width"] == 1024 && task["height"] == 512 && task["numberResults"] == 1)
        #expect(task["outputFormat"] == "PNG" && task["outputType"] == "URL" && task["includeCost"] == true)
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
            (200, "timeoutProvider", .retryable(after: nil)),
        ])
    func imageErrors(status: Int, code: String, kind: CallFailure.Kind) async throws {
        let provider = try await ScriptedProvider.start(.json(#"{"errors":[{"code":"\#(code)","message":"m"}]}"#, status: status))
        let client = ImageClient(http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "k", model: "i"), usualPrice: 600)
        await #expect {
            _ = try await client.draw(ImageRequest(prompt: "p", width: 512, height: 512, taskUUID: "t", seed: 1))
        } throws: {
            ($0 as? CallFailure)?.kind == kind
        }
        await provider.stop()
    }
}
