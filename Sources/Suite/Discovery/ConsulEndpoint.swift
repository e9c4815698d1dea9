import HTTPServing
import JSONModel

/// The part of Consul's HTTP API that the platform uses (platform contract, section 6): registering, deregistering, health queries, and
/// the lists that tools look at. Every instance counts as healthy as long as it is registered.
public struct ConsulEndpoint: Sendable {
    private static let bodyLimit = 512 * 1024
    private let catalog: ServiceCatalog
    private let router: HTTPRouter

    /// An endpoint over a catalog, which may be shared.
    public init(catalog: ServiceCatalog) {
        self.catalog = catalog
        var router = HTTPRouter()
        router.on("PUT", "/v1/agent/service/register") { request in await Self.register(request, catalog) }
        router.on("PUT", "/v1/agent/service/deregister/{id...}") { request in
            catalog.deregister(id: request.pathParameters["id"] ?? "") ? Self.empty : Self.unknown(request.pathParameters["id"] ?? "")
        }
        router.on("GET", "/v1/health/service/{name...}") { request in
            let instances = catalog.instances(of: request.pathParameters["name"] ?? "")
            return Self.answer(.array(instances.map(\.healthEntry)), catalog)
        }
        router.on("GET", "/v1/catalog/services") { _ in Self.answer(Self.serviceTags(catalog.all), catalog) }
        router.on("GET", "/v1/agent/services") { _ in
            Self.answer(.object(JSONObject(catalog.all.compactMap { item in item.healthEntry["Service"].map { (item.id, $0) } })), catalog)
        }
        router.on("GET", "/v1/status/leader") { _ in .json("\"127.0.0.1:8300\"") }
        self.router = router
    }

    /// Answers a request.
    public func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        await router.route(request)
    }

    private static func register(_ request: HTTPServerRequest, _ catalog: ServiceCatalog) async -> HTTPServerResponse {
        let body: [UInt8]
        do throws(HTTPBodyError) {
            body = try await request.body.collect(limit: bodyLimit)
        } catch {
            if case .tooLarge = error { return .text("\(error)\n", status: 413) }
            return .text("\(error)\n", status: 400)
        }
        do throws(JSONParseError) {
            let json = try JSONValue(parsing: body)
            do throws(ServiceRegistration.Malformed) {
                catalog.register(try ServiceRegistration(json: json))
                return empty
            } catch {
                return .text("Request decode failed: \(error.message)\n", status: 400)
            }
        } catch {
            return .text("Request decode failed: \(error)\n", status: 400)
        }
    }

    /// The names of all services with the tags of their instances.
    private static func serviceTags(_ instances: [ServiceRegistration]) -> JSONValue {
        var services = JSONObject()
        for instance in instances {
            var tags = services[instance.name]?.arrayValue ?? []
            for tag in instance.tags where !tags.contains(.string(tag)) { tags.append(.string(tag)) }
            services[instance.name] = .array(tags)
        }
        return .object(services)
    }

    private static func answer(_ value: JSONValue, _ catalog: ServiceCatalog) -> HTTPServerResponse {
        var response = HTTPServerResponse.json(value.serialized())
        response.headers["X-Consul-Index"] = String(catalog.index)
        response.headers["X-Consul-KnownLeader"] = "true"
        response.headers["X-Consul-LastContact"] = "0"
        return response
    }

    private static let empty = HTTPServerResponse()

    private static func unknown(_ id: String) -> HTTPServerResponse {
        .text("Unknown service ID \"\(id)\". Ensure that the service ID is passed, not the service name.\n", status: 404)
    }
}
