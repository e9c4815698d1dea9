import CMicrohttpd
import EventLoops
import Telemetry

/// One request and its answer: the meeting point of the handler's task and the library's connection.
///
/// The connection is suspended whenever the library has nothing to do for it: while the handler works without reading the body,
/// while the body's reader or the response's writer is behind.
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
    private var isAborted = false
    /// The answer goes out before the body is read, and ends the connection.
    private var isRefused = false
    private var hasEnded = false
    private var isWatchQueued = false
    private let watch: HangupWatch
    private var drained = 0

    private var daemon: HTTPDaemon { connection.daemon }

    /// Prepares `request`, whose body it sets.
    init(connection: HTTPConnection, framing: HTTPRequestFraming, request: inout HTTPServerRequest) {
        self.connection = connection
        watch = HangupWatch(loop: connection.daemon.loop, descriptor: connection.descriptor)
        isHead = request.method == "HEAD"
        expectsContinue = request.headers["Expect"].map { HTTPHeaders.areEqual($0, "100-continue") } ?? false
        switch framing {
        case .length(0), .invalid: body = HTTPRequestBody(bytes: [])
        case .length(let length): body = HTTPRequestBody(declaredLength: length) { [weak connection] in connection?.bodyWanted() }
        case .chunked: body = HTTPRequestBody(declaredLength: nil) { [weak connection] in connection?.bodyWanted() }
        }
        request.body = body
    }

    // MARK: The handler's side

    /// Starts the handler, which runs here and now up to its first suspension.
    func start(_ request: HTTPServerRequest) {
        let handler = daemon.handler
        task = Task.immediate(executorPreference: daemon.loop) { [self] in
            let response = await handler(request)
            guard let writer = answered(response), case .stream(let stream) = response.body else { return }
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

    /// Answers without a handler, and closes the connection.
    func refuse(_ response: HTTPServerResponse) {
        self.response = response
        isRefused = true
    }

    /// Takes the handler's answer; gives the writer for a streamed one. The task that calls it prefers the loop as its executor.
    private func answered(_ response: HTTPServerResponse) -> HTTPResponseWriter? {
        assert(daemon.loop.isCurrent)
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
            if isRefused {
                return queue()
            } else if body.declaredLength == 0 {
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
        if body.buffered >= daemon.limits.bodyBuffer { suspend() } else { watchSoon() }
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
        watch.end()
        isSuspended = false
        hasEnded = true
        if !cleanly { abandon() }
    }

    // MARK: Suspending

    private func suspend() {
        guard !isSuspended else { return }
        isSuspended = true
        MHD_suspend_connection(connection.handle)
        watchSoon()
    }

    private func resume() {
        guard isSuspended else { return }
        watch.end()
        isSuspended = false
        MHD_resume_connection(connection.handle)
        daemon.runSoon()
    }

    // MARK: The client's end

    /// Most requests are answered within the turn; only the others cost a system call to notice a client that goes away.
    private func watchSoon() {
        guard !isWatchQueued else { return }
        isWatchQueued = true
        daemon.loop.atEndOfTurn { [weak self] in
            guard let self else { return }
            isWatchQueued = false
            guard !hasEnded, isSuspended || phase == .body else { return }
            do {
                try watch.begin { [weak self] in self?.hungUp() }
            } catch {
                daemon.logger.warning("a connection cannot be watched for its end", ["error": "\(error)"])
            }
        }
    }

    /// The client has closed its side. The library takes that for the end of the connection, whatever is still to be answered.
    private func hungUp() {
        if phase == .body, !isSuspended {
            // Nothing unread and the body incomplete: what is missing will never come.
            if !watch.hasUnreadBytes { watch.disconnect() }
            return
        }
        watch.end()
        // The rest of the body may wait in the kernel, or in the library; it is looked at when the reader asks for it.
        if phase == .complete || (phase == .headers && !watch.hasUnreadBytes) { abort() }
    }

    /// Ends the request without an answer: the client is gone, or the server stops.
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
}
