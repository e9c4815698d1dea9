import Environments
import Persistence

extension ProviderCalls {
    /// A drawn picture with what it was ordered and drawn from.
    struct Drawing: Sendable, Codable {
        /// The prompt of the order.
        let prompt: String
        /// The prompt it was drawn from: the provider's improved one, or that of the order.
        let drawnFrom: String
        let image: DrawnImage
        let milliseconds: Int
        /// Whether the call and its cost are in the history already; absent for no.
        var isRecorded: Bool?

        /// The drawing, once it is in the history.
        var recorded: Drawing {
            var drawing = self
            drawing.isRecorded = true
            return drawing
        }
    }

    /// Has a picture drawn.
    ///
    /// - Parameters:
    ///   - prompt: what is drawn, in the place of the order's own prompt.
    ///   - key: what makes a repeated order the same order.
    func draw(_ order: ImageOrder, from prompt: String, key: String, origin: CallOrigin) async throws(CallFailure) -> Drawing {
        let (width, height) = order.kind.size
        // 31 bits, never zero, the same for every attempt at one picture of a seeded run.
        let seed = Int(environment.uuid(for: "image-seed", key: key).low & 0x7fff_fffe) + 1
        return try await imageDependency.call(for: origin.worldID) { attempt async throws(CallFailure) -> Drawing in
            try await count(.images, origin)
            let start = environment.now()
            let request = ImageRequest(
                prompt: prompt, width: width, height: height,
                taskUUID: environment.uuid(for: "image-request", key: "\(key)/\(attempt)").canonical, seed: seed)
            do throws(CallFailure) {
                let image = try await images.draw(request)
                bookCost(.images, image.microdollars, origin)
                return Drawing(
                    prompt: order.prompt, drawnFrom: prompt, image: image, milliseconds: (environment.now() - start).milliseconds)
            } catch {
                bookCost(.images, error.microdollars, origin)
                let response: Document? = error.answer.map { ["raw": .string($0), "cost": cost(error.microdollars)] }
                record(order, prompt, response: response, error: error.description, start, environment.now() - start, origin)
                throw error
            }
        }
    }

    /// The record of a successful drawing, to be written when it is known what became of the picture. The cost stands in the first one only.
    func imageRecord(
        _ order: ImageOrder, _ drawing: Drawing, origin: CallOrigin
    ) -> (Result<String, any Error>) -> Void {
        let start = environment.now()
        return { outcome in
            let (width, height) = order.kind.size
            var response: Document = [
                "image_url": .string(drawing.image.url), "width": .int(width), "height": .int(height), "variants": [],
                "cost": cost(drawing.isRecorded == true ? 0 : drawing.image.microdollars),
            ]
            var error: String?
            switch outcome {
            case .success(let mediaID): response["media_id"] = .string(mediaID)
            case .failure(let failure): error = "\(failure)"
            }
            record(
                order, drawing.drawnFrom, response: response, error: error, start, .milliseconds(drawing.milliseconds), origin)
        }
    }

    /// A better prompt for a picture, or the same one when the provider has none: a picture never fails for that.
    ///
    /// It is tried once, under a permit of its own, which is given back before the picture is drawn. It is no image, so it does not count as
    /// one; what it costs is booked with the images.
    ///
    /// - Throws: `CallFailure` of kind `interrupted` only.
    func enhanced(_ prompt: String, key: String, origin: CallOrigin) async throws(CallFailure) -> String {
        let start = environment.now()
        func keep(_ response: Document?, _ error: String?) {
            history.record(
                HistoryEntry(
                    api: .images, requestType: "enhance_prompt", origin: origin, request: ["prompt": .string(prompt)],
                    response: response, error: error, startedAt: start, duration: environment.now() - start))
        }
        do throws(CallFailure) {
            let uuid = environment.uuid(for: "enhance-request", key: key).canonical
            let (better, microdollars) = try await imageDependency.call(for: origin.worldID, attempts: 1) { _ async throws(CallFailure) in
                try await images.enhance(prompt, taskUUID: uuid)
            }
            bookCost(.images, microdollars, origin)
            keep(["enhanced_prompt": .string(better), "cost": cost(microdollars)], nil)
            return better
        } catch {
            if case .interrupted = error.kind { throw error }
            bookCost(.images, error.microdollars, origin)
            keep(error.answer.map { ["raw": .string($0)] }, error.description)
            return prompt
        }
    }

    private func record(
        _ order: ImageOrder, _ prompt: String, response: Document?, error: String?, _ start: Timestamp, _ duration: Duration,
        _ origin: CallOrigin
    ) {
        let (width, height) = order.kind.size
        history.record(
            HistoryEntry(
                api: .images, requestType: "generate_image", origin: origin,
                request: [
                    "prompt": .string(prompt), "width": .int(width), "height": .int(height), "model": .string(images.endpoint.model),
                ],
                response: response, error: error, startedAt: start, duration: duration))
    }
}
