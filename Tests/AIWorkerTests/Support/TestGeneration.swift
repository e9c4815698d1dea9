import Environments
import EventLoops
import GeneriaAPI
import HTTPClient
import HTTPServing
import JSONModel
import Persistence
import ProviderStandIns
import Synchronization
import Telemetry

@testable import AIWorker

/// The generation of one world by real workers, one process after another on one store: with a provider of its own and a place for its
/// uploads, which the hook of the worker of the moment watches.
final class TestGeneration: Sendable {
    /// One character with two posts.
    static let size = (users: 1, posts: 2)

    let store = MemoryStore()
    let reader = NewsReader()
    let platform: TestPlatform
    let worldID: Identifier
    private let http: HTTPClient
    private let server: HTTPServer
    private let desk: Desk

    static func start(_ grounds: TestGrounds) async throws -> TestGeneration {
        let platform = try await TestPlatform(loop: grounds.loop, pool: grounds.pool)
        let desk = Desk(objects: platform.objects, model: grounds.model)
        let server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: platform.loop) { await desk.answer($0) }
        desk.isServed(at: "http://127.0.0.1:\(server.port)")
        let generation = TestGeneration(
            platform: platform, worldID: try await platform.newWorld(), http: try HTTPClient(loop: platform.loop), server: server,
            desk: desk)
        platform.objects.receive(generation.worldID, at: desk.address)
        return generation
    }

    private init(platform: TestPlatform, worldID: Identifier, http: HTTPClient, server: HTTPServer, desk: Desk) {
        self.platform = platform
        self.worldID = worldID
        self.http = http
        self.server = server
        self.desk = desk
    }

    /// How often providers have answered each prompt, for a text or for a picture.
    var paidCalls: (texts: [String: Int], pictures: [String: Int]) { desk.paidCalls }

    /// A new process on the store; what is sent to providers from now on is its.
    func worker(_ hook: AwaitHook) -> AIWorker {
        desk.watch(hook)
        let endpoint = AIWorkerConfiguration.Endpoint(baseURL: desk.address, apiKey: "k", model: "m")
        var configuration = AIWorkerConfiguration(llm: endpoint, images: endpoint)
        configuration.callRetryPause = .milliseconds(2)
        configuration.taskRetryPause = .milliseconds(2)
        configuration.outagePause = .milliseconds(2)
        let channel = HookedChannel(base: platform.channel, hook: hook)
        var outlets = WorkerOutlets(logger: .disabled, metrics: Metrics())
        outlets.news = reader.listener(hook)
        return AIWorker(
            store: HookedStore(base: store, hook: hook), distribution: .alone,
            services: WorkerServices(character: .init(channel), media: .init(channel), post: .init(channel), world: .init(channel)),
            http: http, configuration: configuration, environment: Environment(),
            outlets: outlets)
    }

    /// Starts a worker and orders the world, as far as it gets.
    func begin(_ worker: AIWorker) async {
        try? await worker.start()
        try? await worker.submit(world: worldID, prompt: "A world", users: Self.size.users, posts: Self.size.posts)
    }

    /// The state of the generation, once it is over or `isEnough`, or as it is after half a minute.
    func progress(until isEnough: () -> Bool = { false }) async throws -> WorldProgress? {
        var progress: WorldProgress?
        for _ in 0..<8000 {
            let document = try await store.get(worldID.canonical, from: "world_generation_status")
            if document?["status"] != "in_progress" { progress = document.flatMap(WorldProgress.init) }
            if progress?.isOver == true || isEnough() { break }
            try await Task.sleep(for: .milliseconds(4))
        }
        return progress
    }

    func tasks() async throws -> [Document] {
        try await store.find(Query(.equals("world_id", .string(worldID.canonical))), in: "tasks")
    }

    func end() async {
        await server.stop()
        await http.close()
        await platform.close()
    }
}

/// Answers what a worker asks of providers, and takes its uploads.
private final class Desk: Sendable {
    private struct State {
        var hook = AwaitHook()
        var address = ""
        var texts: [String: Int] = [:]
        var pictures: [String: Int] = [:]
    }

    private struct Killed: Error {}

    private let objects: ObjectsInMemory
    private let model: TestModel
    private let state = Mutex(State())

    init(objects: ObjectsInMemory, model: TestModel) {
        self.objects = objects
        self.model = model
    }

    var address: String { state.withLock { $0.address } }

    var paidCalls: (texts: [String: Int], pictures: [String: Int]) { state.withLock { ($0.texts, $0.pictures) } }

    func isServed(at address: String) { state.withLock { $0.address = address } }

    func watch(_ hook: AwaitHook) { state.withLock { $0.hook = hook } }

    func answer(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        let parts = request.rawPath.split(separator: "/", maxSplits: 1)
        do {
            let body = try await request.body.collect(limit: 1 << 20)
            let hook = state.withLock { $0.hook }
            return try await hook.pass("\(request.method) /\(parts.first ?? "")", killed: Killed() as any Error) {
                switch parts.first {
                case "objects":
                    objects.keep(body, as: String(parts[1]))
                    return HTTPServerResponse()
                case "images": return .bytes(PlaceholderImage.png, contentType: "image/png")
                case "v1": return draw(try JSONValue(parsing: body))
                default:
                    state.withLock { $0.texts[String(decoding: body, as: UTF8.self), default: 0] += 1 }
                    return await model.answer(body)
                }
            }
        } catch {
            return .text("gone", status: 503)
        }
    }

    private func draw(_ tasks: JSONValue) -> HTTPServerResponse {
        let prompt = tasks[0]?["positivePrompt"]?.stringValue ?? ""
        let url = state.withLock { state in
            state.pictures[prompt, default: 0] += 1
            return "\(state.address)/images/1.png"
        }
        return .json(#"{"data":[{"taskType":"imageInference","imageURL":"\#(url)","cost":0.0006}]}"#)
    }
}

/// What the generations of one test share.
struct TestGrounds: Sendable {
    let loop: EventLoop
    let pool = BlockingPool(threads: 2, name: "test-disk")
    let model = TestModel()

    init() throws { loop = try EventLoop(name: "test") }
}

/// The language model that is built in, which is asked only once for the same text.
final class TestModel: Sendable {
    private let standIns: ProviderStandIns
    private let known = Mutex<[[UInt8]: HTTPServerResponse]>([:])

    init() {
        standIns = ProviderStandIns(seed: 1, baseURL: { "" }, pool: BlockingPool(threads: 1, name: "stand-ins"), logger: .disabled)
    }

    func answer(_ body: [UInt8]) async -> HTTPServerResponse {
        if let answer = known.withLock({ $0[body] }) { return answer }
        let answer = await standIns.handle(
            HTTPServerRequest(method: "POST", target: "/api/v1/chat/completions", body: HTTPRequestBody(bytes: body)))
        known.withLock { $0[body] = answer }
        return answer
    }
}
