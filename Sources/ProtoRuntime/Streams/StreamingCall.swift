import EventLoops

/// A call over HTTP/2 as its messages see it: state that belongs to an event loop, read and written by tasks that may run anywhere.
///
/// A task on the call's loop takes a waiting message, or queues one when there is room, without suspending. Otherwise it suspends with a
/// continuation that the loop resumes.
protocol StreamingCall: AnyObject, Sendable {
    var loop: EventLoop { get }

    // Everything below is for the loop only, `framed` and `plain` excepted.

    /// Takes the next message or the end; `nil` when neither is there. Gives window back.
    func takeMessage() -> Result<ReceivedMessage?, RPCError>?
    /// Hands the next message over when it arrives.
    func waitForMessage(_ waiter: UnsafeContinuation<Result<ReceivedMessage?, RPCError>, Never>)
    /// Queues a frame.
    /// - Throws: why nothing can be sent any more.
    func accept(_ frame: consuming [UInt8]) throws(RPCError)
    /// Whether another message may be queued.
    var hasRoom: Bool { get }
    /// Resumes `waiter` when there is room, or none will be needed.
    func waitForRoom(_ waiter: UnsafeContinuation<Result<Void, RPCError>, Never>)
    /// A task that was waiting for the call is cancelled.
    func waitingTaskWasCancelled()

    /// Completes a frame: compresses its message if wanted, and writes the prefix.
    func framed(_ frame: consuming [UInt8], compressed: Bool) throws(RPCError) -> [UInt8]
    /// The bytes of a message, decompressed.
    func plain(_ message: ReceivedMessage) throws(RPCError) -> [UInt8]
}

extension StreamingCall {
    func onLoop(_ work: @escaping @Sendable () -> Void) {
        if loop.isCurrent { work() } else { loop.execute(work) }
    }

    /// Waits for the next message and decompresses it; `nil` after the last one.
    func nextMessage() async throws(RPCError) -> [UInt8]? {
        let next: Result<ReceivedMessage?, RPCError>
        if loop.isCurrent, let ready = takeMessage() {
            next = ready
        } else {
            next = await withTaskCancellationHandler {
                await withUnsafeContinuation { waiter in onLoop { self.waitForMessage(waiter) } }
            } onCancel: {
                loop.execute { self.waitingTaskWasCancelled() }
            }
        }
        guard let message = try next.get() else { return nil }
        return try plain(message)
    }

    /// Queues a message and waits until there is room for the next one.
    /// - Parameters:
    ///   - frame: five bytes for the prefix, then the message.
    ///   - compressed: whether to use the call's compression, if any.
    func write(_ frame: consuming [UInt8], compressed: Bool) async throws(RPCError) {
        let frame = try framed(frame, compressed: compressed)
        if loop.isCurrent {
            try accept(frame)
            if !hasRoom { try await waitForRoom { () throws(RPCError) in } }
        } else {
            try await waitForRoom { () throws(RPCError) in try self.accept(frame) }
        }
    }

    /// Does `work` on the loop, then waits until there is room.
    private func waitForRoom(after work: @escaping @Sendable () throws(RPCError) -> Void) async throws(RPCError) {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (waiter: UnsafeContinuation<Result<Void, RPCError>, Never>) in
                onLoop {
                    do throws(RPCError) {
                        try work()
                        if self.hasRoom { waiter.resume(returning: .success(())) } else { self.waitForRoom(waiter) }
                    } catch {
                        waiter.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            loop.execute { self.waitingTaskWasCancelled() }
        }
        try result.get()
    }
}

/// The messages of a call over HTTP/2 in wire form: what the typed `MessageStream` and `MessageWriter` stand on.
@usableFromInline
struct EncodedMessages: Sendable {
    /// The kinds of calls by name and not behind the protocol, so that their functions are specialised.
    private enum Call: Sendable {
        case server(ServerCall)
        case client(ClientCall)
    }

    private let call: Call

    init(call: ServerCall) { self.call = .server(call) }
    init(call: ClientCall) { self.call = .client(call) }

    @usableFromInline
    func next() async throws(RPCError) -> [UInt8]? {
        switch call {
        case .server(let call): try await call.nextMessage()
        case .client(let call): try await call.nextMessage()
        }
    }

    @usableFromInline
    func write(_ frame: consuming [UInt8], compressed: Bool) async throws(RPCError) {
        switch call {
        case .server(let call): try await call.write(frame, compressed: compressed)
        case .client(let call): try await call.write(frame, compressed: compressed)
        }
    }
}
