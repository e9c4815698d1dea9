import ProtoRuntime

/// Finds the instances of a service in the suite's own discovery.
struct CatalogResolver: NameResolver {
    private struct Unknown: Error, CustomStringConvertible {
        let description: String
    }

    let catalog: ServiceCatalog
    let service: String

    /// Looking costs nothing.
    var refreshInterval: Duration? { .seconds(5) }

    func resolve() async throws -> [SocketAddress] {
        let addresses = catalog.instances(of: service).filter { (1...65_535).contains($0.port) }.map { instance in
            SocketAddress.host(instance.address.isEmpty ? service : instance.address, port: instance.port)
        }
        guard !addresses.isEmpty else { throw Unknown(description: "discovery knows no instance of \"\(service)\"") }
        return addresses
    }
}
