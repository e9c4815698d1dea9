/// How much of a semaphore is in use.
public struct SemaphoreLoad: Sendable, Hashable {
    /// How many callers may work at a time.
    public let limit: Int
    /// How many work.
    public let used: Int
    /// How many wait.
    public let waiting: Int

    /// A load from its parts.
    public init(limit: Int, used: Int, waiting: Int) {
        self.limit = limit
        self.used = used
        self.waiting = waiting
    }
}
