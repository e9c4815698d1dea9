import EventLoops

/// The task in which handlers run, as their calls know it.
///
/// `@unchecked Sendable`: touched on its runner's loop only.
final class CallWorker: @unchecked Sendable {
    /// Known once a handler has suspended: before that, nothing else can run on the loop and ask for it.
    fileprivate var task: Task<Void, Never>?
    private(set) var isCancelled = false

    /// Cancels the handler that is running. The worker takes no call after it.
    func cancel() {
        isCancelled = true
        task?.cancel()
    }
}

/// Runs the handlers of a connection's calls on its loop, one after the other in one task: making a task, and giving it the values of
/// task-locals, takes as long as a small handler does.
///
/// A handler that suspends keeps its task; the calls behind it go on in another one. While the connection holds too much already, calls
/// wait: one batch of input can bring a thousand small requests for large responses.
///
/// `@unchecked Sendable`: touched on the loop only. The tasks run there; one that finds itself elsewhere after a handler takes no more
/// calls.
final class CallRunner: @unchecked Sendable {
    private let loop: EventLoop
    private var ready: [ServerCall] = []
    private var head = 0
    /// Whether calls wait until the connection holds less.
    private(set) var isHeldBack = false
    /// The connection whose calls these are, until it ends.
    var connection: HTTP2Connection?

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// Adds a call whose handler shall run.
    func add(_ call: ServerCall) { ready.append(call) }

    /// Runs the handlers, each at once and up to its first suspension, as far as the connection may hold more.
    func run() {
        while mayStart {
            let worker = CallWorker()
            let task = Task.immediate(executorPreference: loop) { await self.work(worker) }
            worker.task = task
            if worker.isCancelled { task.cancel() }
        }
        isHeldBack = head < ready.count
        if isHeldBack {
            ready.removeFirst(head)
            head = 0
        } else {
            removeAll()
        }
    }

    private var mayStart: Bool { head < ready.count && connection?.hasMemory() ?? false }

    /// Forgets the calls that were not started.
    func removeAll() {
        ready.removeAll(keepingCapacity: ready.count <= 256)
        head = 0
        isHeldBack = false
    }

    private func work(_ worker: CallWorker) async {
        while loop.isCurrent, !worker.isCancelled, mayStart {
            let call = ready[head]
            head += 1
            await call.start(in: worker)
        }
    }
}
