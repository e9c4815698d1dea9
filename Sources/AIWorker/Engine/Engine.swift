import Environments
import Persistence
import Synchronization
import Telemetry

/// What runs the jobs: claims tasks, runs them, tries them again, and moves the counters when they end.
///
/// The order of writes makes every step repeatable: what a step achieved is remembered, children are inserted before their parent is
/// completed, and the counters follow the completed task. Whatever of that a killed process left undone is done at the next start.
final class Engine: Sendable {
    let queue: TaskQueue
    let book: ProgressBook
    let distribution: TaskDistribution
    let listener: (any GenerationListener)?
    let news: NewsOutbox?
    private let pauses: Pauses
    let configuration: AIWorkerConfiguration
    let environment: Environment
    let logger: Logger
    let jobs: JobRegistry
    let makeActivities: @Sendable (ClaimedTask) -> any Activities
    let meters: EngineMeters
    let ready: ReadyQueue
    let held = HeldTasks()
    private let announcements = Announcements()
    let turn: PostTurn
    /// What runs now. A task may begin its next run before the last one has quite ended.
    private let runs = Mutex(Numbered<Task<Void, Never>>())
    /// Parked tasks that were woken: they are claimed already.
    private let woken = Mutex<[Identifier: ClaimedTask]>([:])

    init(
        queue: TaskQueue, book: ProgressBook, jobs: JobRegistry, turn: PostTurn, distribution: TaskDistribution,
        listener: (any GenerationListener)? = nil, news: NewsOutbox? = nil, pauses: Pauses = Pauses(),
        configuration: AIWorkerConfiguration, environment: Environment, logger: Logger, metrics: Metrics,
        makeActivities: @escaping @Sendable (ClaimedTask) -> any Activities
    ) {
        self.queue = queue
        self.book = book
        self.jobs = jobs
        self.turn = turn
        self.distribution = distribution
        self.listener = listener
        self.news = news
        self.pauses = pauses
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
        self.makeActivities = makeActivities
        ready = ReadyQueue(limit: configuration.maximumTasks)
        meters = EngineMeters(metrics, queue: ready)
    }

    // MARK: In and out

    /// The tasks that this worker knows of.
    var load: WorkerSnapshot.Tasks { ready.load }

    /// Makes tasks known here that are pending in the store.
    func wake(_ tasks: [TaskNotice]) { start(ready.add(tasks)) }

    /// Wakes a task when it is due.
    func wake(_ task: TaskNotice, at time: Timestamp) {
        // However far the clock was moved, nobody waits longer than the longest pause that is ever asked for.
        let delay = min(time - environment.now(), TaskQueue.longestDelay)
        guard delay > .zero else { return wake([task]) }
        Task {
            try? await Task.sleep(for: delay)
            wake([task])
        }
    }

    /// Takes a task that a broker hands over; returns when it is claimed or needs nobody any more.
    ///
    /// - Returns: `false` when the worker stops first: then the task is still the broker's.
    func take(_ task: TaskNotice) async -> Bool {
        await held.handover(of: task.id) { wake([task]) }
    }

    /// Lets the workers know of tasks that are safe in the store. This one takes them itself unless there is a broker, which is not waited
    /// for: it may be away.
    func announce(_ tasks: [TaskNotice]) {
        guard let broker = distribution.broker else { return wake(tasks) }
        announcements.begin(tasks) { [queue, logger] tasks in
            do {
                try await broker.announce(tasks)
                try await queue.announced(tasks.map(\.id))
            } catch {
                logger.warning("tasks could not be announced, it is tried again later", ["tasks": tasks.count, "error": "\(error)"])
            }
        }
    }

    /// Starts nothing more, waits for what runs, and cancels what is not done after `grace`. What waits for its turn, or between two attempts
    /// at a call, goes back into the queue.
    func stop(grace: Duration) async {
        ready.close()
        held.close()
        // Only now: what they interrupt goes back as it is, and is not to wait.
        pauses.close()
        let deadline = Task {
            try? await Task.sleep(for: grace)
            for task in runs.withLock({ $0.all }) { task.cancel() }
        }
        await ready.idle()
        deadline.cancel()
        for waiting in turn.sequence.takeAll() { _ = await settle(waiting.task, CancellationError()) }
        // What goes to other workers is announced, unless the broker is away.
        await announceOwed(olderThan: .zero)
        await announcements.finish(within: Self.leftoversTime)
    }

    private static let leftoversTime = Duration.seconds(2)

    func start(_ tasks: [TaskNotice]) {
        for task in tasks {
            _ = runs.withLock { runs in
                runs.add { number in Task { await self.run(task, number) } }
            }
        }
    }

    private func run(_ task: TaskNotice, _ number: UInt64) async {
        let departure =
            if let parked = woken.withLock({ $0.removeValue(forKey: task.id) }) { await execute(parked) } else { await claim(task) }
        runs.withLock { $0.remove(number) }
        switch departure {
        case .parked: start(ready.leave(nil))
        case .gone:
            start(ready.leave(task.id))
            held.letGo(task.id)
        case .due(let time):
            start(ready.leave(task.id))
            held.letGo(task.id)
            wake(task, at: time)
        case .unclaimed(let time):
            start(ready.leave(task.id))
            wake(task, at: time)
        case .suspended:
            start(ready.leave(task.id))
            held.letGo(task.id)
            await wakeIfResumed(task.worldID)
        }
    }

    /// Lets a parked task go on.
    func resume(_ task: ClaimedTask) {
        woken.withLock { $0[task.record.id] = task }
        start(ready.resume(TaskNotice(task.record)))
    }
}

/// Where a task is when a run of it is over.
enum Departure {
    /// Not here any more.
    case gone
    /// In the queue, not before this time.
    case due(Timestamp)
    /// In the queue as before: it could not be claimed yet.
    case unclaimed(Timestamp)
    /// In the queue until its world is resumed.
    case suspended
    /// In the parking lot, still claimed.
    case parked
}
