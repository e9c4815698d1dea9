import CMicrohttpd
import EventLoops
import Glibc
import Telemetry

/// One request and its answer: the meeting point of the handler's task and the library's connection.
///
/// The connection is suspended whenever the library has nothing to do for it: while the handler works without reading the body,
/// while the body's reader or the response's writer is behind. A suspended connection does not notice that its client is gone, so
/// the loop watches its descriptor meanwhile.
///
/// `@unchecked Sendable`: touched on the loop's thread only; other threads reach it through `EventLoop.execute`.
final class HTTPExchange: @unchecked Sendable {
    /// How far the library has read the request.
    private enum Phase {
        case headers
        case body
        case complete
    }

    private let connection: HTTPConnection
    private let isHead: Bool
    private let expectsContinue: Bool
    private let body: HTTPRequestBody
    private var task: Task<Void, Never>?
    private var response: HTTPServerResponse?
    private var writer: HTTPResponseWriter?
    private var phase = Phase.headers
    private var hasQueued = false
    private var isBodyWanted = false
    private var isSuspended = false
    private var isWatched = false
    private var isAborted = false
    private var drained = 0

    private var daemon: HTTPDaemon { connection.daemon }

    /// Prepares `request`, whose body it sets.
    init(connection: HTTPConnection, request: inout HTTPServerRequest) {
        self.connection = connection
        isHead = request.method == "HEAD"
        expectsContinue = request.headers["Expect"].map { HTTPHeaders.areEqual($0, "100-continue") } ?? false
        let isChunked = request.headers.contains("Transfer-Encoding")
        let length = isChunked ? nil : request.headers["Content-Length"].flatMap { Int($0) } ?? 0
        if length == 0 {
            body = HTTPRequestBody(bytes: [])
        } else {
            body = HTTPRequestBody(declaredLength: length) { [weak connection] in connection?.bodyWanted() }
        }
        request.body = body
    }

    // MARK: The handler's side

    /// Starts the handler, which runs here and now up to its first suspension.
    func start(_ request: HTTPServerRequest) {
        let handler = daemon.handler
        task = Task.immediate(executorPreference: daemon.loop) { [self] in
            let response = await handler(request)
            let writer = onLoop { $0.answered(response) }
            guard let writer, case .stream(let stream) = response.body else { return }
            do {
                try await stream.produce(writer)
                writer.finish()
            } catch {
                if !(error is HTTPDisconnected), !(error is CancellationError) {
                    daemon.logger.error("a streamed response failed", ["target": request.target, "error": "\(error)"])
                }
                writer.finish(failed: true)
            }
        }
    }

    /// Takes the handler's answer; gives the writer for a streamed one.
    private func answered(_ response: HTTPServerResponse) -> HTTPResponseWriter? {
        guard !isAborted else { return nil }
        self.response = response
        resume()
        guard case .stream = response.body, !isHead else { return nil }
        let writer = HTTPResponseWriter(highWater: daemon.limits.bodyBuffer) { [weak self] in
            guard let self else { return }
            daemon.loop.isCurrent ? resume() : daemon.loop.execute { [self] in resume() }
        }
        self.writer = writer
        return writer
    }

    /// A reader waits for bytes of the body.
    func bodyWanted() {
        isBodyWanted = true
        resume()
    }

    // MARK: The library's side

    /// Called with a part of the body, and without one when the headers or the end of the request have arrived, or after a
    /// resumption. False closes the connection.
    func advance(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !isAborted else { return false }
        if !bytes.isEmpty {
            phase = .body
            return receive(bytes)
        }
        switch phase {
        case .headers:
            if body.declaredLength == 0 {
                // An answer at this point makes the library close the connection; it asks again at once.
                phase = .complete
            } else if response != nil {
                if expectsContinue || (body.declaredLength ?? 0) > daemon.limits.drainLimit { return queue() }
                phase = .body
            } else if isBodyWanted {
                phase = .body
            } else {
                suspend()
            }
            return true
        case .body:
            phase = .complete
            body.finish()
            fallthrough
        case .complete:
            if response != nil { return queue() }
            suspend()
            return true
        }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard response == nil else {
            drained += bytes.count
            return drained <= daemon.limits.drainLimit
        }
        body.append([UInt8](bytes))
        if body.buffered >= daemon.limits.bodyBuffer { suspend() }
        return true
    }

    private func queue() -> Bool {
        guard let response, !hasQueued else { return true }
        hasQueued = true
        guard let made = HTTPResponseBuilder(isHead: isHead, logger: daemon.logger).build(response, exchange: self) else { return false }
        defer { MHD_destroy_response(made.response) }
        return MHD_queue_response(connection.handle, made.status, made.response) == .YES
    }

    /// Content of a streamed response for the library: the number of bytes, 0 after suspending, or a code.
    func readContent(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let writer, !isAborted else { return -2 }
        switch writer.pull(into: buffer) {
        case .bytes(let count): return count
        case .end: return -1
        case .failure: return -2
        case .nothingYet:
            suspend()
            return 0
        }
    }

    /// The request is over for the library.
    func end(cleanly: Bool) {
        unwatch()
        isSuspended = false
        guard !cleanly else { return }
        abandon()
    }

    // MARK: Suspending

    private func suspend() {
        guard !isSuspended else { return }
        isSuspended = true
        MHD_suspend_connection(connection.handle)
        daemon.loop.atEndOfTurn { [weak self] in self?.watch() }
    }

    private func resume() {
        guard isSuspended else { return }
        unwatch()
        isSuspended = false
        MHD_resume_connection(connection.handle)
        daemon.runSoon()
    }

    /// Most answers are ready within the turn; only the others cost a system call to notice a client that goes away.
    private func watch() {
        guard isSuspended, !isWatched else { return }
        // EPOLLRDHUP alone: bytes that wait to be read must not wake the loop.
        let hangup = IOInterest(rawValue: 0x2000)
        do {
            try daemon.loop.watch(connection.descriptor, for: hangup) { [weak self] _ in self?.abort() }
            isWatched = true
        } catch {
            daemon.logger.warning("a connection cannot be watched for its end", ["error": "\(error)"])
        }
    }

    private func unwatch() {
        guard isWatched else { return }
        isWatched = false
        daemon.loop.unwatch(connection.descriptor)
    }

    /// The client is gone, or the server stops.
    func abort() {
        abandon()
        resume()
    }

    private func abandon() {
        guard !isAborted else { return }
        isAborted = true
        task?.cancel()
        body.finish(.connectionLost)
        writer?.disconnect()
    }

    /// The handler's task prefers the loop as its executor, so this is a check rather than a hop.
    private func onLoop<Value>(_ work: (HTTPExchange) -> Value) -> Value {
        assert(daemon.loop.isCurrent)
        return work(self)
    }
}
