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
    let configuration: AIWorkerConfiguration
    let environment: Environment
    let logger: Logger
    private let jobs: JobRegistry
    private let makeActivities: @Sendable (ClaimedTask) -> any Activities
    private let meters: EngineMeters
    private let ready: ReadyQueue
    private let turn: PostTurn
    private let runs = Mutex(Runs())
    /// Parked tasks that were woken: they are claimed already.
    private let woken = Mutex<[Identifier: ClaimedTask]>([:])
    /// Whether a task may be pending in the store that is not known here.
    private let mayHaveStrays = Mutex(false)

    init(
        queue: TaskQueue, book: ProgressBook, jobs: JobRegistry, turn: PostTurn, configuration: AIWorkerConfiguration,
        environment: Environment,
        logger: Logger, metrics: Metrics, makeActivities: @escaping @Sendable (ClaimedTask) -> any Activities
    ) {
        self.queue = queue
        self.book = book
        self.jobs = jobs
        self.turn = turn
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
        self.makeActivities = makeActivities
        meters = EngineMeters(metrics)
        ready = ReadyQueue(limit: configuration.maximumTasks)
    }

    // MARK: In and out

    /// Makes tasks known that are pending in the store.
    func wake(_ ids: [Identifier]) { start(ready.add(ids)) }

    /// Wakes a task when it is due.
    func wake(_ id: Identifier, at time: Timestamp) {
        let delay = time - environment.now()
        guard delay > .zero else { return wake([id]) }
        Task {
            try? await Task.sleep(for: delay)
            wake([id])
        }
    }

    /// Starts nothing more, waits for what runs, and cancels what is not done after `grace`. What waits for its turn goes back into the
    /// queue.
    func stop(grace: Duration) async {
        ready.close()
        let deadline = Task {
            try? await Task.sleep(for: grace)
            for task in runs.withLock({ Array($0.tasks.values) }) { task.cancel() }
        }
        await ready.idle()
        deadline.cancel()
        for waiting in turn.sequence.takeAll() { _ = await settle(waiting.task, CancellationError()) }
    }

    /// Says whether tasks may be pending that are not known here, once.
    func takeStrayMark() -> Bool {
        mayHaveStrays.withLock { mark in
            defer { mark = false }
            return mark
        }
    }

    private func start(_ ids: [Identifier]) {
        for id in ids {
            runs.withLock { runs in
                runs.count += 1
                let number = runs.count
                runs.tasks[number] = Task { await self.run(id, number) }
            }
        }
    }

    /// What runs now, by the number of the run. A task may begin its next run before the last one has quite ended.
    private struct Runs {
        var count: UInt64 = 0
        var tasks: [UInt64: Task<Void, Never>] = [:]
    }

    /// Where a task is when a run of it is over.
    private enum Departure {
        /// Not here any more.
        case gone
        /// In the queue, not before this time.
        case due(Timestamp)
        /// In the parking lot, still claimed.
        case parked
    }

    private func run(_ id: Identifier, _ number: UInt64) async {
        let departure = await work(on: id)
        _ = runs.withLock { $0.tasks.removeValue(forKey: number) }
        switch departure {
        case .parked: start(ready.leave(nil))
        case .gone: start(ready.leave(id))
        case .due(let time):
            start(ready.leave(id))
            wake(id, at: time)
        }
    }

    // MARK: One run of a task

    private func work(on id: Identifier) async -> Departure {
        if let task = woken.withLock({ $0.removeValue(forKey: id) }) { return await execute(task) }
        do {
            guard let document = try await queue.claim(id) else {
                if let due = try await queue.dueTime(of: id) { return .due(due) }
                return .gone
            }
            guard let record = TaskRecord(document) else {
                _ = try await queue.fail(id, error: "unknown task type \(document[TaskKey.type]?.string ?? "(none)")", failures: 0)
                return .gone
            }
            return await execute(ClaimedTask(record))
        } catch {
            mayHaveStrays.withLock { $0 = true }
            logger.error("task could not be claimed", ["task_id": id.canonical, "error": "\(error)"])
            return .gone
        }
    }

    private func execute(_ task: ClaimedTask) async -> Departure {
        let record = task.record
        let start = environment.now()
        do {
            try await refuseWhenFailed(record)
            switch try await jobs.run(record, makeActivities(task)) {
            case .parked(let position): return await park(task, position)
            case .finished(let output): try await finish(record, output)
            }
            meters.completed(record.type, after: environment.now() - start)
            return .gone
        } catch {
            return await settle(task, error)
        }
    }

    private func refuseWhenFailed(_ record: TaskRecord) async throws {
        guard let progress = try await book.progress(of: record.worldID), progress.status == .failed else { return }
        throw CallFailure(
            kind: .worldStopped, description: "the generation has failed: \(progress.failureReason ?? "unknown reason")")
    }

    private func finish(_ record: TaskRecord, _ output: JobOutput) async throws {
        let now = environment.now()
        try await queue.add(
            output.children.map {
                TaskRecord.newDocument(
                    id: $0.id(parent: record.id), type: $0.type, worldID: record.worldID, parent: record.id, parameters: $0.parameters,
                    at: now)
            })
        guard try await queue.complete(record.id, result: output.result) else { throw LeaseLost() }
        let children = output.children.map {
            EndedTask.Child(id: $0.id(parent: record.id), type: $0.type, plannedPosts: $0.plannedPosts)
        }
        // This event begins the stages of the children, so it comes before the children do.
        await count(
            EndedTask(id: record.id, type: record.type, parent: record.parent, failure: nil, children: children), of: record.worldID)
        turn.expect(output.children.compactMap(\.position))
        wake(children.map(\.id))
        if record.type == .generatePostImage { postEnded(record) }
    }

    /// Moves the counters. What cannot be counted now is counted by the next look for what was left undone.
    func count(_ task: EndedTask, of worldID: Identifier) async {
        do {
            _ = try await book.apply(.taskEnded(task), to: worldID)
        } catch {
            logger.error("an ended task could not be counted", ["task_id": task.id.canonical, "error": "\(error)"])
        }
    }

    // MARK: Turns

    /// Lets a post wait for its turn. It is looked at once more when it is there to be found, so that no turn is missed.
    private func park(_ task: ClaimedTask, _ position: PostPosition) async -> Departure {
        turn.sequence.wait(PostSequence.Waiting(task: task, position: position))
        let isNext = (try? await turn.isNext(position)) ?? false
        if isNext, let waiting = turn.sequence.take(position) { resume(waiting.task) }
        return .parked
    }

    private func resume(_ task: ClaimedTask) {
        woken.withLock { $0[task.record.id] = task }
        start(ready.resume(task.record.id))
    }

    private func postEnded(_ record: TaskRecord) {
        if let position = PostPosition(record), let next = turn.sequence.ended(position) { resume(next.task) }
    }

    /// Makes known that the posts of these tasks are to come; only while nothing runs.
    func expectPosts(of tasks: [TaskRecord]) { turn.expect(tasks.compactMap(PostPosition.init)) }

    /// Looks again at the posts that wait: earlier ones may have been published by another worker.
    func lookAtWaiting() {
        if turn.sharesStore { for waiting in turn.sequence.takeFirstOfEach() { resume(waiting.task) } }
    }

    // MARK: Failing

    private func settle(_ task: ClaimedTask, _ error: any Error) async -> Departure {
        let record = task.record
        do {
            let verdict = Verdict(error, record, configuration, now: environment.now())
            switch verdict {
            case .drop:
                logger.warning("a task was taken over by another worker", fields(record))
            case .fail(let reason):
                try await fail(record, reason)
            case .putBack, .hold, .tryAgain:
                let release = TaskQueue.Release(verdict, task, pause: taskPause, now: environment.now())
                logger.warning("a task goes back into the queue", fields(record, release.error))
                if try await queue.release(record.id, release), let due = release.notBefore { return .due(due) }
                mayHaveStrays.withLock { $0 = true }
            }
        } catch {
            mayHaveStrays.withLock { $0 = true }
            logger.error("a failed task could not be written", fields(record, "\(error)"))
        }
        return .gone
    }

    private func taskPause(after failures: Int) -> Duration {
        RetryPolicy(attempts: 0, initialPause: configuration.taskRetryPause, maximumPause: configuration.maximumPause)
            .pause(after: failures, asked: nil, environment: environment)
    }

    private func fail(_ record: TaskRecord, _ reason: String) async throws(StoreError) {
        logger.error("a task failed for good", fields(record, reason))
        guard try await queue.fail(record.id, error: reason, failures: record.failures + 1) else { return }
        meters.failed(record.type)
        let children = try await queue.children(of: record.id, in: record.worldID).compactMap(TaskRecord.init)
        await count(
            EndedTask(
                id: record.id, type: record.type, parent: record.parent, failure: reason, children: children.map(EndedTask.Child.init)),
            of: record.worldID)
        postEnded(record)
    }

    private func fields(_ record: TaskRecord, _ error: String = "") -> LogFields {
        ["task_id": record.id.canonical, "type": record.type.rawValue, "world_id": record.worldID.canonical, "error": error]
    }
}
