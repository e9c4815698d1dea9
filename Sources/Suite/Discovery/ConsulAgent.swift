import HTTPClient
import JSONModel

/// The agent of a Consul: registers services and takes them out again (platform contract, sections 6.1 and 6.2).
struct ConsulAgent: Sendable {
    /// Why the agent did not do something.
    struct Failure: Error, Sendable, CustomStringConvertible {
        let description: String
    }

    private static let timeout = Duration.seconds(5)

    /// `host:port`.
    let address: String
    let client: HTTPClient

    /// Makes an instance known, with a check that asks its gRPC health service every ten seconds.
    func register(_ registration: ServiceRegistration) async throws(Failure) {
        let address = registration.address.contains(":") ? "[\(registration.address)]" : registration.address
        let check: JSONValue = [
            "GRPC": .string("\(address):\(registration.port)"), "Interval": "10s", "Timeout": "5s",
            "DeregisterCriticalServiceAfter": "30s",
        ]
        let body: JSONValue = [
            "ID": .string(registration.id), "Name": .string(registration.name), "Tags": .array(registration.tags.map { .string($0) }),
            "Port": .int(registration.port), "Address": .string(registration.address), "Check": check, "Checks": nil,
        ]
        try await put("/v1/agent/service/register", body.serializedBytes())
    }

    /// Takes an instance out; one that is not known is fine.
    func deregister(id: String) async throws(Failure) {
        try await put("/v1/agent/service/deregister/\(PercentEncoding.encode(id))", [], accepts: [404])
    }

    private func put(_ path: String, _ body: [UInt8], accepts others: [Int] = []) async throws(Failure) {
        let request = HTTPClientRequest(
            method: "PUT", url: "http://\(address)\(path)", headers: HTTPHeaders([(name: "Content-Type", value: "application/json")]),
            body: .bytes(body), timeout: Self.timeout, connectTimeout: Self.timeout)
        let response: HTTPClientResponse
        do {
            response = try await client.send(request)
        } catch {
            throw Failure(description: "Consul at \(address) does not answer: \(error)")
        }
        guard response.status == 200 || others.contains(response.status) else {
            let text = String(decoding: response.body.prefix(200), as: UTF8.self)
            throw Failure(description: "Consul at \(address) answers with HTTP status \(response.status): \(text)")
        }
    }
}
