import Synchronization

/// A fixed set of event loops among which connections are dealt out in turn.
public final class EventLoopGroup: Sendable {
    /// The loops, in the order in which `next` deals them.
    public let loops: [EventLoop]
    private let counter = Atomic<Int>(0)

    init(_ loops: [EventLoop]) {
        self.loops = loops
    }

    /// Starts the loops.
    /// - Parameters:
    ///   - count: the number of loops; less than 1 counts as 1.
    ///   - name: the prefix of the threads' names.
    /// - Throws: `EventLoopError` when the system refuses a thread or a descriptor.
    public init(count: Int, name: String) throws(EventLoopError) {
        var loops: [EventLoop] = []
        for index in 0..<max(1, count) { loops.append(try EventLoop(name: "\(name)-\(index)")) }
        self.loops = loops
    }

    /// The next loop in turn. Callable from any thread.
    public func next() -> EventLoop {
        let turn = counter.wrappingAdd(1, ordering: .relaxed).oldValue
        return loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
    }

    /// Stops all loops and waits for their threads. Must not be called on one of them.
    public func stop() {
        for loop in loops { loop.stop() }
    }
}
