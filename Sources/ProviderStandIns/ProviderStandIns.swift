import Environments
import EventLoops
import HTTPServing
import JSONModel
import Synchronization
import Telemetry

/// The providers that the worker talks to by default, over HTTP exactly like the real ones.
///
/// * `POST /api/v1/chat/completions`: a language model in OpenRouter's shape (``LanguageModelStandIn``);
/// * `POST /v1`: an image generator in Runware's shape (``ImageStandIn``);
/// * `GET /images/…`: the pictures that its `imageURL`s point to.
///
/// Any API key is accepted. Answers follow from the seed and the request alone.
public final class ProviderStandIns: Sendable {
    private let languageModel: LanguageModelStandIn
    private let images: ImageStandIn
    private let baseURL: @Sendable () -> String
    private let pool: BlockingPool
    private let logger: Logger
    private let latency: Duration
    private let clock: any WallClock
    private let drawn = PictureCache(limit: 8 << 20)

    /// The largest accepted request body in bytes.
    public static let largestBody = 8 << 20

    /// - Parameters:
    ///   - seed: another seed gives other worlds and pictures for the same prompts.
    ///   - baseURL: where clients reach this provider, `http://127.0.0.1:4010`; asked for each answer that holds addresses.
    ///   - pool: draws the pictures.
    ///   - latency: how much longer than needed the answer to a `POST` takes.
    ///   - clock: the time of answers, their `created` member.
    public init(
        seed: UInt64, baseURL: @escaping @Sendable () -> String, pool: BlockingPool, logger: Logger, latency: Duration = .zero,
        clock: any WallClock = SystemClock()
    ) {
        languageModel = LanguageModelStandIn(seed: seed)
        images = ImageStandIn(seed: seed)
        self.baseURL = baseURL
        self.pool = pool
        self.logger = logger
        self.latency = latency
        self.clock = clock
    }

    /// Answers one request to any of the paths.
    public func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        let path = request.rawPath
        if latency > .zero, request.method == "POST" { try? await Task.sleep(for: latency) }
        switch path {
        case "/api/v1/chat/completions":
            guard request.method == "POST" else { return refuse(ChatError(405, "Use POST for \(path)."), allow: "POST") }
            return await chat(request)
        case "/v1", "/v1/":
            guard request.method == "POST" else {
                return refuse(405, ImageStandIn.refusal("methodNotAllowed", "Use POST for \(path)."), allow: "POST")
            }
            return await generate(request)
        case _ where path.hasPrefix("/images/"):
            guard request.method == "GET" || request.method == "HEAD" else {
                return refuse(ChatError(405, "Use GET for pictures."), allow: "GET, HEAD")
            }
            return await picture(String(path.dropFirst("/images/".count)))
        default:
            return refuse(ChatError(404, "Nothing is offered at \(path.prefix(200)): use /api/v1/chat/completions or /v1."))
        }
    }

    // MARK: Language model

    private func chat(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        switch await json(in: request) {
        case .failure(let refusal): return refuse(ChatError(refusal.status, refusal.message))
        case .success(let body):
            let (status, answer) = languageModel.complete(body, created: Int(clock.now().seconds))
            if status != 200 { logger.debug("Refused a completion", ["status": status]) }
            return .json(answer.serialized(), status: status)
        }
    }

    // MARK: Images

    private func generate(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        switch await json(in: request) {
        case .failure(let refusal):
            return refuse(refusal.status, ImageStandIn.refusal("invalidRequest", refusal.message))
        case .success(let body):
            let images = images
            let base = baseURL() + "/images/"
            let isDrawing = body.arrayValue?.contains { task in task["outputType"].map { $0.stringValue != "URL" } ?? false } ?? false
            // Only answers that contain the pictures themselves have something to draw.
            let (status, answer) =
                isDrawing ? await pool.run { images.perform(body, imageBase: base) } : images.perform(body, imageBase: base)
            if status != 200 { logger.debug("Refused image tasks", ["status": status]) }
            return .json(answer.serialized(), status: status)
        }
    }

    private func picture(_ name: String) async -> HTTPServerResponse {
        let images = images
        let found: PictureCache.File?
        if let known = drawn[name] {
            found = known
        } else {
            found = await pool.run { images.draw(fileName: name).map { PictureCache.File(bytes: $0.bytes, mediaType: $0.mediaType) } }
            if let found { drawn.keep(found, as: name) }
        }
        guard let found else { return refuse(ChatError(404, "There is no such picture: names are made by POST /v1.")) }
        return HTTPServerResponse(
            headers: ["Content-Type": found.mediaType, "Cache-Control": "public, max-age=31536000, immutable"], body: .bytes(found.bytes))
    }

    // MARK: Requests and refusals

    private struct Refusal: Error {
        let status: Int
        let message: String
    }

    private func json(in request: HTTPServerRequest) async -> Result<JSONValue, Refusal> {
        let bytes: [UInt8]
        do throws(HTTPBodyError) {
            bytes = try await request.body.collect(limit: Self.largestBody)
        } catch .tooLarge(let limit) {
            return .failure(Refusal(status: 413, message: "The request body may have up to \(limit) bytes."))
        } catch {
            return .failure(Refusal(status: 400, message: "The request body could not be read: \(error)."))
        }
        // Large bodies are parsed beside the event loop, which serves others meanwhile.
        return bytes.count > Self.largeBody ? await pool.run { Self.parse(bytes) } : Self.parse(bytes)
    }

    private static let largeBody = 256 << 10

    private static func parse(_ bytes: [UInt8]) -> Result<JSONValue, Refusal> {
        do throws(JSONParseError) {
            return .success(try JSONValue(parsing: bytes))
        } catch {
            return .failure(Refusal(status: 400, message: "The request body is not valid JSON: \(error)."))
        }
    }

    private func refuse(_ error: ChatError, allow: String? = nil) -> HTTPServerResponse {
        refuse(error.code, error.json, allow: allow)
    }

    private func refuse(_ status: Int, _ json: JSONValue, allow: String? = nil) -> HTTPServerResponse {
        var response = HTTPServerResponse.json(json.serialized(), status: status)
        response.headers["Allow"] = allow
        return response
    }
}

/// The pictures drawn last, up to a number of bytes: the same picture is often fetched twice.
private final class PictureCache: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        let mediaType: String
    }

    private struct State {
        var files: [String: File] = [:]
        /// Names, the one kept longest first.
        var order: [String] = []
        var size = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    subscript(name: String) -> File? {
        state.withLock { $0.files[name] }
    }

    func keep(_ file: File, as name: String) {
        state.withLock { state in
            guard state.files[name] == nil, file.bytes.count <= limit else { return }
            state.files[name] = file
            state.order.append(name)
            state.size += file.bytes.count
            while state.size > limit, let oldest = state.order.first {
                state.order.removeFirst()
                state.size -= state.files.removeValue(forKey: oldest)?.bytes.count ?? 0
            }
        }
    }
}
