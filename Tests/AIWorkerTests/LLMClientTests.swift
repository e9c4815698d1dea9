import HTTPServing
import JSONModel
import Testing

@testable import AIWorker

@Suite("Client of the language model", .timeLimit(.minutes(1)))
struct LLMClientTests {
    private func client(_ provider: ScriptedProvider, timeout: Duration = .seconds(5)) -> LLMClient {
        LLMClient(http: provider.http, endpoint: .init(baseURL: provider.url, apiKey: "key-1", model: "some/model", timeout: timeout))
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
        #expect(sent.method == "POST" && sent.target == "/api/v1/chat/completions" && sent.authorization == "Bearer key-1")
        #expect(sent.body["messages"] == [["role": "user", "content": "Draw «ёж»"]])
        #expect(sent.body["model"] == "some/model" && sent.body["max_tokens"] == 2048 && sent.body["temperature"] == 0.7)
        #expect(sent.body["usage"] == ["include": true])
        let format = sent.body["response_format"]
        #expect(format?["type"] == "json_schema" && format?["json_schema"]?["name"] == "response")
        #expect(format?["json_schema"]?["strict"] == true && format?["json_schema"]?["schema"] == PostImagePrompt.schema.jsonSchema)
        #expect(sent.body.objectValue?.count == 6)
        await provider.stop()
    }

    @Test("Statuses that pass are tried again, others are not", arguments: [408, 429, 500, 502, 503, 400, 401, 402, 404])
    func statuses(status: Int) async throws {
        let failure = try #require(try await failure(ChatAnswer.failure(status)))
        let isPassing = status == 408 || status == 429 || status >= 500
        #expect(failure.kind == (isPassing ? .retryable(after: nil) : .permanent))
        #expect(failure.description == "HTTP \(status): no luck" && failure.status == status)
    }

    @Test("Retry-After is honoured, a date in it is not understood")
    func retryAfter() async throws {
        #expect(try await failure(ChatAnswer.failure(429, retryAfter: "7"))?.kind == .retryable(after: .seconds(7)))
        #expect(try await failure(ChatAnswer.failure(503, retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT"))?.kind == .retryable(after: nil))
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
            #expect(try await failure(.json(body))?.kind == .retryable(after: nil), "\(body)")
        }
        let cutOff = try #require(try await failure(ChatAnswer.content("{", cost: 0.5, finish: "length")))
        #expect(cutOff.kind == .retryable(after: nil) && cutOff.microdollars == 500_000)
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
            http: try await ScriptedProvider.start(.text("")).http, endpoint: .init(baseURL: "http://127.0.0.1:1", apiKey: "", model: ""))
        await #expect {
            _ = try await nobody.send(request)
        } throws: {
            ($0 as? CallFailure)?.kind == .retryable(after: nil)
        }
    }
}
