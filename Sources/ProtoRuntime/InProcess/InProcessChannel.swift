import EventLoops
import Synchronization

/// A channel to services in the same process: messages are passed as values, without HTTP/2 and without encoding, with the semantics of a
/// call over the network: metadata, deadlines, cancellation, interceptors, statuses.
///
/// The channel exists before its services do, because services call each other in circles; until `serve` it answers UNAVAILABLE.
public final class InProcessChannel: Channel {
    private let loop: EventLoop
    private let router = Mutex<ServiceRouter?>(nil)

    /// - Parameter loop: the loop that keeps the timers of calls with a timeout and runs their handlers.
    public init(loop: EventLoop) {
        self.loop = loop
    }

    /// Sets what the channel leads to.
    /// - Parameters:
    ///   - services: the services to offer.
    ///   - interceptors: code around every call, the first one outermost.
    public func serve(_ services: [ServiceDefinition], interceptors: [any ServerInterceptor] = []) {
        let new = ServiceRouter(services, interceptors: interceptors)
        router.withLock { $0 = new }
    }

    /// Makes a unary call; see `Channel`.
    public func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        guard let router = router.withLock({ $0 }) else { throw RPCError(.unavailable, "\(method.service) is not running") }
        guard let handler = router.method(for: method.path)?.handler else { throw router.error(for: method.path) }
        let limits = CallLimits(options: options)
        if Task.isCancelled { throw RPCError.cancelledByCaller }
        if limits.isPast { throw RPCError.deadlineExceeded }

        let call = InProcessCall(method: method, metadata: options.metadata, deadline: limits.deadline)
        let context = ServerContext(call: call)
        let response: any Message
        do {
            if let timeout = limits.ownTimeout {
                response = try await Self.race(on: loop, timeout: timeout) {
                    try await ServerContext.$current.withValue(context) { try await handler.invoke(request, context) }
                }
            } else {
                response = try await ServerContext.$current.withValue(context) { try await handler.invoke(request, context) }
            }
        } catch {
            var wire = RPCError.wire(error, deadlinePassed: limits.isPast)
            wire.metadata.add(call.trailingMetadata)
            throw wire
        }
        guard let message = response as? Response else { throw RPCError.wrongType(response, wanted: Response.fullName) }
        return ClientResponse(message: message, initialMetadata: call.initialMetadata, trailingMetadata: call.trailingMetadata)
    }

    /// Runs `work` in a task of its own and answers with its result or, whichever comes first, the timeout; a handler that does not mind
    /// its cancellation cannot hold the caller.
    private static func race(
        on loop: EventLoop, timeout: Duration, _ work: @escaping @Sendable () async throws -> any Message
    ) async throws -> any Message {
        let race = Race<any Message>()
        let task = Task.immediate(executorPreference: loop) {
            do { race.finish(.success(try await work())) } catch { race.finish(.failure(error)) }
        }
        let timer = loop.schedule(after: timeout) {
            task.cancel()
            race.finish(.failure(RPCError.deadlineExceeded))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await race.result()
        } onCancel: {
            task.cancel()
            race.finish(.failure(RPCError.cancelledByCaller))
        }
    }
}

/// The call behind a context of the in-process channel.
private final class InProcessCall: ServerCallInformation {
    let method: MethodDescriptor
    let metadata: Metadata
    let deadline: MonotonicTime?
    private let extras = Mutex(ResponseMetadata())

    var peer: String { "in-process" }
    var initialMetadata: Metadata { extras.withLock { $0.initial } }
    var trailingMetadata: Metadata { extras.withLock { $0.trailing } }

    init(method: MethodDescriptor, metadata: Metadata, deadline: MonotonicTime?) {
        self.method = method
        self.metadata = metadata
        self.deadline = deadline
    }

    func add(_ metadata: Metadata, isTrailing: Bool) {
        extras.withLock { $0.add(metadata, isTrailing: isTrailing) }
    }
}

/// A result that several contenders may offer; the first one counts.
private final class Race<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(UnsafeContinuation<Value, any Error>)
        case finished(Result<Value, any Error>)
        case taken
    }

    private let state = Mutex(State.open)

    func finish(_ result: Result<Value, any Error>) {
        let waiter: UnsafeContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .open:
                state = .finished(result)
                return nil
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .finished, .taken:
                return nil
            }
        }
        waiter?.resume(with: result)
    }

    func result() async throws -> Value {
        try await withUnsafeThrowingContinuation { continuation in
            let result: Result<Value, any Error>? = state.withLock { state in
                guard case .finished(let result) = state else {
                    state = .waiting(continuation)
                    return nil
                }
                state = .taken
                return result
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
