import EventLoops
import Synchronization
import Telemetry

/// A call of a client over HTTP/2: keeps what may have to be repeated, decides about attempts, and holds the response.
///
/// `@unchecked Sendable`: `trailing` is guarded by its mutex, `compression` and the immutable part are read anywhere; everything else is
/// touched on the channel's loop only.
final class ClientCall: StreamingCall, ClientStreamControl, @unchecked Sendable {
    /// The response of a call with one message.
    struct RawResponse: Sendable {
        var message: ReceivedMessage
        var encoding: CompressionAlgorithm
        var initialMetadata: Metadata
        var trailingMetadata: Metadata
    }

    typealias Outcome = Result<RawResponse, RPCError>

    let method: MethodDescriptor
    let options: CallOptions
    let loop: EventLoop
    private let deadline: MonotonicTime?
    /// The trace of the caller's work, which the call becomes a part of.
    private let trace = TraceContext.current
    private let transport: ClientTransport
    private var timer: LoopTimer?
    private var isAdmitted = false

    private(set) var replay = ReplayBuffer()
    private var attempts: Attempts
    /// The attempt whose response is the call's.
    private var committed: ClientAttempt?

    private var inbox = MessageInbox()
    private var gate = WriteGate()
    private var initialMetadata: Result<Metadata, RPCError>?
    private var metadataWaiters: [UnsafeContinuation<Result<Metadata, RPCError>, Never>] = []
    private var completion: UnsafeContinuation<Outcome, Never>?
    private let ending = Mutex<CallEnding?>(nil)
    /// How the messages of the response are compressed; set before the first of them can be taken.
    private let encoding = Mutex(CompressionAlgorithm.identity)

    /// - Parameters:
    ///   - options: the options as they hold for the call, those of the channel included.
    ///   - onlyFrame: the one message of a call that is not written message by message.
    init(
        method: MethodDescriptor, options: CallOptions, deadline: MonotonicTime?, loop: EventLoop, transport: ClientTransport,
        onlyFrame: [UInt8]? = nil
    ) {
        self.method = method
        self.options = options
        self.deadline = deadline
        self.loop = loop
        self.transport = transport
        attempts = Attempts(configuration: transport.configuration, method: method)
        if let onlyFrame {
            replay.append(onlyFrame, mustKeep: true)
            replay.complete()
        }
    }

    var isPastDeadline: Bool { deadline.map { $0 <= .now() } ?? false }
    var isOver: Bool { ending.withLock { $0 != nil } }
    var trailingMetadata: Metadata { ending.withLock { $0?.trailingMetadata } ?? Metadata() }
    private var isFinished = false

    // MARK: Life

    /// Sends the call off; on the loop.
    /// - Parameter completion: what waits for the one response of a unary call.
    func start(_ completion: UnsafeContinuation<Outcome, Never>? = nil) {
        self.completion = completion
        if isFinished {
            finishCompletion()
            return
        }
        do throws(RPCError) {
            try transport.admitCall()
            isAdmitted = true
        } catch {
            abort(error)
            return
        }
        if let deadline { timer = loop.schedule(at: deadline) { [weak self] in self?.abort(.deadlineExceeded) } }
        startAttempt()
    }

    /// Ends the call from this side and tells the server so.
    func abort(_ error: RPCError) {
        guard !isFinished else { return }
        inbox.fail(error)
        finish(error)
    }

    func cancel() { onLoop { self.abort(.cancelledByCaller) } }

    func waitingTaskWasCancelled() { abort(.cancelledByCaller) }

    private func finish(_ status: RPCError?, trailingMetadata: Metadata = Metadata()) {
        guard !isFinished else { return }
        isFinished = true
        ending.withLock { $0 = CallEnding(status: status, trailingMetadata: trailingMetadata) }
        timer?.cancel()
        timer = nil
        replay.drop()
        for attempt in attempts.removeAll() { attempt.abandon() }
        inbox.end(status)
        gate.open(.failure(status ?? .callIsOver))
        settleInitialMetadata(status.map { .failure($0) } ?? .success(Metadata()))
        finishCompletion()
        if isAdmitted { transport.callDidEnd(isOK: status == nil) }
    }

    private func finishCompletion() {
        guard let completion = completion.take() else { return }
        completion.resume(returning: outcome())
    }

    /// The response of a unary call, which has exactly one message.
    private func outcome() -> Outcome {
        let ending = ending.withLock { $0 }
        if let status = ending?.status { return .failure(status) }
        guard case .success(let message?) = inbox.take() else { return .failure(.responseCount("none")) }
        guard case .success(nil) = inbox.take() else { return .failure(.responseCount("more")) }
        var metadata = Metadata()
        if case .success(let initial) = initialMetadata { metadata = initial }
        return .success(
            RawResponse(
                message: message, encoding: encoding.withLock { $0 }, initialMetadata: metadata,
                trailingMetadata: ending?.trailingMetadata ?? Metadata()))
    }

    // MARK: Attempts

    private func startAttempt() {
        guard !isFinished, committed == nil, attempts.mayStart else { return }
        let attempt = ClientAttempt(call: self, previousAttempts: attempts.made)
        attempts.add(attempt)
        if let pause = attempts.hedgingDelay { startAttempt(after: pause) }
        transport.submit(attempt)
    }

    private func startAttempt(after pause: Duration) {
        loop.scheduleLocally(after: pause) { [weak self] in
            guard let self, self.replay.isWhole, self.transport.throttle.canRetry || self.attempts.isEmpty else { return }
            self.startAttempt()
        }
    }

