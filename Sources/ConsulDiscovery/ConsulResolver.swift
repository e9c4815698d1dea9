import HTTPClient
import JSONModel
import ProtoRuntime

/// Asks an agent of Consul for the instances of a service (HTTP API, "List Service Instances for Service").
struct ConsulResolver: NameResolver {
    /// Why there is no answer that can be used.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let timeout = Duration.seconds(5)
    private static let largestAnswer = 4 << 20

    let agent: SocketAddress
    let service: String
    let client: HTTPClient
    let refreshInterval: Duration?

    init(agent: SocketAddress, service: String, client: HTTPClient, refreshInterval: Duration) {
        self.agent = agent
        self.service = service
        self.client = client
        self.refreshInterval = refreshInterval
    }

    func resolve() async throws -> [SocketAddress] {
        let name = PercentEncoding.encode(service)
        let request = HTTPClientRequest(
            url: "http://\(agent)/v1/health/service/\(name)?passing=1", timeout: Self.timeout, connectTimeout: Self.timeout,
            maximumResponseSize: Self.largestAnswer)
        let response: HTTPClientResponse
        do throws(HTTPClientError) {
            response = try await client.send(request)
        } catch {
            throw failure("does not answer: \(error)")
        }
        guard response.status == 200 else { throw failure("answers with HTTP status \(response.status)") }
        guard let instances = (try? JSONValue(parsing: response.body))?.arrayValue else {
            throw failure("answers with something that is no list of instances")
        }
        let addresses = instances.compactMap(address)
        guard !addresses.isEmpty else { throw failure("knows no instance of \"\(service)\" whose checks pass") }
        return addresses
    }

    private func failure(_ text: String) -> Failure { Failure(description: "Consul at \(agent) \(text)") }

    /// Where an instance listens. One that was registered without an address is where its node is; the platform's own clients take the
    /// service's name for a host when there is no address at all.
    private func address(of instance: JSONValue) -> SocketAddress? {
        let hosts = [instance["Service"]?["Address"]?.stringValue, instance["Node"]?["Address"]?.stringValue]
        let host = hosts.compactMap(\.self).first { !$0.isEmpty } ?? service
        guard let port = instance["Service"]?["Port"]?.intValue, (1...65535).contains(port) else { return nil }
        return .host(host, port: port)
    }
}
