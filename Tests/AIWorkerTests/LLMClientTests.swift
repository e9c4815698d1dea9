import Environments
import HTTPServing
import JSONModel
import Telemetry
import Testing

@testable import AIWorker

@Suite("Client of the language model", .timeLimit(.minutes(1)))
struct LLMClientTests {
    private func client(_ provider: ScriptedProvider, path: String = "", timeout: Duration = .seconds(5)) -> LLMClient {
        LLMClient(
            http: provider.http,
            endpoint: .init(baseURL: provider.url + path, apiKey: "secret-key-1", model: "some/model", timeout: timeout),
            environment: Environment(clock: FixedClock(Timestamp(seconds: 1_792_568_880))), logger: .disabled)
    }

    private let request = LLMRequest(prompt: "Draw «ёж»", schema: PostImagePrompt.schema, temperature: 0.7, maximumTokens: 2048)

    private func failure(_ answer: HTTPServerResponse) async throws -> CallFailure? {
        let provider = try await ScriptedProvider.start(answer)
        defer { Task { await provider.stop() } }
        do {
            _ = try await client(provider).send(request)
            return nil
        } catch {
            return error
        }
    }

    @Test("The request is what the provider expects; the answer's text and cost are read")
    func request() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content(#"{"prompt":"x"}"#, cost: 0.000123))
        let reply = try await client(provider).send(request)
        #expect(reply == LLMReply(content: #"{"prompt":"x"}"#, model: "some/model", microdollars: 123))
        let sent = try #require(provider.requests.first)
        #expect(sent.method == "POST" && sent.target == "/api/v1/chat/completions" && sent.authorization == "Bearer secret-key-1")
        #expect(sent.body["messages"] == [["role": "user", "content": "Draw «ёж»"]])
        #expect(sent.body["model"] == "some/model" && sent.body["max_tokens"] == 2048 && sent.body["temperature"] == 0.7)
        #expect(sent.body["usage"] == ["include": true])
        let format = sent.body["response_format"]
        #expect(format?["type"] == "json_schema" && format?["json_schema"]?["name"] == "response")
        #expect(format?["json_schema"]?["strict"] == true && format?["json_schema"]?["schema"] == PostImagePrompt.schema.jsonSchema)
        #expect(sent.body.objectValue?.count == 6)
        await provider.stop()
    }

    @Test("A cost that is given as a text is the number in it")
    func costAsText() async throws {
        #expect(try await failure(.json(#"{"choices":[],"usage":{"cost":"0.001"}}"#))?.microdollars == 1000)
    }

    @Test("Statuses that pass are tried again, others are not", arguments: [408, 429, 500, 502, 503, 400, 401, 402, 404])
    func statuses(status: Int) async throws {
        let failure = try #require(try await failure(ChatAnswer.failure(status)))
        let isPassing = status == 408 || status == 429 || status >= 500
        #expect(failure.kind == (isPassing ? .retryable(after: nil) : .permanent))
        #expect(failure.description.hasPrefix("HTTP \(status): no luck") && failure.status == status)
    }

