import EventLoops

/// An HTTP client whose transfers run on an event loop and share a pool of kept-alive connections: HTTP/1.1, and HTTP/2 where an
/// https server offers it. It sends no signals, follows no redirect unless asked, and uses proxies of the environment only for
/// hosts other than the own machine.
public final class HTTPClient: Sendable {
    private let engine: TransferEngine

    /// - Parameters:
    ///   - loop: the loop on which transfers run.
    ///   - maximumConnections: connections at a time to all hosts; further requests wait, their time running.
    ///   - certificateAuthorities: a PEM file of the certificates that https servers are checked against; by default those that OpenSSL's
    ///     variables `SSL_CERT_FILE` and `SSL_CERT_DIR` name, and the system's.
    /// - Throws: `HTTPClientError` when the transfer library cannot start.
    public init(
        loop: EventLoop, maximumConnections: Int = 64, certificateAuthorities: String? = nil
    ) throws(HTTPClientError) {
        engine = try TransferEngine(
            loop: loop, maximumConnections: maximumConnections,
            authorities: certificateAuthorities.map { CertificateAuthorities(file: $0) } ?? .ofEnvironment)
    }

    deinit {
        let engine = engine
        engine.loop.execute { engine.close() }
    }

    /// Sends a request and returns the answer, body included. Cancelling the task aborts the transfer at once.
    /// - Throws: `HTTPClientError`; an answer with a status of failure is not an error.
    public func send(_ request: HTTPClientRequest) async throws(HTTPClientError) -> HTTPClientResponse {
        try await perform(Transfer(request, downloadPath: nil))
    }

    /// Sends a request and writes the answer's body to a file, which is created or replaced. The file is removed when the transfer fails.
    /// - Throws: `HTTPClientError`.
    public func download(_ request: HTTPClientRequest, to path: String) async throws(HTTPClientError) -> HTTPClientResponse {
        try await perform(Transfer(request, downloadPath: path))
    }

    /// Aborts what is under way and closes all connections; while the loop runs.
    public func close() async {
        let engine = engine
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            engine.loop.execute {
                engine.close()
                continuation.resume()
            }
        }
    }

    private func perform(_ transfer: Transfer) async throws(HTTPClientError) -> HTTPClientResponse {
        let engine = engine
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                guard transfer.begin(continuation) else { return }
                engine.loop.isCurrent ? engine.start(transfer) : engine.loop.execute { engine.start(transfer) }
            }
        } onCancel: {
            engine.loop.execute { engine.cancel(transfer) }
        }
        return try result.get()
    }
}
