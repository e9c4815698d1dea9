import EventLoops

/// When a call must be over: its own timeout or the deadline of the call that the current task answers, whichever is earlier.
struct CallLimits {
    let deadline: MonotonicTime?
    /// The time left by the call's own timeout, when that is the earlier limit. A passed deadline of the surrounding call cancels the
    /// task anyway.
    let ownTimeout: Duration?

    init(options: CallOptions) {
        let inherited = ServerContext.current?.deadline
        guard let timeout = options.timeout else {
            deadline = inherited
            ownTimeout = nil
            return
        }
        let own = MonotonicTime.now().advanced(by: timeout)
        if let inherited, inherited <= own {
            deadline = inherited
            ownTimeout = nil
        } else {
            deadline = own
            ownTimeout = timeout
        }
    }

    /// The limits of a call that is about to start.
    /// - Throws: CANCELLED when the task is cancelled, DEADLINE_EXCEEDED when there is no time left.
    init(checking options: CallOptions) throws(RPCError) {
        self.init(options: options)
        if Task.isCancelled { throw .cancelledByCaller }
        if isPast { throw .deadlineExceeded }
    }

    private var isPast: Bool { deadline.map { $0 <= .now() } ?? false }
}

extension RPCError {
    static let cancelledByCaller = RPCError(.cancelled, "the call was cancelled by the caller")
}
