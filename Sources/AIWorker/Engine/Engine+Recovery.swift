import Environments
import Persistence
import Telemetry

extension EndedTask.Child {
    init(_ record: TaskRecord) {
        self.init(id: record.id, type: record.type, plannedPosts: min(record.parameters["posts_per_character"]?.int ?? 0, 1_000_000))
    }
}

extension Engine {
    /// Takes up what earlier processes left: tasks that nobody works on any more, ends that were not counted, tasks that wait.
    func recover() async throws {
        let taken = try await takeOver(everything: distribution.ownsWhatItFinds)
        // Which posts there are, what was taken over included, is known before the first one is worked on.
        if case .alone = distribution { expectPosts(of: try await queue.pending().compactMap(TaskRecord.init)) }
        let unfinished = try await book.unfinished()
        for progress in unfinished { try await reconcile(progress) }
        switch distribution {
        case .alone: wake(try await queue.pending().filter { $0[TaskKey.suspended] != true })
        case .sharedStore(let isFirst):
            // Nobody else is alive, so whoever had waiting tasks in mind is dead.
            if isFirst { try await queue.leaveAll() }
            announce(taken)
            try await lookForWork()
        case .broker(_, let isAlone):
            // A broker that is new, or that had lived in the process before this one, knows of nothing.
            if isAlone { try await queue.oweAll() }
            await announceOwed(olderThan: .zero)
        }
        try await liftSuspensions(paused: unfinished.filter(\.isPaused).map(\.worldID))
        try await tellOwed(olderThan: configuration.lease / 3, everything: distribution.ownsWhatItFinds)
    }

    /// Keeps this worker's leases alive and takes over what others have let go, until the task is cancelled.
    func maintain() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.repeatedly(every: self.configuration.lease / 3) { try await self.keepLeases() } }
            guard distribution.isShared else { return }
            group.addTask { await self.lookAround() }
        }
    }

    private func repeatedly(every interval: Duration, _ work: () async throws -> Void) async {
        while (try? await Task.sleep(for: interval)) != nil {
            do { try await work() } catch { logger.error("maintenance failed", ["error": "\(error)"]) }
        }
    }

    private func keepLeases() async throws {
        // Renewed first: what this worker works on is never found abandoned, also when the store was away for a while.
        try await queue.renewLeases(of: held.all)
        announce(try await takeOver(everything: false))
        let stalled = environment.now() - configuration.lease
        let unfinished = try await book.unfinished()
        for progress in unfinished where progress.updatedAt < stalled {
            let open = try await reconcile(progress)
            if !open.isEmpty { try await remind(of: progress.worldID, open) }
        }
        try await liftSuspensions(paused: unfinished.filter(\.isPaused).map(\.worldID))
        await announceOwed(olderThan: configuration.lease / 3)
        try await lookForUnheard()
        try await tellOwed(olderThan: configuration.lease / 3)
    }

    /// Looks for what only other workers know of, until the task is cancelled; sooner again where there was a lot.
    private func lookAround() async {
        var interval = configuration.lookInterval
        var looks = 0
        while (try? await Task.sleep(for: interval)) != nil {
            // Seldom: the posts of a character are mostly published by one worker, and then each wakes the next.
            if looks % Self.looksPerLookAtWaiting == 0 { lookAtWaiting() }
            looks += 1
            interval = configuration.lookInterval
            guard case .sharedStore = distribution else { continue }
            do {
                if try await lookForWork() == Self.largestLook { interval = configuration.lookInterval / 5 }
            } catch {
                logger.error("looking for work failed", ["error": "\(error)"])
            }
        }
    }

    // MARK: What others have left

    /// Puts back what dead processes held.
    private func takeOver(everything: Bool) async throws -> [TaskNotice] {
        let abandoned = try await queue.abandoned(everything: everything)
        // The limits grow first: a process that dies in between lets them grow once more, but never lets a world starve.
        for (worldID, tasks) in Dictionary(grouping: abandoned.tasks, by: \.worldID) {
            let lost = tasks.compactMap(\.callUnderWay)
            if !lost.isEmpty, try await book.progress(of: worldID) != nil { _ = try await book.apply(.callsLost(lost), to: worldID) }
        }
        guard try await queue.takeOver(abandoned) > 0 else { return [] }
        logger.info("tasks of a process that is gone were taken over", ["tasks": abandoned.tasks.count])
        return abandoned.tasks.map(TaskNotice.init)
    }

    /// Takes tasks that wait although this worker has room for them. The posts of a character are left to the worker that has begun with
    /// them, as long as it gets to them.
    ///
    /// - Returns: how many were taken.
    @discardableResult
    private func lookForWork() async throws -> Int {
        let room = ready.room
        guard room > 0 else { return 0 }
        let waiting = try await queue.waiting(limit: min(room, Self.largestLook), untouchedFor: configuration.lease / 3)
        wake(waiting)
        return waiting.count
    }

    /// Tasks taken at one look; few, so that workers that look at the same time share the work: what a task brings about stays with its
    /// worker.
    private static let largestLook = 5

    private static let looksPerLookAtWaiting = 4

    /// Announces tasks that were not announced, or whose worker died before it woke them.
    func announceOwed(olderThan age: Duration) async {
        guard distribution.broker != nil else { return }
        do {
            announce(try await queue.owed(olderThan: age))
        } catch {
            logger.error("tasks that wait for their announcement could not be read", ["error": "\(error)"])
        }
    }

    /// Takes tasks of which the broker has told nobody for a while, although this worker has room for them: their notices wait behind
    /// others, or they are lost, as those of a topic that was made anew.
    private func lookForUnheard() async throws {
        let room = ready.room
        guard distribution.broker != nil, room > 0 else { return }
        let unheard = try await queue.unheard(limit: room, for: configuration.lease)
        guard !unheard.isEmpty else { return }
        logger.info("tasks that were announced and not heard of are taken up", ["tasks": unheard.count])
        wake(unheard)
    }

    private func wake(_ pending: [Document]) {
        for document in pending {
            guard let task = TaskNotice(document) else { continue }
            wake(task, at: document[TaskKey.notBefore]?.date ?? environment.now())
        }
    }
}
