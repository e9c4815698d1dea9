/// The tasks that wait until a call's output has drained. Its owner says who may touch it.
struct WriteGate {
    typealias Waiter = UnsafeContinuation<Result<Void, RPCError>, Never>

    /// Bytes of output above which writers wait.
    static let highWater = 64 << 10

    private var waiters: [Waiter] = []

    var isEmpty: Bool { waiters.isEmpty }

    mutating func wait(_ waiter: Waiter) { waiters.append(waiter) }

    /// Lets all waiting tasks go on.
    mutating func open(_ result: Result<Void, RPCError> = .success(())) {
        guard !waiters.isEmpty else { return }
        for waiter in takeWaiters() { waiter.resume(returning: result) }
    }

    /// Hands the waiting tasks over to be resumed, outside of a lock for instance.
    mutating func takeWaiters() -> [Waiter] {
        defer { waiters = [] }
        return waiters
    }
}
