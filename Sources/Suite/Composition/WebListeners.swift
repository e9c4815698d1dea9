import HTTPServing
import Telemetry

/// Starts the listeners that speak HTTP/1.1.
struct WebListeners: Sendable {
    let configuration: SuiteConfiguration
    let foundations: Foundations
    let teardown: Teardown

    /// Starts the listener of a component.
    func start(_ component: Component, _ handler: @escaping HTTPHandler) async throws(SuiteError) -> Listener {
        try await start(component, port: configuration.ports.port(of: component) ?? 0, handler)
    }

    /// Starts a listener of a component on a port of its own.
    func start(_ component: Component, port: Int, _ handler: @escaping HTTPHandler) async throws(SuiteError) -> Listener {
        do throws(HTTPServerError) {
            let server = try await HTTPServer.start(
                host: configuration.host, port: port, loop: foundations.webLoop, logger: foundations.logger.named(component.rawValue),
                handler: handler)
            teardown.add { remaining in await server.stop(grace: remaining) }
            return Listener(component: component, host: Listener.reachable(configuration.host), port: server.port)
        } catch {
            switch error {
            case .addressInUse(let host, let port): throw .portTaken(component, host: host, port: port)
            case .cannotBind(let host, let port, let reason): throw .cannotListen(component, host: host, port: port, reason: reason)
            case .startFailed(let reason): throw .system(reason)
            }
        }
    }
}
