import Environments
import JSONModel
import Persistence

/// Paid calls: counted before they are made, booked when they are answered, recorded either way.
struct ProviderCalls: Sendable {
    let llm: LLMClient
    let llmDependency: Dependency
    let images: ImageClient
    let imageDependency: Dependency
    let book: ProgressBook
    let history: RequestHistory
    let meters: CostMeters
    /// Gets every text of use.
    let listener: GeneratedText.Listener?
    let environment: Environment

    // MARK: Texts

    /// Asks the model. An answer of the wrong shape is sent back once with the violation quoted, one that falls short likewise.
    func ask<Answer: StructuredOutput>(_ question: Question<Answer>, origin: CallOrigin) async throws(CallFailure) -> Answer {
        switch try await answer(to: question.prompt, question, origin) {
        case .success(let answer):
            guard let shortcoming = answer.shortcoming else { return answer }
            return await improved(answer, shortcoming, question, origin)
        case .failure(let violation):
            let second = try await answer(to: PromptAmendment.corrected(question.prompt, violation), question, origin)
            do { return try second.get() } catch { throw .unusable("the answer has the wrong shape: \(error.description)") }
        }
    }

    /// Another answer, after the shortcoming of the first was quoted; the first where that gives none of use.
    private func improved<Answer: StructuredOutput>(
        _ answer: Answer, _ shortcoming: String, _ question: Question<Answer>, _ origin: CallOrigin
    ) async -> Answer {
        let violation = SchemaViolation(description: "\(Answer.schema.title): \(shortcoming)")
        let second = try? await self.answer(to: PromptAmendment.corrected(question.prompt, violation), question, origin)
        guard case .success(let better) = second else { return answer }
        return better
    }

    private func answer<Answer>(
        to prompt: String, _ question: Question<Answer>, _ origin: CallOrigin
    ) async throws(CallFailure) -> Result<Answer, SchemaViolation> {
        var request = LLMRequest(
            prompt: prompt, schema: Answer.schema, temperature: question.temperature, maximumTokens: question.maximumTokens)
        return try await llmDependency.call(for: origin.worldID) { _ async throws(CallFailure) -> Result<Answer, SchemaViolation> in
            try await count(.llm, origin)
            let start = environment.now()
            let reply: LLMReply
            do throws(CallFailure) {
                reply = try await llm.send(request)
            } catch {
                bookCost(.llm, error.microdollars, origin)
                let response: Document? = error.answer.map { ["raw": .string($0), "cost": cost(error.microdollars)] }
                record(request, response, error.description, start, origin)
                // What needed more room once gets it; what needs more than that does not end.
                if error.isCutOff { request.maximumTokens = question.maximumTokens * 2 }
                throw error
            }
            // Booked before the content is read: an answer that is of no use was paid for all the same.
            bookCost(.llm, reply.microdollars, origin)
            return try read(reply, to: request, start, origin)
        }
    }

    private func read<Answer: StructuredOutput>(
        _ reply: LLMReply, to request: LLMRequest, _ start: Timestamp, _ origin: CallOrigin
    ) throws(CallFailure) -> Result<Answer, SchemaViolation> {
        func keep(_ error: String?) {
            let response: Document = [
                "model": .string(reply.model), "structured_data": .string(reply.content), "cost": cost(reply.microdollars),
            ]
            record(request, response, error, start, origin)
        }
        let content: JSONValue
        do throws(JSONParseError) {
            content = try EmbeddedJSON.object(in: reply.content)
        } catch {
            let failure = CallFailure.unusable("the content is not JSON: \(error)")
            keep(failure.description)
            throw failure
        }
        do throws(SchemaViolation) {
            let answer = try Answer.parse(content)
            keep(nil)
            narrate(answer, origin)
            return .success(answer)
        } catch {
            keep("wrong shape: \(error.description)")
            return .failure(error)
        }
    }

    /// Shows the text to whoever follows the generation.
    private func narrate<Answer: StructuredOutput>(_ answer: Answer, _ origin: CallOrigin) {
        guard let listener, let json = try? JSONValue(encoding: answer) else { return }
        let lines = Answer.schema.lines(of: json, indent: "", label: \.name)
        listener(GeneratedText(worldID: origin.worldID, kind: Answer.schema.title, text: lines.joined(separator: "\n")))
    }

    private func record(
        _ request: LLMRequest, _ response: Document?, _ error: String?, _ start: Timestamp, _ origin: CallOrigin
    ) {
        history.record(
            HistoryEntry(
                api: .llm, requestType: "generate_structured_content", origin: origin,
                request: [
                    "prompt": .string(request.prompt), "model": .string(llm.endpoint.model),
                    "temperature": .double(request.temperature), "max_output_tokens": .int(request.maximumTokens),
                    "response_schema": .string(request.schema.jsonSchemaText),
                ],
                response: response, error: error, startedAt: start, duration: environment.now() - start))
    }

    // MARK: Counters

    func count(_ kind: PaidCall, _ origin: CallOrigin) async throws(CallFailure) {
        let outcome: ProgressOutcome
        do {
            outcome = try await book.apply(.call(kind), to: origin.worldID)
        } catch {
            let description = "the call could not be counted: \(error)"
            // Without a record that can be moved on, the call can never be made.
            guard case .store = error else { throw .permanent(description) }
            throw CallFailure(kind: .interrupted, description: description)
        }
        try outcome.permitCall()
    }

    /// Posted, not awaited: the booking can never make a paid call fail.
    func bookCost(_ kind: PaidCall, _ microdollars: Int64, _ origin: CallOrigin) {
        guard microdollars != 0 else { return }
        meters.spent(microdollars, on: kind)
        book.post(.cost(kind, microdollars: microdollars), to: origin.worldID)
    }

    /// An amount as it stands in records: dollars.
    func cost(_ microdollars: Int64) -> DocumentValue { .double(Double(microdollars) / 1_000_000) }
}