    /// The fields of a request (gRPC over HTTP/2, "Requests").
    func requestHeaders(scheme: String, authority: String, previousAttempts: Int) -> HeaderList {
        var list = HeaderList()
        list.append(":method", "POST")
        list.append(":scheme", scheme)
        list.append(":path", method.path)
        list.append(":authority", authority)
        // First of its kind, as proxies that keep deadlines like it (gRPC over HTTP/2, "Requests").
        if let deadline { list.append("grpc-timeout", TimeoutHeader.text(for: deadline - .now())) }
        list.append("te", "trailers")
        list.append("content-type", "application/grpc")
        list.append("user-agent", transport.userAgent)
        if options.compression != .identity { list.append("grpc-encoding", options.compression.name) }
        list.append("grpc-accept-encoding", Self.acceptEncoding)
        if previousAttempts > 0 { list.append("grpc-previous-rpc-attempts", "\(previousAttempts)") }
        if let trace { list.append("traceparent", trace.child().traceparent) }
        options.metadata.append(to: &list)
        return list
    }

    private static let acceptEncoding = CompressionSet.all.acceptEncoding

    /// An attempt has got response headers: it is the one that counts.
    func didReceiveHeaders(_ attempt: ClientAttempt) {
        guard !isFinished, committed == nil || committed === attempt else { return }
        commit(to: attempt)
        encoding.withLock { $0 = attempt.headers.encoding }
        settleInitialMetadata(.success(attempt.headers.initialMetadata))
    }

    private func commit(to attempt: ClientAttempt) {
        committed = attempt
        replay.drop()
        for other in attempts.removeAll() where other !== attempt { other.abandon() }
        attempts.add(attempt, isNew: false)
    }

    func didReceive(_ message: ReceivedMessage) { inbox.add(message) }

    func attemptDidEnd(_ attempt: ClientAttempt, _ end: ClientAttempt.End) {
        attempts.remove(attempt)
        guard !isFinished else { return }
        if committed == nil {
            switch attempts.next(after: end, mayRepeat: replay.isWhole && !isPastDeadline, throttle: &transport.throttle) {
            case .now:
                // Not within a callback of the connection that has just refused the call.
                loop.execute { self.startAttempt() }
                return
            case .later(let pause):
                startAttempt(after: pause)
                return
            case .waitForOthers:
                return
            case .give:
                break
            }
        }
        finish(end.status, trailingMetadata: end.trailingMetadata)
    }

    // MARK: Requests

    func finishRequests() {
        onLoop {
            guard !self.isFinished, !self.replay.isComplete else { return }
            self.replay.complete()
            for attempt in self.attempts.active { attempt.end() }
        }
    }

    func accept(_ frame: consuming [UInt8]) throws(RPCError) {
        guard !isFinished else { throw ending.withLock { $0?.status } ?? .callIsOver }
        guard !replay.isComplete else { throw RPCError(.internal, "a request was written after finishRequests") }
        let frame = frame
        let sending = attempts.active.filter { $0.connection != nil }
        replay.append(frame, mustKeep: sending.isEmpty || sending.count < attempts.active.count)
        for attempt in sending { attempt.write(frame) }
        // Too much to repeat: the attempt that has got everything is the one that counts.
        if !replay.isWhole, committed == nil, let first = sending.first { commit(to: first) }
    }

    var hasRoom: Bool {
        if isFinished { return true }
        let waiting = attempts.active.lazy.map { $0.connection == nil ? self.replay.size : $0.pendingOutput }.max() ?? replay.size
        return waiting < WriteGate.highWater
    }

    func waitForRoom(_ waiter: WriteGate.Waiter) { gate.wait(waiter) }

    func didDrainOutput(_ attempt: ClientAttempt) {
        if hasRoom { gate.open() }
    }

    func framed(_ frame: consuming [UInt8], compressed: Bool) throws(RPCError) -> [UInt8] {
        try options.checkSize(ofFrame: frame)
        return try MessageFrame.complete(frame, with: compressed ? options.compression : .identity)
    }

    // MARK: Responses

    /// Whether the server may send more.
    var wantsMessages: Bool { isFinished || inbox.size <= WriteGate.highWater }

    func takeMessage() -> MessageInbox.Next? {
        let next = inbox.take()
        committed?.giveWindowBack(if: wantsMessages)
        return next
    }

    func waitForMessage(_ waiter: UnsafeContinuation<MessageInbox.Next, Never>) {
        inbox.wait(waiter)
        committed?.giveWindowBack(if: wantsMessages)
    }

    func plain(_ message: ReceivedMessage) throws(RPCError) -> [UInt8] {
        guard message.isCompressed else { return message.bytes }
        return try MessageCompression.decompress(
            message.bytes, with: encoding.withLock { $0 }, limit: options.maximumResponseSize ?? .max)
    }

    func initialMetadata() async throws(RPCError) -> Metadata {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                onLoop {
                    if let metadata = self.initialMetadata {
                        waiter.resume(returning: metadata)
                    } else {
                        self.metadataWaiters.append(waiter)
                    }
                }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    private func settleInitialMetadata(_ result: Result<Metadata, RPCError>) {
        guard initialMetadata == nil else { return }
        initialMetadata = result
        let waiters = metadataWaiters
        metadataWaiters = []
        for waiter in waiters { waiter.resume(returning: result) }
    }
}

/// How a call has ended.
struct CallEnding: Sendable {
    /// The status; `nil` is OK.
    var status: RPCError?
    var trailingMetadata: Metadata
}

extension RPCError {
    static let callIsOver = RPCError(.cancelled, "the call is over")
}
