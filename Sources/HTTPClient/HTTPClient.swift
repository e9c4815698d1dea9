import EventLoops

/// An HTTP client whose transfers run on an event loop and share a pool of connections.
public final class HTTPClient: Sendable {
    /// - Parameters:
    ///   - loop: the loop on which transfers run.
    ///   - maximumConnections: connections at a time to all hosts; further requests wait.
    /// - Throws: `HTTPClientError` when the transfer library cannot start.
    public init(loop: EventLoop, maximumConnections: Int = 64) throws(HTTPClientError) {}

    /// Sends a request and returns the answer, body included. Cancelling the task aborts the transfer at once.
    /// - Throws: `HTTPClientError`; an answer with a status of failure is not an error.
    public func send(_ request: HTTPClientRequest) async throws(HTTPClientError) -> HTTPClientResponse {
        throw .closed
    }

    /// Sends a request and writes the answer's body to a file, which is created or replaced. The file is removed when the transfer fails.
    /// - Throws: `HTTPClientError`.
    public func download(_ request: HTTPClientRequest, to path: String) async throws(HTTPClientError) -> HTTPClientResponse {
        throw .closed
    }

    /// Aborts what is under way and closes all connections.
    public func close() async {}
}
