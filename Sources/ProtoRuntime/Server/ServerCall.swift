import CNghttp2
import EventLoops
import Synchronization
import Telemetry

/// The server's side of a call that came over HTTP/2: gathers the request, runs the handler, sends the response.
///
/// `@unchecked Sendable`: `fields`, `deadline`, `routed` and `accepted` are written while headers are received and only read once the
/// handler runs; `extras` is guarded by its mutex; everything else is touched on the connection's loop only, to which the functions for
/// handlers hop when they are called elsewhere.
@usableFromInline
final class ServerCall: HTTP2Stream, ServerCallInformation, @unchecked Sendable {
    private enum Progress {
        /// The request (of one message) or its headers are being received.
        case receiving
        /// The handler runs.
        case running
        /// The status was sent, or the caller is gone.
        case finished
    }

    let loop: EventLoop
    private let owner: ServerConnection
    private var headers = RequestHeaders()
    private var routed: RoutedMethod?
    private var fields: ReceivedMetadata?
    private var reader: MessageReader
    private var request: ReceivedMessage?
    var inbox = MessageInbox()
    var gate = WriteGate()
    private var progress = Progress.receiving
    private var hasSentHeaders = false
    private var worker: CallWorker?
    private var timer: LoopTimer?
    private var started: MonotonicTime?
    private var isDeadlinePassed = false
    private let extras = Mutex<ResponseMetadata?>(nil)
    private let wasCompressed = Atomic(false)
    let maximumRequestSize: Int
    private(set) var deadline: MonotonicTime?

    init(owner: ServerConnection, loop: EventLoop, maximumRequestSize: Int) {
        self.owner = owner
        self.loop = loop
        self.maximumRequestSize = maximumRequestSize
        reader = MessageReader(maximumSize: maximumRequestSize)
    }

    deinit { owner.callDidVanish() }

    var isFinished: Bool { progress == .finished }
    private var takesOneMessage: Bool { !method.kind.streamsRequests }

    // MARK: Request

