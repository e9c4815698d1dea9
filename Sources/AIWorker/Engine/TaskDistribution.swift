/// How workers share the tasks of a store.
public enum TaskDistribution: Sendable {
    /// This worker alone works on the store. Whoever else held a task is dead, so it is taken over at start without waiting for its lease.
    case alone
    /// Several workers share the store. Each runs the children of its own tasks; one that has room looks for what waits elsewhere.
    ///
    /// `isFirst` says whether it is certain that no other worker was alive when this one started; then it need not wait for leases either.
    case sharedStore(isFirst: Bool)
    /// A broker tells one of several workers of each task.
    ///
    /// `isAlone` says whether it is certain that no other worker works on the store; then it need not wait for leases.
    case broker(any TaskBroker, isAlone: Bool = false)

    /// Whether other workers may hold tasks.
    var isShared: Bool {
        if case .alone = self { false } else { true }
    }

    /// Whether tasks that are in progress at start are nobody's.
    var ownsWhatItFinds: Bool {
        switch self {
        case .alone: true
        case .sharedStore(let isFirst): isFirst
        case .broker(_, let isAlone): isAlone
        }
    }

    var broker: (any TaskBroker)? {
        if case .broker(let broker, _) = self { broker } else { nil }
    }
}

/// Carries the news of tasks between workers. It hands each notice to one of them, at least once (``AIWorker/take(_:)``).
public protocol TaskBroker: Sendable {
    /// Announces tasks. Returns when the broker keeps the notices, so that they cannot be lost any more.
    /// - Throws: when that is not certain; they are announced again later then.
    func announce(_ tasks: [TaskNotice]) async throws
}
