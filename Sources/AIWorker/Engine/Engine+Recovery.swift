import Environments
import Persistence
import Telemetry

extension EndedTask.Child {
    init(_ record: TaskRecord) {
        self.init(id: record.id, type: record.type, plannedPosts: record.parameters["posts_per_character"]?.int ?? 0)
    }
}

extension Engine {
    /// Takes up what earlier processes left: tasks that nobody works on any more, ends that were not counted, tasks that wait.
    func recover() async throws {
        _ = try await takeOver(everything: configuration.ownsStore)
        for progress in try await book.unfinished() { try await reconcile(progress) }
        let pending = try await queue.pending()
        expectPosts(of: pending.compactMap(TaskRecord.init))
        wake(pending)
    }

    /// Keeps this worker's leases alive and takes over what others have let go, until the task is cancelled.
    func maintain() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: configuration.lease / 3) } catch { return }
            do {
                try await queue.renewLeases()
                let taken = try await takeOver(everything: false)
                // Short circuit is no option here: the mark has to be taken either way.
                let hasStrays = takeStrayMark()
                if taken > 0 || hasStrays { wake(try await queue.pending()) }
                lookAtWaiting()
                let stalled = environment.now() - configuration.lease
                for progress in try await book.unfinished() where progress.updatedAt < stalled { try await reconcile(progress) }
            } catch {
                logger.error("maintenance failed", ["error": "\(error)"])
            }
        }
    }

    /// Puts back what dead processes held.
    private func takeOver(everything: Bool) async throws -> Int {
        let abandoned = try await queue.abandoned(everything: everything)
        // The limits grow first: a process that dies in between lets them grow once more, but never lets a world starve.
        for (worldID, tasks) in Dictionary(grouping: abandoned.tasks, by: \.worldID) {
            let lost = tasks.compactMap(\.callUnderWay)
            if !lost.isEmpty, try await book.progress(of: worldID) != nil { _ = try await book.apply(.callsLost(lost), to: worldID) }
        }
        let taken = try await queue.takeOver(abandoned)
        if taken > 0 { logger.info("tasks of a process that is gone were taken over", ["tasks": taken]) }
        return taken
    }

    private func wake(_ pending: [Document]) {
        for document in pending {
            guard let id = Identifier(parsing: document.id) else { continue }
            wake(id, at: document[TaskKey.notBefore]?.date ?? environment.now())
        }
    }

    /// Counts the ends of tasks that were written but not counted.
    private func reconcile(_ progress: WorldProgress) async throws {
        let tasks = try await queue.tasks(of: progress.worldID).compactMap(TaskRecord.init)
        let children = Dictionary(grouping: tasks.filter { $0.parent != nil }, by: \.parent)
        for task in tasks where task.status.isTerminal && !progress.hasCounted(task.id) {
            let failure = task.status == .failed ? task.error ?? "unknown reason" : nil
            await count(
                EndedTask(
                    id: task.id, type: task.type, parent: task.parent, failure: failure,
                    children: children[task.id, default: []].map(EndedTask.Child.init)),
                of: progress.worldID)
        }
    }
}
