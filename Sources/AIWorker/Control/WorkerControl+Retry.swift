import Environments
import Persistence

/// What became of a wish to take failed tasks up again.
public struct Retried: Sendable, Hashable {
    /// How many tasks were taken up again.
    public let tasks: Int
    /// The document of the generation.
    public let world: Document
}

extension WorkerControl {
    /// Takes up all failed tasks of a world again, with all their attempts. What they had achieved is kept. A world that had failed or was
    /// cancelled goes on.
    ///
    /// - Parameter percent: by how much the limits on calls grow, 1…1000.
    /// - Throws: `ControlError.conflict` when nothing has failed, or when a limit is used up and does not grow.
    public func retry(_ world: Identifier, raisingLimitsBy percent: Int? = nil) async throws(ControlError) -> Retried {
        let failed = try await failedTasks(of: world)
        guard !failed.isEmpty else {
            throw .conflict("no task of world \(world.canonical) has failed", hint: "only failed tasks can be retried")
        }
        return try await retry(failed, of: world, percent)
    }

    /// Takes up one failed task again.
    ///
    /// - Parameter percent: by how much the limits on calls grow, 1…1000.
    /// - Throws: `ControlError.conflict` when the task has not failed, when the world failed because of another one, or when a limit is used up
    ///   and does not grow.
    public func retryTask(_ id: Identifier, raisingLimitsBy percent: Int? = nil) async throws(ControlError) -> Retried {
        let document = try await task(id)
        guard let record = TaskRecord(document) else {
            throw .conflict("task \(id.canonical) is of a type that this worker does not know", hint: "it cannot be run")
        }
        guard record.status == .failed else {
            throw .conflict("task \(id.canonical) is \(record.status.rawValue)", hint: "only failed tasks can be retried")
        }
        let others = try await failedTasks(of: record.worldID).filter { $0.id != id && $0.type.isCritical }
        if let other = others.first {
            throw .conflict(
                "the world also needs \(other.type.rawValue) \(other.id.canonical), which has failed",
                hint: "retry the world, which takes up all its failed tasks")
        }
        return try await retry([record], of: record.worldID, percent)
    }

    private func retry(_ tasks: [TaskRecord], of world: Identifier, _ percent: Int?) async throws(ControlError) -> Retried {
        if let percent, !(1...1000).contains(percent) {
            throw .invalid("limits cannot be raised by \(percent) percent", hint: "1…1000")
        }
        let event = ProgressEvent.retry(
            tasks.map { RetriedTask(id: $0.id, type: $0.type, run: $0.retries + 1) }, raisingLimitsBy: percent)
        if case .refused(let reason) = try await apply(event, to: world) {
            throw .conflict(reason, hint: "raise the limits: --raise-limits PERCENT, raise_limits=PERCENT")
        }
        do {
            let progress = try await book.progress(of: world)
            // Later posts wait for the retried ones again.
            engine?.expectPosts(of: tasks)
            var reopened: [TaskNotice] = []
            for task in tasks where try await queue.reopen(task.id, run: task.retries + 1) { reopened.append(TaskNotice(task)) }
            if progress?.isPaused == true { try await queue.suspend(world) } else { engine?.announce(reopened) }
            return Retried(tasks: reopened.count, world: try await self.world(world))
        } catch let error as ControlError {
            throw error
        } catch let error as StoreError {
            throw ControlError(error)
        } catch {
            throw .store("\(error)")
        }
    }

    /// The failed tasks of a world whose end has been counted.
    private func failedTasks(of world: Identifier) async throws(ControlError) -> [TaskRecord] {
        let progress: WorldProgress?
        do { progress = try await book.reload(world) } catch { throw ControlError(error) }
        guard let progress else { throw .unknownWorld(world.canonical) }
        var failed: [TaskRecord] = []
        let conditions: [Filter] = [
            .equals(TaskKey.worldID, .string(world.canonical)), .equals(TaskKey.status, .string(WorkStatus.failed.rawValue)),
        ]
        try await store.visit(TaskQueue.collection, conditions) { document in
            if let task = TaskRecord(document), progress.hasCounted(task.id, run: task.retries) { failed.append(task) }
        }
        return failed
    }
}
