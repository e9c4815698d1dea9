import Environments
import Persistence
import Telemetry

/// Worlds in which nothing moves.
extension Engine {
    /// Counts the ends of tasks that were written but not counted, takes up again what was counted as taken up and not written, and sees to
    /// it that the world ends whatever has become of the documents of its tasks.
    ///
    /// - Returns: the tasks that had not ended.
    @discardableResult
    func reconcile(_ progress: WorldProgress) async throws -> [TaskRecord] {
        let worldID = progress.worldID
        let tasks = try await soundTasks(of: worldID)
        for task in tasks where task.status == .failed && progress.ledger.isOpen(task.id, run: task.retries + 1) {
            if try await queue.reopen(task.id, run: task.retries + 1) { announce([TaskNotice(task)]) }
        }
        let children = Dictionary(grouping: tasks.filter { $0.parent != nil }, by: \.parent)
        for task in tasks where task.status.isTerminal && !progress.hasCounted(task.id, run: task.retries) {
            let failure = task.status == .failed ? task.error ?? "unknown reason" : nil
            await count(
                EndedTask(
                    id: task.id, type: task.type, parent: task.parent, run: task.retries, failure: failure,
                    children: children[task.id, default: []].map(EndedTask.Child.init)),
                of: worldID)
        }
        let open = tasks.filter { !$0.status.isTerminal }
        if open.isEmpty { try await giveUpLostTasks(of: worldID, known: tasks) }
        return open
    }

    /// The tasks of a world that can be read, after what is damaged has been put right or has failed.
    private func soundTasks(of worldID: Identifier) async throws -> [TaskRecord] {
        let held = Set(held.all.map(\.canonical))
        let untouched = environment.now() - configuration.lease
        var isDamaged = false
        let documents = try await queue.tasks(of: worldID)
        for document in documents {
            let isAbandoned = document[TaskKey.updatedAt]?.date.map { $0 < untouched } ?? true
            guard !held.contains(document.id), let damage = TaskDamage(document, isAbandoned: isAbandoned) else { continue }
            logger.warning(
                "the document of a task is damaged", ["world_id": worldID.canonical, "task_id": document.id, "damage": "\(damage)"])
            try await queue.mend(document, damage)
            isDamaged = true
        }
        return (isDamaged ? try await queue.tasks(of: worldID) : documents).compactMap(TaskRecord.init)
    }

    /// Ends a world whose open tasks have no documents any more, or none that could be read. Documents are written before a task is counted as
    /// open and kept for good, so that it was not this worker or another one that lost them.
    ///
    /// - Parameter tasks: all tasks that could be read; they have all ended.
    private func giveUpLostTasks(of worldID: Identifier, known tasks: [TaskRecord]) async throws {
        guard let progress = try await book.reload(worldID), !progress.isOver,
            tasks.allSatisfy({ task in
                progress.hasCounted(task.id, run: task.retries)
                    && !(task.status == .failed && progress.ledger.isOpen(task.id, run: task.retries + 1))
            })
        else { return }
        logger.error("tasks of a world are lost", ["world_id": worldID.canonical, "tasks": progress.tasksOpen])
        _ = try await book.apply(.tasksLost(in: progress), to: worldID)
    }

    /// Lets workers know once more of tasks that wait although nothing of their world moves, and posts that their turn may have come.
    func remind(of worldID: Identifier, _ open: [TaskRecord]) async throws {
        switch distribution {
        case .alone:
            // No task that brings posts is under way, so these are all posts there are.
            if open.allSatisfy({ [.generatePost, .generatePostImage, .generateCharacterAvatar].contains($0.type) }) {
                let positions = Set(open.compactMap(PostPosition.init))
                for waiting in turn.sequence.keepOnly(positions, of: worldID) { resume(waiting.task) }
            }
            try await announceAll(of: worldID)
        // A look at the store finds them.
        case .broker, .sharedStore: break
        }
    }
}
