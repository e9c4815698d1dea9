/// The services of a server: finds the handler of a path.
public struct ServiceRouter: Sendable {
    private let methods: [String: RoutedMethod]
    private let services: Set<String>

    /// - Parameters:
    ///   - services: the services to offer; of two with one name the later one wins.
    ///   - interceptors: code around every call, the first one outermost.
    public init(_ services: [ServiceDefinition], interceptors: [any ServerInterceptor] = []) {
        var methods: [String: RoutedMethod] = [:]
        for service in services {
            for handler in service.methods { methods[handler.method.path] = RoutedMethod(handler.intercepted(by: interceptors)) }
        }
        self.methods = methods
        self.services = Set(services.map(\.name))
    }

    /// The handler of a path such as `/media.MediaService/GetMedia`.
    func method(for path: String) -> RoutedMethod? { methods[path] }

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

/// A handler behind one reference: every call keeps its handler, and copying the value itself would retain each of its parts.
final class RoutedMethod: Sendable {
    let handler: MethodHandler

    init(_ handler: MethodHandler) {
        self.handler = handler
    }
}
