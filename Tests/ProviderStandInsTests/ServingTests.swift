import EventLoops
import HTTPClient
import HTTPServing
import JSONModel
import ProviderStandIns
import Synchronization
import Telemetry
import Testing

@Suite struct ServingTests {
    private let pool = BlockingPool(threads: 1, name: "drawing")

    private func providers(_ base: String = "http://127.0.0.1:4010") -> ProviderStandIns {
        ProviderStandIns(seed: 3, baseURL: { base }, pool: pool, logger: .disabled)
    }

    private func send(_ method: String, _ target: String, _ body: String = "") async -> (status: Int, headers: HTTPHeaders, bytes: [UInt8])
    {
        let response = await providers().handle(
            HTTPServerRequest(method: method, target: target, body: HTTPRequestBody(bytes: Array(body.utf8))))
        guard case .bytes(let bytes) = response.body else { return (response.status, response.headers, []) }
        return (response.status, response.headers, bytes)
    }

    @Test func aCompletionIsServed() async throws {
        let request = Conversation.request("<user_prompt>\nsea\n</user_prompt>", Schemas.world).serialized()
        let (status, headers, bytes) = await send("POST", "/api/v1/chat/completions", request)
        #expect(status == 200 && headers["Content-Type"] == "application/json")
        let body = try JSONValue(parsing: bytes)
        #expect(body["choices"]?[0]?["message"]?["content"]?.stringValue?.isEmpty == false)
        #expect((body["created"]?.intValue ?? 0) > 1_700_000_000)
    }

    @Test(arguments: [
        ("POST", "/api/v1/chat/completions", "{", 400), ("POST", "/api/v1/chat/completions", "", 400),
        ("GET", "/api/v1/chat/completions", "", 405),
        ("POST", "/api/v1/models", "{}", 404), ("GET", "/", "", 404), ("POST", "/images/x.png", "", 405), ("GET", "/images/x.png", "", 404),
        ("GET", "/images/../x", "", 404), ("POST", "/api/v1/chat/completions", "{}", 400),
    ])
    func refusalsHaveTheShapeOfTheLanguageModel(_ method: String, _ target: String, _ body: String, _ expected: Int) async throws {
        let (status, headers, bytes) = await send(method, target, body)
        #expect(status == expected)
        let error = try #require(try JSONValue(parsing: bytes)["error"])
        #expect(error["code"]?.intValue == expected && error["message"]?.stringValue?.isEmpty == false)
        if expected == 405 { #expect(headers["Allow"] != nil) }
    }

    @Test(arguments: [("POST", "[", 400), ("POST", "{}", 400), ("GET", "", 405)])
    func refusalsHaveTheShapeOfTheImageGenerator(_ method: String, _ body: String, _ expected: Int) async throws {
        let (status, _, bytes) = await send(method, "/v1", body)
        #expect(status == expected)
        #expect(try JSONValue(parsing: bytes)["errors"]?[0]?["code"]?.stringValue?.isEmpty == false)
    }

    @Test func bodiesBeyondTheLimitAreRefused() async {
        let large = String(repeating: " ", count: ProviderStandIns.largestBody + 1)
        #expect(await send("POST", "/api/v1/chat/completions", large).status == 413)
        #expect(await send("POST", "/v1", large).status == 413)
    }

    @Test func picturesOutliveTheProcessThatNamedThem() async throws {
        let body = JSONValue.array([ImageTaskTests.task]).serialized()
        let answer = try JSONValue(parsing: await send("POST", "/v1", body).bytes)
        let address = try #require(answer["data"]?[0]?["imageURL"]?.stringValue)
        let target = String(address.dropFirst("http://127.0.0.1:4010".count))
        // Each call is answered by an instance of its own, as after a restart.
        let (status, headers, bytes) = await send("GET", target)
        #expect(status == 200 && headers["Content-Type"] == "image/png")
        #expect(try PictureTests.decode(bytes).height == 512)
        #expect(await send("HEAD", target).status == 200)
        #expect(await send("GET", target.replacing(".png", with: "A.png")).status == 404)
    }

    @Test func bothProvidersWorkOverTheNetwork() async throws {
        let loop = try EventLoop(name: "providers")
        let address = Address()
        let providers = ProviderStandIns(seed: 3, baseURL: { address.read() }, pool: pool, logger: .disabled)
        let server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop) { await providers.handle($0) }
        address.write("http://127.0.0.1:\(server.port)")
        let client = try HTTPClient(loop: loop)
        let chat = try await client.send(
            HTTPClientRequest(
                method: "POST", url: address.read() + "/api/v1/chat/completions", headers: ["Authorization": "Bearer anything"],
                body: .bytes(Array(Conversation.request("Привет", Schemas.picturePrompt).serialized().utf8))))
        #expect(chat.status == 200)
        let task = JSONValue.array([["taskType": "authentication", "apiKey": "x"], ImageTaskTests.task]).serialized()
        let images = try await client.send(HTTPClientRequest(method: "POST", url: address.read() + "/v1", body: .bytes(Array(task.utf8))))
        let url = try #require(try JSONValue(parsing: images.body)["data"]?[1]?["imageURL"]?.stringValue)
        let picture = try await client.send(HTTPClientRequest(method: "GET", url: url))
        #expect(picture.status == 200 && picture.headers["Content-Type"] == "image/png")
        #expect(try PictureTests.decode(picture.body).width == 512)
        await client.close()
        await server.stop()
    }

    /// Where the server listens, known only once it does.
    private final class Address: Sendable {
        private let text = Mutex("")
        func read() -> String { text.withLock { $0 } }
        func write(_ value: String) { text.withLock { $0 = value } }
    }
}
