/// How the suite's own services appear in discovery (platform contract, section 6.4).
public enum OwnServices {
    /// The registration of a service that listens on `host` and `port`; `nil` for a component that is no service.
    public static func registration(of component: Component, host: String, port: Int) -> ServiceRegistration? {
        guard let name = component.serviceName else { return nil }
        let isCharacter = component == .character
        return ServiceRegistration(
            id: isCharacter ? "\(name)-1" : "\(name)-0.0.0.0", name: name, tags: [component.rawValue, isCharacter ? "service" : "api"],
            address: host, port: port)
    }
}
