import CNghttp2
import EventLoops
import Synchronization

/// The server's side of a call that came over HTTP/2: gathers the request, runs the handler, sends the response.
///
/// `@unchecked Sendable`: `metadata`, `deadline`, `method` and `peer` are written while headers are received and only read once the handler
/// runs; `extras` is guarded by its mutex; everything else is touched on the connection's loop only, to which `succeed` and `fail` hop when
/// they are called elsewhere.
@usableFromInline
final class ServerCall: HTTP2Stream, ServerCallInformation, @unchecked Sendable {
    private let owner: ServerConnection
    private let loop: EventLoop
    private var headers = RequestHeaders()
    private var routed: RoutedMethod?
    private var fields = HeaderList()
    private var reader: MessageReader
    private var request: [UInt8]?
    private var task: Task<Void, Never>?
    private var timer: LoopTimer?
    private var started: MonotonicTime?
    private var isFinished = false
    private var isDeadlinePassed = false
    private let extras = Mutex<ResponseMetadata?>(nil)
    private(set) var deadline: MonotonicTime?

    init(owner: ServerConnection, loop: EventLoop, maximumRequestSize: Int) {
        self.owner = owner
        self.loop = loop
        reader = MessageReader(maximumSize: maximumRequestSize)
    }

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
        guard !isFinished, request == nil, started == nil else { return }
        fields = owner.takeGatheredFields()
        headers.finish()
        if let refusal = headers.refusal {
            refuse(refusal.error, httpStatus: refusal.httpStatus, extra: refusal.extra)
        } else if routed == nil {
            refuse(owner.takePathError())
        } else if let timeout = headers.timeout {
            let now = MonotonicTime.now()
            deadline = now.advanced(by: timeout)
            if timeout <= .zero { refuse(.deadlineExceeded) }
        }
    }

    override func didReceiveData(_ bytes: UnsafeBufferPointer<UInt8>) {
        connection?.received(bytes.count, on: self)
        connection?.consume(bytes.count, on: self)
        guard !isFinished else { return }
        var rest = bytes
        do throws(RPCError) {
            while !rest.isEmpty {
                guard let message = try reader.next(&rest) else { return }
                guard request == nil else {
                    throw RPCError(.unimplemented, "a unary method takes one message, got more")
                }
                request = message
            }
        } catch {
            refuse(error)
        }
    }

    override func didReceiveEnd() {
        guard !isFinished else { return }
        if reader.isInsideMessage {
            refuse(RPCError(.internal, "unexpected EOF: the request ended inside a message"))
        } else if request == nil {
            refuse(RPCError(.unimplemented, "a unary method takes one message, got none"))
        } else {
            owner.isReady(self)
        }
    }

    /// Runs the handler; called when the batch of input that completed the request was processed.
    func start() {
        guard !isFinished, let routed else { return }
        started = owner.isObserved ? MonotonicTime.now() : nil
        if let deadline {
            timer = loop.schedule(at: deadline) { [self] in deadlineDidPass() }
        }
        routed.handler.serve(self)
    }

    private func deadlineDidPass() {
        isDeadlinePassed = true
        task?.cancel()
        // The caller is answered now; a handler that does not mind its cancellation works on for nobody.
        fail(with: RPCError.deadlineExceeded)
    }

    override func didClose(code: UInt32?) {
        timer?.cancel()
        guard !isFinished else { return }
        isFinished = true
        task?.cancel()
        report(.cancelled)
    }

    // MARK: For the handler

    var method: MethodDescriptor { routed?.handler.method ?? ServerConnection.unknownMethod }
    var metadata: Metadata { Metadata(fields) ?? Metadata() }
    var peer: String { owner.peer }

    func add(_ metadata: Metadata, isTrailing: Bool) {
        extras.withLock { extras in
            var changed = extras ?? ResponseMetadata()
            changed.add(metadata, isTrailing: isTrailing)
            extras = changed
        }
    }

    @usableFromInline var context: ServerContext { ServerContext(call: self) }

    /// The bytes of the request, once.
    @usableFromInline
    func takeRequest() -> [UInt8] { request.take() ?? [] }

    /// Runs the handler's work on the loop, at once and up to its first suspension.
    @usableFromInline
    func run(_ work: @escaping @isolated(any) @Sendable () async -> Void) {
        // Bound around the task, which inherits it, and not inside: that would be one more switch of executors on the way.
        let task = ServerContext.$current.withValue(context) {
            Task.immediate(executorPreference: loop, operation: work)
        }
        if !isFinished { self.task = task }
    }

    // MARK: Response

    /// Sends a response.
    /// - Parameter frame: five bytes for the prefix, then the message.
    @usableFromInline
    func succeed(with frame: consuming [UInt8]) {
        var frame = frame
        MessageReader.writePrefix(into: &frame)
        if loop.isCurrent {
            send(frame)
        } else {
            loop.execute { [frame] in self.send(frame) }
        }
    }

    private func send(_ frame: consuming [UInt8]) {
        guard !isFinished, let connection else { return }
        let extras = extras.withLock { $0 }
        write(frame)
        end(trailers: StatusHeaders.success(metadata: extras?.trailing ?? Metadata()))
        connection.submitResponse(StatusHeaders.response(metadata: extras?.initial ?? Metadata()), on: self, hasBody: true)
        didFinish(.ok)
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
        connection.submitResponse(StatusHeaders.failure(error, httpStatus: httpStatus, extra: extra), on: self, hasBody: false)
        didFinish(error.code)
    }

    private func didFinish(_ code: StatusCode) {
        isFinished = true
        request = nil
        timer?.cancel()
        timer = nil
        task = nil
        report(code)
    }

    private func report(_ code: StatusCode) {
        guard let started else { return }
        owner.callDidEnd(method, code: code, duration: MonotonicTime.now() - started)
    }
}
