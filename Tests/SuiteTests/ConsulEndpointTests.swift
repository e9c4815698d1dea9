import HTTPServing
import JSONModel
import Testing

@testable import Suite

@Testing.Suite("Discovery")
struct ConsulEndpointTests {
    private let catalog = ServiceCatalog()

    private func ask(_ method: String, _ target: String, _ body: String = "") async -> HTTPServerResponse {
        let request = HTTPServerRequest(method: method, target: target, body: HTTPRequestBody(bytes: Array(body.utf8)))
        return await ConsulEndpoint(catalog: catalog).handle(request)
    }

    private func json(_ response: HTTPServerResponse) throws -> JSONValue {
        guard case .bytes(let bytes) = response.body else { return .null }
        return try JSONValue(parsing: bytes)
    }

    private static let body = """
        {"ID":"post-service-0.0.0.0","Name":"post-service","Tags":["post","api"],"Port":8082,"Address":"post-service",
        "Check":{"GRPC":"post-service:8082","Interval":"10s","Timeout":"5s","DeregisterCriticalServiceAfter":"30s"},"Checks":null}
        """

    @Test func anAnswerHasConsulsTypes() async throws {
        #expect(await ask("PUT", "/v1/agent/service/register", Self.body).status == 200)
        let response = await ask("GET", "/v1/health/service/post-service?passing=1")
        #expect(response.status == 200 && response.headers["Content-Type"] == "application/json")
        let answer = try json(response)
        #expect(answer.arrayValue?.count == 1)
        let service = answer[0]?["Service"]
        #expect(service?["Address"] == "post-service" && service?["Port"] == 8082)
        #expect(service?["ID"] == "post-service-0.0.0.0" && service?["Service"] == "post-service")
        #expect(service?["Tags"] == ["post", "api"])
        #expect(answer[0]?["Node"]?.kind == "object" && answer[0]?["Checks"]?[0]?["Status"] == "passing")
        #expect(try json(await ask("GET", "/v1/health/service/auth-service")) == [])
    }

    @Test func registeringAgainReplaces() async throws {
        _ = await ask("PUT", "/v1/agent/service/register", Self.body)
        let index = catalog.index
        _ = await ask("PUT", "/v1/agent/service/register", Self.body.replacing("8082,", with: "9082,"))
        #expect(catalog.instances(of: "post-service").map(\.port) == [9082])
        #expect(catalog.index > index)
        #expect(await ask("PUT", "/v1/agent/service/deregister/post-service-0.0.0.0").status == 200)
        #expect(catalog.all.isEmpty)
        #expect(await ask("PUT", "/v1/agent/service/deregister/post-service-0.0.0.0").status == 404)
    }

    @Test func anIDMayBeLeftOut() async {
        #expect(await ask("PUT", "/v1/agent/service/register", #"{"Name":"x"}"#).status == 200)
        #expect(catalog.all == [ServiceRegistration(id: "x", name: "x", tags: [], address: "", port: 0)])
    }

    @Test(arguments: ["", "{", "null", "{}", #"{"Name":""}"#, #"{"Name":"x","Port":1.5}"#, #"{"Name":"x","Meta":{"a":1}}"#])
    func whatIsNoRegistrationIsRefused(body: String) async {
        #expect(await ask("PUT", "/v1/agent/service/register", body).status == 400)
        #expect(catalog.all.isEmpty)
    }

    @Test func ownServicesCarryThePlatformsNames() {
        let services = Component.allCases.compactMap { OwnServices.registration(of: $0, host: "127.0.0.1", port: 8081) }
        #expect(
            services.map(\.id) == [
                "character-service-1", "media-service-0.0.0.0", "post-service-0.0.0.0", "world-service-0.0.0.0",
                "auth-service-auth-service-8081", "interaction-service-0.0.0.0",
            ])
        #expect(services.map(\.tags.first) == ["character", "media", "post", "world", "auth", "interaction"])
        #expect(services.map { $0.tags.dropFirst().joined() } == ["service", "api", "api", "api", "api", "api"])
        #expect(OwnServices.neighbours(host: "h").map(\.name) == ["cache-service", "cdn-service"])
    }
}
