import EventLoops
import Telemetry

/// An HTTP/1.1 server on an event loop (RFC 9112): keep-alive, chunked bodies, `Expect: 100-continue`, `HEAD`, `Date`.
///
/// Malformed requests are answered 400 by the transport and never reach the handler. A client that closes its sending side before
/// it has its answer counts as gone.
public final class HTTPServer: Sendable {
    /// The port that the server listens on.
    public let port: Int
    private let daemon: HTTPDaemon

    private init(port: Int, daemon: HTTPDaemon) {
        self.port = port
        self.daemon = daemon
    }

    /// Starts listening.
    /// - Parameters:
    ///   - host: an address of this machine, or a name that stands for one.
    ///   - port: the port; 0 takes a free one.
    ///   - loop: the loop on which connections and handlers run.
    ///   - limits: what clients are granted.
    ///   - logger: where failures of connections and handlers are reported.
    ///   - handler: answers a request. It runs on the loop, so it must not block; its task is cancelled when the client goes away.
    /// - Throws: `HTTPServerError` when the address cannot be used.
    public static func start(
        host: String, port: Int, loop: EventLoop, limits: HTTPServerLimits = HTTPServerLimits(), logger: Logger = .disabled,
        handler: @escaping HTTPHandler
    ) async throws(HTTPServerError) -> HTTPServer {
        let listener = try SocketAddress.listen(host: host, port: port)
        let daemon = HTTPDaemon(loop: loop, limits: limits, logger: logger, handler: handler)
        let result: Result<Void, HTTPServerError> = await withUnsafeContinuation { continuation in
            loop.execute {
                do throws(HTTPServerError) {
                    continuation.resume(returning: .success(try daemon.start(listener: listener.descriptor)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
        return HTTPServer(port: listener.port, daemon: daemon)
    }

    /// Stops listening, waits up to `grace` for requests under way, then cancels what is left and closes all connections; while the
    /// loop runs.
    public func stop(grace: Duration = .zero) async {
        let daemon = daemon
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            daemon.loop.execute {
                let timer = daemon.loop.schedule(after: grace) { daemon.stop() }
                daemon.quiesce {
                    timer.cancel()
                    daemon.loop.execute {
                        daemon.stop()
                        continuation.resume()
                    }
                }
            }
        }
    }
}
