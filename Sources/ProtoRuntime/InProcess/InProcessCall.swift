import EventLoops
import Synchronization

/// A call in the same process: the pipes between its two ends, and what its handler may know and say besides messages.
final class InProcessCall: ServerCallInformation, ClientStreamControl {
    private struct State {
        var extras = ResponseMetadata()
        var initialMetadata: Result<Metadata, RPCError>?
        var waiters: [UnsafeContinuation<Result<Metadata, RPCError>, Never>] = []
        var handler: Task<Void, Never>?
        var timer: LoopTimer?
        var isOver = false
    }

    let method: MethodDescriptor
    let metadata: Metadata
    let deadline: MonotonicTime?
    let requests = MessagePipe()
    let responses = MessagePipe()
    private let state = Mutex(State())

    init(method: MethodDescriptor, metadata: Metadata, deadline: MonotonicTime?) {
        self.method = method
        self.metadata = metadata
        self.deadline = deadline
    }

    // MARK: Life

    /// Runs the handler of a unary method in the caller's task.
    func answer(_ request: any Message, _ handler: MethodHandler) async throws(RPCError) -> any Message {
        let context = ServerContext(call: self)
        do {
            let response = try await ServerContext.$current.withValue(context) {
                try await handler.invoke(CallMessages(request), context)
            }
            guard let message = response.message else { throw RPCError.responseCount("none") }
            return message
        } catch {
            throw wire(error)
        }
    }

    /// Runs the handler in a task of its own, so that one that does not mind its cancellation cannot hold the caller, and the client's side
    /// in `body`. The call is over when `body` is.
    func whileRunning<Result: Sendable, Failure: Error>(
        _ handler: MethodHandler, on loop: EventLoop, _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        start(handler, on: loop)
        // Not `isOver`, which looks at the responses only: those end, too, when a task that waits for one is cancelled.
        defer { if !state.withLock({ $0.isOver }) { cancel() } }
        let outcome: Swift.Result<Result, Failure> = await withTaskCancellationHandler {
            do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
        } onCancel: {
            cancel()
        }
        return try outcome.get()
    }

    private func start(_ handler: MethodHandler, on loop: EventLoop) {
        let context = ServerContext(call: self)
        let task = ServerContext.$current.withValue(context) {
            Task.immediate(executorPreference: loop) {
                do {
                    if let response = try await handler.invoke(try await self.messages(), context).message {
                        try await self.write(response)
                    }
                    self.end()
                } catch {
                    self.end(error)
                }
            }
        }
        let timer = deadline.map { deadline in loop.schedule(at: deadline) { self.stop(.deadlineExceeded) } }
        let isOver = state.withLock { state in
            guard !state.isOver else { return true }
            state.handler = task
            state.timer = timer
            return false
        }
        if isOver { timer?.cancel() }
    }

    private func messages() async throws(RPCError) -> CallMessages {
        let sink = method.kind.streamsResponses ? ResponseSink(call: self) : nil
        if method.kind.streamsRequests { return CallMessages(source: requests, sink: sink) }
        guard let request = try await requests.next() else {
            throw RPCError(.unimplemented, "a \(method.kind) method takes one message, got none")
        }
        return CallMessages(message: request, sink: sink)
    }

    fileprivate func write(_ response: any Message) async throws(RPCError) {
        sendInitialMetadata()
        try await responses.write(response)
    }

    private func end(_ error: (any Error)? = nil) { close(error.map(wire)) }

    /// A handler's error as the client sees it.
    private func wire(_ error: any Error) -> RPCError {
        var status = RPCError.wire(error, deadlinePassed: deadline.map { $0 <= .now() } ?? false)
        status.metadata.add(responseMetadata.trailing)
        return status
    }

    /// Ends the call in the handler's place, and cancels it.
    func stop(_ error: RPCError) {
        close(error, cancelling: state.withLock { $0.handler })
    }

    private func close(_ status: RPCError?, cancelling handler: Task<Void, Never>? = nil) {
        let timer = state.withLock { state in
            state.isOver = true
            return state.timer.take()
        }
        timer?.cancel()
        settleInitialMetadata(status.map { .failure($0) } ?? .success(state.withLock { $0.extras.initial }))
        responses.finish(status)
        // Before its requests end: a handler that waits for one finds itself cancelled when that fails.
        handler?.cancel()
        requests.finish(status ?? .callIsOver)
    }

    // MARK: For the handler

    var peer: String { "in-process" }
    var tlsPeer: TLSPeer? { nil }
    var isMessageCompressed: Bool { false }

    func add(_ metadata: Metadata, isTrailing: Bool) {
        state.withLock { $0.extras.add(metadata, isTrailing: isTrailing) }
    }

    func setResponseCompression(_ algorithm: CompressionAlgorithm) {}

    func sendInitialMetadata() {
        settleInitialMetadata(.success(state.withLock { $0.extras.initial }))
    }

    private func settleInitialMetadata(_ result: Result<Metadata, RPCError>) {
        let waiters = state.withLock { state in
            if state.initialMetadata == nil { state.initialMetadata = result }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: result) }
    }

    // MARK: For the client

    var isOver: Bool { responses.isOver }
    var responseMetadata: ResponseMetadata { state.withLock { $0.extras } }
    var trailingMetadata: Metadata { isOver ? responseMetadata.trailing : Metadata() }

    func clientStream<Request: Message, Response: Message>() -> ClientStream<Request, Response> {
        ClientStream(requests: MessageWriter(values: requests), responses: MessageStream(values: responses), control: self)
    }

    func finishRequests() { requests.finish() }

    func initialMetadata() async throws(RPCError) -> Metadata {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                let ready = state.withLock { state in
                    if state.initialMetadata == nil { state.waiters.append(waiter) }
                    return state.initialMetadata
                }
                if let ready { waiter.resume(returning: ready) }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    func cancel() { stop(.cancelledByCaller) }
}

/// Where the handler of an in-process call writes its responses.
private struct ResponseSink: MessageSink {
    let call: InProcessCall

    func write(_ message: any Message) async throws(RPCError) { try await call.write(message) }
}
