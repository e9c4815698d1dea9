import EventLoops

/// The time until which the calls of a task want their answers from a ``DocumentStore``.
///
/// Engines that ask a server (``MongoStore``) pass it on and fail with ``StoreError/deadlineExceeded`` when it passes, even while the server is
/// silent; whether a write took effect is unknown then. SQLite does not need it.
public enum StoreDeadline {
    /// The deadline of the current task; `nil` for none. Bound with `StoreDeadline.$current.withValue(…)`.
    @TaskLocal public static var current: MonotonicTime?
}
