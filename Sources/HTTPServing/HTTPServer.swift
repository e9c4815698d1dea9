import EventLoops
import Telemetry

/// An HTTP/1.1 server on an event loop.
public final class HTTPServer: Sendable {
    /// The port that the server listens on.
    public let port: Int

    private init(port: Int) { self.port = port }

    /// Starts listening.
    /// - Parameters:
    ///   - host: an address of this machine, or a name that stands for one.
    ///   - port: the port; 0 takes a free one.
    ///   - loop: the loop on which connections and handlers run.
    ///   - limits: what clients are granted.
    ///   - logger: where failures of connections and handlers are reported.
    ///   - handler: answers a request; its task is cancelled when the client goes away.
    /// - Throws: `HTTPServerError` when the address cannot be used.
    public static func start(
        host: String, port: Int, loop: EventLoop, limits: HTTPServerLimits = HTTPServerLimits(), logger: Logger = .disabled,
        handler: @escaping HTTPHandler
    ) async throws(HTTPServerError) -> HTTPServer {
        throw .startFailed("not built yet")
    }

    /// Stops listening, waits up to `grace` for requests under way, then cancels what is left and closes all connections.
    public func stop(grace: Duration = .zero) async {}
}
