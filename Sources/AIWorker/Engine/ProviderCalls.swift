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
    let environment: Environment

    // MARK: Texts

    /// Asks the model. An answer of the wrong shape is sent back once with the violation quoted.
    func ask<Answer: StructuredOutput>(_ question: Question<Answer>, origin: CallOrigin) async throws(CallFailure) -> Answer {
        let first = try await answer(to: question.prompt, question, origin)
        let violation: SchemaViolation
        do { return try Answer.parse(first) } catch { violation = error }
        let second = try await answer(to: PromptAmendment.corrected(question.prompt, violation), question, origin)
        do { return try Answer.parse(second) } catch { throw .retryable("the answer has the wrong shape: \(error.description)") }
    }

    private func answer<Answer>(
        to prompt: String, _ question: Question<Answer>, _ origin: CallOrigin
    ) async throws(CallFailure) -> JSONValue {
        let request = LLMRequest(
            prompt: prompt, schema: Answer.schema, temperature: question.temperature, maximumTokens: question.maximumTokens)
        return try await llmDependency.call { _ async throws(CallFailure) -> JSONValue in
            try await count(.llm, origin)
            let start = environment.now()
            let reply: LLMReply
            do throws(CallFailure) {
                reply = try await llm.send(request)
            } catch {
                bookCost(.llm, error.microdollars, origin)
                record(request, nil, error.description, start, origin)
                throw error
            }
            // Booked before the content is read: an answer that is of no use was paid for all the same.
            bookCost(.llm, reply.microdollars, origin)
            guard let content = try? JSONValue(parsing: reply.content.withoutCodeFence) else {
                let failure = CallFailure.retryable("the content is not JSON")
                record(request, reply, failure.description, start, origin)
                throw failure
            }
            record(request, reply, nil, start, origin)
            return content
        }
    }

    private func record(_ request: LLMRequest, _ reply: LLMReply?, _ error: String?, _ start: Timestamp, _ origin: CallOrigin) {
        history.record(
            HistoryEntry(
                api: .llm, requestType: "generate_structured_content", origin: origin,
                request: [
                    "prompt": .string(request.prompt), "model": .string(llm.endpoint.model),
                    "temperature": .double(request.temperature), "max_output_tokens": .int(request.maximumTokens),
                    "response_schema": .string(request.schema.jsonSchemaText),
                ],
                response: reply.map {
                    [
                        "model": .string($0.model), "structured_data": .string($0.content),
                        "cost": .double(Double($0.microdollars) / 1_000_000),
                    ]
                },
                error: error, startedAt: start, duration: environment.now() - start))
    }

    // MARK: Pictures

    /// A drawn picture with what it was drawn from.
    struct Drawing: Sendable, Codable {
        let prompt: String
        let image: DrawnImage
        let milliseconds: Int
    }

    func draw(_ order: ImageOrder, key: String, origin: CallOrigin) async throws(CallFailure) -> Drawing {
        let (width, height) = order.kind.size
        // 31 bits, never zero, the same for every attempt at one picture of a seeded run.
        let seed = Int(environment.uuid(for: "image-seed", key: key).low & 0x7fff_fffe) + 1
        return try await imageDependency.call { attempt async throws(CallFailure) -> Drawing in
            try await count(.images, origin)
            let start = environment.now()
            let request = ImageRequest(
                prompt: order.prompt, width: width, height: height,
                taskUUID: environment.uuid(for: "image-request", key: "\(key)/\(attempt)").canonical, seed: seed)
            do throws(CallFailure) {
                let image = try await images.draw(request)
                bookCost(.images, image.microdollars, origin)
                return Drawing(prompt: order.prompt, image: image, milliseconds: (environment.now() - start).milliseconds)
            } catch {
                record(order, response: nil, error: error.description, start, environment.now() - start, origin)
                throw error
            }
        }
    }

    /// The record of a successful drawing, to be written when it is known what became of the picture.
    func imageRecord(
        _ order: ImageOrder, _ drawing: Drawing, origin: CallOrigin
    ) -> (Result<String, any Error>) -> Void {
        let start = environment.now()
        return { outcome in
            let (width, height) = order.kind.size
            var response: Document = [
                "image_url": .string(drawing.image.url), "width": .int(width), "height": .int(height), "variants": [],
                "cost": .double(Double(drawing.image.microdollars) / 1_000_000),
            ]
            var error: String?
            switch outcome {
            case .success(let mediaID): response["media_id"] = .string(mediaID)
            case .failure(let failure): error = "\(failure)"
            }
            record(order, response: response, error: error, start, .milliseconds(drawing.milliseconds), origin)
        }
    }

    private func record(
        _ order: ImageOrder, response: Document?, error: String?, _ start: Timestamp, _ duration: Duration, _ origin: CallOrigin
    ) {
        let (width, height) = order.kind.size
        history.record(
            HistoryEntry(
                api: .images, requestType: "generate_image", origin: origin,
                request: [
                    "prompt": .string(order.prompt), "width": .int(width), "height": .int(height),
                    "model": .string(images.endpoint.model),
                ],
                response: response, error: error, startedAt: start, duration: duration))
    }

    // MARK: Counters

    private func count(_ kind: PaidCall, _ origin: CallOrigin) async throws(CallFailure) {
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
    private func bookCost(_ kind: PaidCall, _ microdollars: Int64, _ origin: CallOrigin) {
        if microdollars != 0 { book.post(.cost(kind, microdollars: microdollars), to: origin.worldID) }
    }
}

extension String {
    /// Models that ignore the response format put their JSON between lines of three backticks.
    fileprivate var withoutCodeFence: String {
        guard hasPrefix("```"), let first = firstIndex(of: "\n") else { return self }
        var body = self[index(after: first)...]
        while let last = body.last, last.isWhitespace || last == "`" { body.removeLast() }
        return String(body)
    }
}