    override func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
        if name.count == 5, name.equals(":path") {
            routed = owner.method(forPath: value)
        } else if !headers.take(name: name, value: value) {
            owner.gather(name: name, value: value)
        }
    }

    override func didReceiveHeaders(isEnd: Bool) {
        // A second block would be request trailers, which gRPC does not have; they are read and forgotten.
        guard progress == .receiving, request == nil else { return }
        let fields = owner.takeGatheredFields()
        self.fields = fields
        headers.finish()
        reader.isCompressionKnown = headers.encoding != .identity
        if let refusal = headers.refusal {
            refuse(refusal.error, httpStatus: refusal.httpStatus, extra: refusal.extra)
        } else if routed == nil {
            refuse(owner.takePathError())
        } else if headers.hasBinaryMetadata, Metadata(fields.fields) == nil {
            refuse(.malformedMetadata)
        } else if let timeout = headers.timeout {
            expire(after: timeout)
        }
        if !isFinished, !takesOneMessage { owner.isReady(self) }
    }

    override func didReceiveData(_ bytes: UnsafeBufferPointer<UInt8>) {
        connection?.received(bytes.count, on: self)
        if !isFinished {
            var rest = bytes
            do throws(RPCError) {
                while !rest.isEmpty, let message = try reader.next(&rest) {
                    messagesReceived += 1
                    try take(message)
                }
            } catch {
                end(early: error)
            }
        }
        giveWindowBack(if: isFinished || inbox.size <= WriteGate.highWater)
        countInput()
    }

    /// Tells the connection how much the call keeps.
    func countInput() {
        inputBytes = isFinished ? 0 : reader.pendingBytes + inbox.size + (request?.bytes.count ?? 0)
    }

    override func didReceiveTooLargeHeaders(limit: Int) {
        _ = owner.takeGatheredFields()
        if !isFinished { end(early: RPCError(.resourceExhausted, "the request's header list is larger than \(limit) bytes")) }
    }

    override func didFillConnection(limit: Int) {
        guard !isFinished else { return }
        end(early: RPCError(.resourceExhausted, "the connection's calls have more than \(limit) bytes waiting"))
        reader = MessageReader(maximumSize: maximumRequestSize)
        inputBytes = 0
    }

    private func take(_ message: ReceivedMessage) throws(RPCError) {
        guard takesOneMessage else {
            inbox.add(message)
            return
        }
        guard request == nil, progress == .receiving else {
            throw RPCError(.unimplemented, "a \(method.kind) method takes one message, got more")
        }
        request = message
    }

    override func didReceiveEnd() {
        guard !isFinished else { return }
        if reader.isInsideMessage {
            end(early: RPCError(.internal, "unexpected EOF: the request ended inside a message"))
        } else if !takesOneMessage {
            inbox.end()
        } else if request == nil {
            end(early: RPCError(.unimplemented, "a \(method.kind) method takes one message, got none"))
        } else {
            owner.isReady(self)
        }
    }

    /// Runs the handler; called on the loop when the batch of input that made the call ready was processed.
    func start(in worker: CallWorker) async {
        guard progress == .receiving, let routed else { return }
        progress = .running
        owner.meter.counts.started += 1
        if let connection, connection.isTraced { owner.meter.counts.lastStarted = connection.lastRead }
        self.worker = worker
        if owner.isObserved {
            started = MonotonicTime.now()
            owner.callDidStart(method)
        }
        await ServerContext.$current.withValue(context) {
            guard let trace = headers.trace else { return await routed.handler.serve(self) }
            await TraceContext.$current.withValue(trace.child()) { await routed.handler.serve(self) }
        }
        // The worker may be busy with another call by the time this one is cancelled.
        if loop.isCurrent { self.worker = nil }
    }

    // MARK: Ends that do not come from the handler

    private func expire(after timeout: Duration) {
        guard timeout > .zero else {
            refuse(.deadlineExceeded)
            return
        }
        let deadline = MonotonicTime.now().advanced(by: timeout)
        self.deadline = deadline
        timer = loop.schedule(at: deadline) { [self] in deadlineDidPass() }
    }

    private func deadlineDidPass() {
        isDeadlinePassed = true
        // The caller is answered now; a handler that does not mind its cancellation works on for nobody.
        end(early: .deadlineExceeded)
    }

    /// Answers in the handler's place, and cancels it.
    private func end(early error: RPCError) {
        let worker = worker
        if hasSentHeaders, pendingOutput > 0 {
            // A status would wait behind messages that the peer does not read.
            connection?.reset(self, code: NGHTTP2_CANCEL)
            didFinish(error.code)
        } else {
            refuse(error)
        }
        worker?.cancel()
        failStreams(cancellation)
    }

    override func didClose(code: UInt32?) {
        timer?.cancel()
        timer = nil
        // Tasks that a handler has left behind may still wait for messages or room.
        failStreams(RPCError(.cancelled, "the call was cancelled by its caller"))
        guard !isFinished else { return }
        let wasRunning = progress == .running
        progress = .finished
        worker?.cancel()
        worker = nil
        if wasRunning { report(.cancelled) }
    }

    /// Why nothing more can be read or written.
    var cancellation: RPCError { isDeadlinePassed ? .deadlineExceeded : RPCError(.cancelled, "the call is over") }

    override func didDrainOutput() { gate.open() }

    /// Wakes what waits for messages or room.
    func failStreams(_ error: RPCError) {
        inbox.fail(error)
        gate.open(.failure(error))
    }

    // MARK: For the handler

    var method: MethodDescriptor { routed?.handler.method ?? ServerConnection.unknownMethod }
    var metadata: Metadata { fields?.metadata ?? Metadata() }
    var peer: String { owner.peer }
    var tlsPeer: TLSPeer? { owner.tlsPeer }
    var isMessageCompressed: Bool { wasCompressed.load(ordering: .relaxed) }
    var encoding: CompressionAlgorithm { headers.encoding }

    func didTake(_ message: ReceivedMessage) { wasCompressed.store(message.isCompressed, ordering: .relaxed) }

    @usableFromInline var messages: EncodedMessages { EncodedMessages(call: self) }
    @usableFromInline var context: ServerContext { ServerContext(call: self) }

    func add(_ metadata: Metadata, isTrailing: Bool) {
        change { $0.add(metadata, isTrailing: isTrailing) }
    }

    func setResponseCompression(_ algorithm: CompressionAlgorithm) {
        let usable = headers.accepted.contains(algorithm) ? algorithm : .identity
        change { $0.compression = usable }
    }

    private func change(_ body: (inout ResponseMetadata) -> Void) {
        extras.withLock { extras in
            var changed = extras ?? ResponseMetadata()
            body(&changed)
            extras = changed
        }
    }

    func sendInitialMetadata() {
        onLoop {
            guard !self.isFinished else { return }
            self.sendHeaders()
        }
    }

    /// The bytes of the one request, once.
    @usableFromInline
    func takeRequest() throws(RPCError) -> [UInt8] {
        try plain(request.take() ?? ReceivedMessage(bytes: [], isCompressed: false))
    }

    // MARK: Response

    private func compression(_ extras: ResponseMetadata?) -> CompressionAlgorithm {
        extras?.compression ?? owner.compression(accepted: headers.accepted)
    }

    /// How messages are compressed at present.
    var compression: CompressionAlgorithm { compression(extras.withLock { $0 }) }

    /// Sends the one response.
    /// - Parameter frame: five bytes for the prefix, then the message.
    @usableFromInline
    func succeed(with frame: consuming [UInt8]) {
        let extras = extras.withLock { $0 }
        do throws(RPCError) {
            let frame = try MessageFrame.complete(frame, with: compression(extras))
            if loop.isCurrent { send(frame, extras) } else { loop.execute { self.send(frame, extras) } }
        } catch {
            fail(with: error)
        }
    }

    private func send(_ frame: consuming [UInt8], _ extras: ResponseMetadata?) {
        guard !isFinished else { return }
        write(frame)
        finish(extras)
    }

    /// Ends a stream of responses with OK.
    @usableFromInline
    func finish() { onLoop { self.finish(self.extras.withLock { $0 }) } }

    private func finish(_ extras: ResponseMetadata?) {
        guard !isFinished else { return }
        end(trailers: StatusHeaders.success(metadata: extras?.trailing ?? Metadata()))
        sendHeaders(extras)
        didFinish(.ok)
    }

    /// Sends the response's headers, unless they were sent.
    func sendHeaders() {
        if !hasSentHeaders { sendHeaders(extras.withLock { $0 }) }
    }

    private func sendHeaders(_ extras: ResponseMetadata?) {
        guard !hasSentHeaders, let connection else { return }
        hasSentHeaders = true
        let block = StatusHeaders.response(
            metadata: extras?.initial ?? Metadata(), contentType: headers.contentType, compression: compression(extras))
        connection.submitResponse(block, on: self, hasBody: true)
    }

    /// Ends the call with what the handler has thrown.
    @usableFromInline
    func fail(with error: any Error) {
        guard loop.isCurrent else {
            loop.execute { self.fail(with: error) }
            return
        }
        guard !isFinished else { return }
        var wire = RPCError.wire(error, deadlinePassed: isDeadlinePassed)
        if !(error is any RPCErrorConvertible), !(error is CancellationError) { owner.handlerDidFail(method, error: error) }
        if let extras = extras.withLock({ $0 }) { wire.metadata.add(extras.trailing) }
        refuse(wire)
    }

    private func refuse(_ error: RPCError, httpStatus: Int = 200, extra: [(String, String)] = []) {
        guard !isFinished, let connection else { return }
        if hasSentHeaders {
            end(trailers: StatusHeaders.trailers(error))
        } else if let initial = extras.withLock({ $0?.initial }), !initial.isEmpty {
            end(trailers: StatusHeaders.trailers(error))
            sendHeaders()
        } else {
            let block = StatusHeaders.failure(error, contentType: headers.contentType, httpStatus: httpStatus, extra: extra)
            connection.submitResponse(block, on: self, hasBody: false)
        }
        didFinish(error.code)
    }

    private func didFinish(_ code: StatusCode) {
        let wasRunning = progress == .running
        progress = .finished
        request = nil
        timer?.cancel()
        timer = nil
        worker = nil
        if wasRunning { report(code) }
    }

    private func report(_ code: StatusCode) {
        owner.meter.counts.didEnd(isOK: code == .ok)
        guard let started else { return }
        owner.callDidEnd(method, code: code, duration: MonotonicTime.now() - started)
    }
}
