/// The services of a server: finds the handler of a path.
public struct ServiceRouter: Sendable {
    private let handlers: [String: MethodHandler]
    private let services: Set<String>

    /// - Parameters:
    ///   - services: the services to offer; of two with one name the later one wins.
    ///   - interceptors: code around every call, the first one outermost.
    public init(_ services: [ServiceDefinition], interceptors: [any ServerInterceptor] = []) {
        var handlers: [String: MethodHandler] = [:]
        for service in services {
            for method in service.methods { handlers[method.method.path] = method.intercepted(by: interceptors) }
        }
        self.handlers = handlers
        self.services = Set(services.map(\.name))
    }

    /// The handler of a path such as `/media.MediaService/GetMedia`.
    func handler(for path: String) -> MethodHandler? { handlers[path] }

    /// Why there is no handler for a path, in the platform's words (platform contract, section 5.2).
    func error(for path: String) -> RPCError {
        guard path.hasPrefix("/"), let slash = path.dropFirst().lastIndex(of: "/") else {
            return RPCError(.unimplemented, "malformed method name: \"\(path)\"")
        }
        let service = String(path[path.index(after: path.startIndex)..<slash])
        let method = path[path.index(after: slash)...]
        return services.contains(service)
            ? RPCError(.unimplemented, "unknown method \(method) for service \(service)")
            : RPCError(.unimplemented, "unknown service \(service)")
    }
}
