import Hashing
import JSONModel

/// A language model that answers at once and always the same: what it says follows from the seed and the request alone.
///
/// It speaks OpenRouter's chat completions. Prompts of the worker's jobs are recognised by the schema of the wanted answer and
/// answered in the theme and language of their world; any other schema is filled with fitting values; without a schema it
/// answers in plain text.
public struct LanguageModelStandIn: Sendable {
    private let shelf: WorldShelf

    /// - Parameter seed: another seed gives other worlds for the same prompts.
    public init(seed: UInt64) {
        shelf = WorldShelf(seed: Seed(seed).derived("language model"))
    }

    /// What the model answers, with the HTTP status that goes with it.
    /// - Parameters:
    ///   - body: the request.
    ///   - created: the time of the answer in Unix seconds; the only part that does not follow from the request.
    public func complete(_ body: JSONValue, created: Int = 0) -> (status: Int, body: JSONValue) {
        do throws(ChatError) {
            let request = try ChatRequest(body)
            return (200, completion(of: request, digest: Hashing.hex(Hashing.sha256(body.serialized())), created: created))
        } catch {
            return (error.code, error.json)
        }
    }

    private func completion(of request: ChatRequest, digest: String, created: Int) -> JSONValue {
        let answer = content(for: request)
        let promptTokens = Usage.tokens(in: request.prompt)
        let (text, isWhole) = Usage.limited(answer, to: request.tokenLimit)
        let usage = Usage(promptTokens: promptTokens, completionTokens: Usage.tokens(in: text))
        return [
            "id": .string("gen-\(digest.prefix(24))"),
            "provider": "Local stand-in",
            "model": .string(request.model),
            "object": "chat.completion",
            "created": .int(created),
            "choices": [
                [
                    "logprobs": nil,
                    "finish_reason": .string(isWhole ? "stop" : "length"),
                    "native_finish_reason": .string(isWhole ? "STOP" : "MAX_TOKENS"),
                    "index": 0,
                    "message": ["role": "assistant", "content": .string(text), "refusal": nil, "reasoning": nil],
                ]
            ],
            "usage": usage.json(includesCost: request.includesCost),
        ]
    }

    private func content(for request: ChatRequest) -> String {
        let prompt = PromptReader(request.prompt)
        guard let schema = request.schema else {
            let world = WorldContext.world(describedIn: prompt, on: shelf)
            let text = PlainAnswer(world: world, prompt: request.prompt).text
            return request.wantsJSON ? JSONValue.object(["answer": .string(text)]).serialized() : text
        }
        let job = PlatformJob(answering: schema)
        let world =
            job == .worldDescription ? WorldContext.newWorld(from: prompt, on: shelf) : WorldContext.world(describedIn: prompt, on: shelf)
        var filler = SchemaFiller(world: world, seed: world.seed.derived(request.prompt))
        guard let job else { return filler.value(for: schema).serialized() }
        return schema.conforming(job.answer(in: world, to: prompt), filler: &filler).serialized()
    }
}
