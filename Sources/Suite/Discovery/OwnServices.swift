/// How the suite's own services appear in discovery (platform contract, section 6.4).
public enum OwnServices {
    /// The registration of a service that listens on `host` and `port`; `nil` for a component that is no service.
    public static func registration(of component: Component, host: String, port: Int) -> ServiceRegistration? {
        guard let name = component.serviceName else { return nil }
        let id =
            switch component {
            case .character: "\(name)-1"
            case .auth: "\(name)-\(name)-\(port)"
            default: "\(name)-0.0.0.0"
            }
        return ServiceRegistration(
            id: id, name: name, tags: [component.rawValue, component == .character ? "service" : "api"], address: host, port: port)
    }

    /// The host that discovery tells of a service: what the configuration says, else where it listens. The platform's services that listen
    /// on all interfaces go by their names, which is how containers find each other.
    static func advertisedHost(of service: Listener, _ configuration: SuiteConfiguration) -> String {
        if let host = configuration.advertisedHost { return host }
        let listensEverywhere = ["0.0.0.0", "::", ""].contains(configuration.host)
        return listensEverywhere && configuration.consul != nil ? service.component.serviceName ?? service.host : service.host
    }

    /// Services that the platform's gateway wants to find before it starts, and never calls (platform contract, A.3). Nothing listens there.
    static func neighbours(host: String) -> [ServiceRegistration] {
        [("cache", 8086), ("cdn", 8087)].map { name, port in
            ServiceRegistration(
                id: "\(name)-service-0.0.0.0", name: "\(name)-service", tags: [name, "api"], address: host, port: port)
        }
    }
}
