import CLinux
import Glibc
import Synchronization

/// One thread that waits in epoll and runs what becomes ready: descriptors, timers, closures and Swift tasks.
///
/// The loop **is** a `TaskExecutor`: a task started with it as preferred executor runs on this thread, so that a handler which does not
/// block needs no thread hop. What blocks belongs on a `BlockingPool`.
///
/// A turn is: descriptors that are ready, timers that are due, jobs and closures (also those they add, up to a bound), then the work of
/// `atEndOfTurn`, which is where connections flush what the whole turn has produced in one system call.
///
/// `@unchecked Sendable`: `inbox` is guarded by its mutex, `thread` is written once before the thread exists for others; all other
/// mutable state is touched on the loop's own thread only.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    /// The name of the loop's thread, for debuggers and logs.
    public let name: String

    private enum Work: Sendable {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    private struct Inbox {
        var work: [Work] = []
        var isStopping = false
        /// Whether the thread has ended, so that nothing runs any more.
        var isOver = false
    }

    private struct Registration {
        var generation: UInt32
        var handler: (IOReadiness) -> Void
    }

    /// Jobs of one turn before descriptors are looked at again: a task that keeps resuming itself must not starve them.
    private static let roundsPerTurn = 8
    /// Rounds of work at the end of the loop.
    private static let lastRounds = 16
    private static let wakeUpToken = UInt64.max

    private let epoll: Int32
    private let wakeUp: Int32
    private let inbox = Mutex(Inbox())
    private var thread = pthread_t()

    private var registrations: [Int32: Registration] = [:]
    private var nextGeneration: UInt32 = 0
    private var timers = TimerHeap()
    private var local: [Work] = []
    private var endOfTurn: [() -> Void] = []
    private var isStopping = false

    /// Starts the loop's thread.
    /// - Parameter name: the thread's name; the system keeps 15 bytes of it.
    /// - Throws: `EventLoopError` when the system refuses a descriptor or a thread.
    public convenience init(name: String) throws(EventLoopError) {
        try self.init(withoutThread: name)
        // The thread keeps the loop alive until `stop`.
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        guard status == 0 else {
            Unmanaged.passUnretained(self).release()
            throw EventLoopError(call: "pthread_create", errno: status)
        }
    }

    /// A loop that turns only while somebody calls `runUntilIdle`: for tests in which nothing may depend on timing.
    init(withoutThread name: String) throws(EventLoopError) {
        self.name = name
        epoll = clinux_epoll_create()
        guard epoll >= 0 else { throw EventLoopError(call: "epoll_create1", errno: errno) }
        wakeUp = clinux_eventfd()
        guard wakeUp >= 0 else {
            let number = errno
            close(epoll)
            throw EventLoopError(call: "eventfd", errno: number)
        }
        guard clinux_epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUp, EPOLLIN.rawValue, Self.wakeUpToken) == 0 else {
            throw EventLoopError(call: "epoll_ctl", errno: errno)
        }
    }

    deinit {
        close(epoll)
        close(wakeUp)
    }

    /// Whether the caller runs on this loop's thread.
    public var isCurrent: Bool { clinux_current_loop() == Unmanaged.passUnretained(self).toOpaque() }

    // MARK: Work from any thread

    /// Runs `work` on the loop's thread, soon and in the order of the calls. Callable from any thread; after `stop` it does nothing.
    public func execute(_ work: @escaping @Sendable () -> Void) {
        add(.closure(work))
    }

    /// Takes a job of Swift's concurrency runtime; part of `TaskExecutor`.
    public func enqueue(_ job: consuming ExecutorJob) {
        add(.job(UnownedJob(job)))
    }

    private func add(_ work: Work) {
        if isCurrent {
            local.append(work)
            return
        }
        let isFirst = inbox.withLock { inbox in
            guard !inbox.isOver else { return false }
            inbox.work.append(work)
            return inbox.work.count == 1
        }
        if isFirst { signal() }
    }

    private func signal() {
        var one: UInt64 = 1
        // An eventfd accepts the write unless its counter is full, in which case the loop is awake anyway.
        _ = write(wakeUp, &one, 8)
    }

    /// Runs `work` on the loop's thread once `delay` has passed. Timers are exact to the millisecond above. Callable from any thread.
    @discardableResult
    public func schedule(after delay: Duration, _ work: @escaping @Sendable () -> Void) -> LoopTimer {
        schedule(at: .now().advanced(by: delay), work)
    }

    /// Runs `work` on the loop's thread at `deadline`, or at once when that has passed. Callable from any thread.
    @discardableResult
    public func schedule(at deadline: MonotonicTime, _ work: @escaping @Sendable () -> Void) -> LoopTimer {
        let timer = LoopTimer(deadline: deadline, loop: self, work: work)
        if isCurrent {
            timers.insert(timer)
        } else {
            execute { [self] in timers.insert(timer) }
        }
        return timer
    }

    /// Like `schedule(after:_:)` for work that shares state with the loop's thread and therefore is not `Sendable`. Only on that thread.
    @discardableResult
    public func scheduleLocally(after delay: Duration, _ work: @escaping () -> Void) -> LoopTimer {
        let timer = LoopTimer(deadline: .now().advanced(by: delay), loop: self, work: work)
        timers.insert(timer)
        return timer
    }

    func remove(_ timer: LoopTimer) {
        timers.remove(timer)
    }

    /// Ends the loop after the work that is already queued, and waits for its thread unless called on it. Idempotent.
    public func stop() {
        let first = inbox.withLock { inbox in
            defer { inbox.isStopping = true }
            return !inbox.isStopping
        }
        signal()
        if first, !isCurrent { pthread_join(thread, nil) }
    }

    // MARK: Work on the loop's thread

    /// Watches a descriptor; `handler` runs at each turn in which one of the conditions holds (level-triggered). Errors and hang-ups are
    /// always reported. Only on the loop's thread.
    /// - Throws: `EventLoopError` when epoll refuses the descriptor.
    public func watch(_ descriptor: Int32, for interest: IOInterest, _ handler: @escaping (IOReadiness) -> Void) throws(EventLoopError) {
        nextGeneration &+= 1
        let token = UInt64(nextGeneration) << 32 | UInt64(UInt32(bitPattern: descriptor))
        guard clinux_epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, interest.rawValue, token) == 0 else {
            throw EventLoopError(call: "epoll_ctl", errno: errno)
        }
        registrations[descriptor] = Registration(generation: nextGeneration, handler: handler)
    }

    /// Changes what is watched. Only on the loop's thread.
    /// - Throws: `EventLoopError` when the descriptor is not watched.
    public func update(_ descriptor: Int32, for interest: IOInterest) throws(EventLoopError) {
        guard let registration = registrations[descriptor] else { throw EventLoopError(call: "epoll_ctl", errno: ENOENT) }
        let token = UInt64(registration.generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
        guard clinux_epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, interest.rawValue, token) == 0 else {
            throw EventLoopError(call: "epoll_ctl", errno: errno)
        }
    }

    /// Stops watching; must come before the descriptor is closed. Only on the loop's thread.
    public func unwatch(_ descriptor: Int32) {
        guard registrations.removeValue(forKey: descriptor) != nil else { return }
        _ = clinux_epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, 0, 0)
    }

    /// Runs `work` once, at the end of the current turn. Only on the loop's thread.
    public func atEndOfTurn(_ work: @escaping () -> Void) {
        endOfTurn.append(work)
    }

    // MARK: The thread

    private func run() {
        clinux_set_thread_name(String(name.prefix(15)))
        clinux_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
        while !isStopping || !local.isEmpty { turn(waiting: waitMilliseconds()) }
        letGo()
        clinux_set_current_loop(nil)
    }

    /// Forgets what will not happen any more: handlers, timers and work hold connections and calls, and those hold the loop.
    private func letGo() {
        inbox.withLock { inbox in
            inbox.isOver = true
            local.append(contentsOf: inbox.work)
            inbox.work = []
        }
        // What is let go may leave last words, such as closing what it owns.
        for _ in 0..<Self.lastRounds {
            // Taken out first: while something is released, it may remove its timer.
            var (forgottenTimers, forgottenHandlers) = (TimerHeap(), [Int32: Registration]())
            swap(&forgottenTimers, &timers)
            swap(&forgottenHandlers, &registrations)
            forgottenTimers.removeAll()
            forgottenHandlers = [:]
            runWork()
            finishTurn()
            if local.isEmpty, timers.earliest == nil, registrations.isEmpty { return }
        }
    }

    /// Turns the loop on the caller's thread until it has nothing to do for now. Only for a loop without a thread.
    func runUntilIdle() {
        clinux_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
        while turn(waiting: 0) > 0 || !local.isEmpty {}
        clinux_set_current_loop(nil)
    }

    /// - Parameter milliseconds: how long to wait for a descriptor; -1 means for ever.
    /// - Returns: the number of descriptors that were ready.
    @discardableResult
    private func turn(waiting milliseconds: Int32) -> Int {
        let count = withUnsafeTemporaryAllocation(of: clinux_event.self, capacity: 64) { events in
            let count = max(0, Int(clinux_epoll_wait(epoll, events.baseAddress, 64, milliseconds)))
            for event in events.prefix(count) { deliver(event) }
            return count
        }
        fireTimers()
        runWork()
        finishTurn()
        return count
    }

    private func waitMilliseconds() -> Int32 {
        if !local.isEmpty || isStopping { return 0 }
        guard let earliest = timers.earliest else { return -1 }
        let nanoseconds = earliest.deadline.nanoseconds &- MonotonicTime.now().nanoseconds
        if nanoseconds <= 0 { return 0 }
        // Rounded up: a timer that fires early would be waited for again in a busy turn.
        return Int32(min((nanoseconds - 1) / 1_000_000 + 1, 60_000))
    }

    private func deliver(_ event: clinux_event) {
        if event.data == Self.wakeUpToken {
            takeInbox()
            return
        }
        // The generation tells a descriptor that was closed and reused within this batch of events from the one that was watched.
        let descriptor = Int32(bitPattern: UInt32(truncatingIfNeeded: event.data))
        guard let registration = registrations[descriptor], registration.generation == UInt32(event.data >> 32) else { return }
        registration.handler(IOReadiness(rawValue: event.events))
    }

    private func takeInbox() {
        var counter: UInt64 = 0
        _ = read(wakeUp, &counter, 8)
        inbox.withLock { inbox in
            local.append(contentsOf: inbox.work)
            inbox.work.removeAll(keepingCapacity: true)
            isStopping = inbox.isStopping
        }
    }

    private func fireTimers() {
        guard timers.earliest != nil else { return }
        let now = MonotonicTime.now()
        while let timer = timers.earliest, timer.deadline <= now {
            timers.remove(timer)
            timer.fire()
        }
    }

    private func runWork() {
        var rounds = 0
        while !local.isEmpty, rounds < Self.roundsPerTurn {
            rounds += 1
            var batch: [Work] = []
            swap(&batch, &local)
            for work in batch {
                switch work {
                case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
                case .closure(let closure): closure()
                }
            }
            // Keeps the larger of the two buffers, so that a busy loop does not allocate.
            if local.isEmpty {
                batch.removeAll(keepingCapacity: true)
                swap(&batch, &local)
            }
        }
    }

    private func finishTurn() {
        while !endOfTurn.isEmpty {
            let work = endOfTurn
            endOfTurn.removeAll(keepingCapacity: true)
            for closure in work { closure() }
        }
    }
}