    @Test(
        "Retry-After in seconds and as a date, up to five minutes",
        arguments: [
            ("7", Duration.seconds(7)), ("-7", nil), ("100000", .seconds(300)), ("soon", nil), ("", nil),
            // The clock stands at 07:48:00; the answers have no date of their own.
            ("Wed, 21 Oct 2026 07:48:30 GMT", .seconds(30)), ("Wed, 21 Oct 2026 07:47:00 GMT", .zero),
            ("Thu, 22 Oct 2026 07:48:00 GMT", .seconds(300)),
        ])
    func retryAfter(text: String, expected: Duration?) async throws {
        let headers = HTTPHeaders([("Retry-After", text)])
        #expect(headers.retryAfter(now: Timestamp(seconds: 1_792_568_880)) == expected)
        // The provider's own clock is a day ahead.
        var answered = headers
        answered["Date"] = "Thu, 22 Oct 2026 07:47:00 GMT"
        if text.hasPrefix("Thu") { #expect(answered.retryAfter(now: Timestamp(seconds: 1_792_568_880)) == .seconds(60)) }
    }

    @Test("A storm of requests is answered with the time to wait")
    func storm() async throws {
        #expect(try await failure(ChatAnswer.failure(429, retryAfter: "7"))?.kind == .retryable(after: .seconds(7)))
    }

    @Test("Refusals of content have a way of their own")
    func moderation() async throws {
        #expect(try await failure(ChatAnswer.failure(403))?.kind == .moderation)
        let refused = try #require(try await failure(ChatAnswer.refusal))
        #expect(refused.kind == .moderation && refused.microdollars == 20)
        #expect(try await failure(ChatAnswer.content("{}", finish: "content_filter"))?.kind == .moderation)
    }

    @Test("A status of success may hide an error")
    func hiddenErrors() async throws {
        #expect(try await failure(.json(#"{"error":{"code":502,"message":"m"},"usage":{"cost":0.001}}"#))?.microdollars == 1000)
        #expect(try await failure(.json(#"{"error":{"code":402,"message":"m"}}"#))?.kind == .permanent)
        #expect(try await failure(.json(#"{"error":{"code":403,"message":"m"}}"#))?.kind == .moderation)
        for body in ["{}", "nonsense", #"{"choices":[]}"#, #"{"choices":[{"message":{}}]}"#] {
            let failure = try #require(try await failure(.json(body)))
            #expect(failure.kind == .retryable(after: nil), "\(body)")
            #expect(failure.isAnswered == (body != "nonsense") && (failure.answer == body || body == "nonsense"))
        }
        let cutOff = try #require(try await failure(ChatAnswer.content("{", cost: 0.5, finish: "length")))
        #expect(cutOff.kind == .retryable(after: nil) && cutOff.microdollars == 500_000 && cutOff.isCutOff)
    }

    @Test("A provider that hangs or is not there costs no more than the timeout")
    func hanging() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content("{}"), pause: .seconds(20))
        await #expect {
            _ = try await client(provider, timeout: .milliseconds(100)).send(request)
        } throws: {
            ($0 as? CallFailure)?.kind == .retryable(after: nil)
        }
        await provider.stop()
        let nobody = LLMClient(
            http: try await ScriptedProvider.start(.text("")).http, endpoint: .init(baseURL: "http://127.0.0.1:1", apiKey: "", model: ""),
            environment: Environment(), logger: .disabled)
        await #expect {
            _ = try await nobody.send(request)
        } throws: {
            ($0 as? CallFailure)?.kind == .retryable(after: nil)
        }
    }
    // MARK: Helpful failures

    @Test("Statuses about the key say where to look, and the key stands nowhere")
    func keys() async throws {
        let echo = HTTPServerResponse.json(#"{"error":{"code":401,"message":"bad key secret-key-1"}}"#, status: 401)
        let refused = try #require(try await failure(echo))
        #expect(refused.description == "HTTP 401: bad key *** (the key was refused: check OPENROUTER_API_KEY)")
        #expect(refused.answer == #"{"error":{"code":401,"message":"bad key ***"}}"#)
        #expect(try await failure(ChatAnswer.failure(402))?.description.contains("no credits are left") == true)
    }

    @Test("Why content was refused, and what a provider behind the router said")
    func metadata() async throws {
        let flagged = #"{"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence","hate"]}}}"#
        let refused = try #require(try await failure(.json(flagged, status: 403)))
        #expect(refused.kind == .moderation && refused.description == "HTTP 403: flagged (violence, hate)")
        let upstream = #"{"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"overloaded"}}}"#
        #expect(try await failure(.json(upstream, status: 502))?.description == "HTTP 502: Provider returned error: overloaded")
    }

    @Test("Content in parts is put together, a refusing part is a refusal")
    func parts() async throws {
        let parts = #"{"choices":[{"message":{"content":[{"type":"text","text":"{\"a\":"},{"type":"text","text":"1}"}]}}]}"#
        let provider = try await ScriptedProvider.start(.json(parts))
        #expect(try await client(provider).send(request).content == #"{"a":1}"#)
        await provider.stop()
        let refusal = #"{"choices":[{"message":{"content":[{"type":"refusal","refusal":"no"}]}}]}"#
        #expect(try await failure(.json(refusal))?.kind == .moderation)
    }

    @Test("An answer without end is not read to its end")
    func endless() async throws {
        let failure = try #require(try await failure(.text(String(repeating: "x", count: 5 * 1024 * 1024))))
        #expect(failure.kind == .retryable(after: nil) && failure.description.contains("larger than"))
    }

    // MARK: Servers that have less

    @Test(
        "Where requests go",
        arguments: [
            ("", "/api/v1/chat/completions"), ("/", "/api/v1/chat/completions"), ("/v1", "/v1/chat/completions"),
            ("/api/v1/", "/api/v1/chat/completions"), ("/openai/chat/completions", "/openai/chat/completions"),
        ])
    func addresses(path: String, target: String) async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content("{}"))
        _ = try await client(provider, path: path).send(request)
        #expect(provider.requests.map(\.target) == [target])
        await provider.stop()
    }

    @Test("A server without a path that has nothing at OpenRouter's is asked at the usual one, from then on")
    func otherAddress() async throws {
        let provider = try await ScriptedProvider.start(.text("404 page not found", status: 404), ChatAnswer.content("{}"))
        let client = client(provider)
        _ = try await client.send(request)
        _ = try await client.send(request)
        #expect(
            provider.requests.map(\.target) == ["/api/v1/chat/completions", "/v1/chat/completions", "/v1/chat/completions"])
        await provider.stop()
    }

    @Test("A model that is nowhere is told by the first answer, and nothing is learned from it")
    func missingModel() async throws {
        let missing = HTTPServerResponse.json(#"{"error":{"message":"no such model"}}"#, status: 404)
        let provider = try await ScriptedProvider.start(missing, .text("nothing", status: 404), ChatAnswer.content("{}"))
        let client = client(provider)
        await #expect {
            _ = try await client.send(request)
        } throws: {
            let failure = $0 as? CallFailure
            return failure?.kind == .permanent
                && failure?.description == "HTTP 404: no such model (check the address in --llm and the model in --llm-model)"
        }
        _ = try await client.send(request)
        #expect(provider.requests.last?.target == "/api/v1/chat/completions")
        await provider.stop()
    }

    @Test("What a server refuses for its form is left out from then on, step by step")
    func dialect() async throws {
        let provider = try await ScriptedProvider.start(
            .json(#"{"detail":[{"loc":["body","usage"],"msg":"Extra inputs are not permitted"}]}"#, status: 422),
            .json(#"{"error":{"message":"response_format type json_schema is not supported"}}"#, status: 400),
            .json(#"{"error":{"message":"unsupported","param":"response_format"}}"#, status: 400), ChatAnswer.content("{}"))
        let client = client(provider)
        _ = try await client.send(request)
        _ = try await client.send(request)
        let bodies = provider.requests.map(\.body)
        #expect(bodies.map { $0["usage"] != nil } == [true, false, false, false, false])
        #expect(bodies.map { $0["response_format"]?["type"]?.stringValue } == ["json_schema", "json_schema", "json_object", nil, nil])
        await provider.stop()
    }

    @Test("Any other bad request is a failure at once")
    func badRequest() async throws {
        let provider = try await ScriptedProvider.start(
            .json(#"{"error":{"message":"temperature is too high"}}"#, status: 400), ChatAnswer.content("{}"))
        await #expect {
            _ = try await client(provider).send(request)
        } throws: {
            ($0 as? CallFailure)?.kind == .permanent
        }
        #expect(provider.requests.count == 1)
        await provider.stop()
    }

    @Test("Without a key none is sent; the trace of the task is")
    func noKey() async throws {
        let provider = try await ScriptedProvider.start(ChatAnswer.content("{}"))
        let client = LLMClient(
            http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "", model: "m"), environment: Environment(),
            logger: .disabled)
        try await TraceContext.$current.withValue(TraceContext(of: TestWorker.worldID)) { _ = try await client.send(request) }
        let sent = try #require(provider.requests.first)
        #expect(sent.authorization == nil)
        #expect(sent.traceparent?.hasPrefix("00-\(TestWorker.worldID.hex)-") == true)
        await provider.stop()
    }
}
