/// A message as it came: its bytes, and whether they are compressed.
struct ReceivedMessage: Sendable, Hashable {
    var bytes: [UInt8]
    var isCompressed: Bool
}

/// Messages of a call that have arrived and not been taken yet, and the one task that waits for the next. Touched on the call's loop only.
///
/// The inbox is bounded by flow control: the call gives window back only while little is waiting here.
struct MessageInbox {
    typealias Next = Result<ReceivedMessage?, RPCError>

    /// Bytes that wait here.
    private(set) var size = 0
    private var messages: [ReceivedMessage] = []
    private var head = 0
    private var ending: Next?
    private var waiter: UnsafeContinuation<Next, Never>?

    /// Whether nothing more can arrive.
    var isEnded: Bool { ending != nil }

    /// Takes the next message, or the end; `nil` when there is neither yet.
    mutating func take() -> Next? {
        guard head < messages.count else { return ending }
        let message = messages[head]
        messages[head].bytes = []
        head += 1
        if head == messages.count {
            messages.removeAll(keepingCapacity: true)
            head = 0
        }
        size -= message.bytes.count
        return .success(message)
    }

    /// Hands the next message to `continuation`, now or when it arrives.
    mutating func wait(_ continuation: UnsafeContinuation<Next, Never>) {
        if let next = take() {
            continuation.resume(returning: next)
        } else if waiter != nil {
            continuation.resume(returning: .failure(RPCError(.internal, "two tasks read the messages of one call at the same time")))
        } else {
            waiter = continuation
        }
    }

    mutating func add(_ message: ReceivedMessage) {
        guard ending == nil else { return }
        if let waiter = waiter.take() {
            waiter.resume(returning: .success(message))
        } else {
            messages.append(message)
            size += message.bytes.count
        }
    }

    /// Ends the messages after those that are waiting.
    mutating func end(_ error: RPCError? = nil) {
        guard ending == nil else { return }
        let end: Next = error.map { .failure($0) } ?? .success(nil)
        ending = end
        waiter.take()?.resume(returning: end)
    }

    /// Ends the messages now; those that are waiting are forgotten.
    mutating func fail(_ error: RPCError) {
        messages = []
        head = 0
        size = 0
        ending = .failure(error)
        waiter.take()?.resume(returning: .failure(error))
    }
}
