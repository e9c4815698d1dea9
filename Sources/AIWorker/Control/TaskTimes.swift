import Environments
import Persistence

extension WorkerControl {
    /// When each task of a world was made, begun and ended, and each of its attempts, oldest first. The keys are those of the tasks' documents.
    ///
    /// - Throws: `ControlError`.
    public func timeline(of world: Identifier) async throws(ControlError) -> Document {
        let status = try await self.world(world)
        var tasks: [(Timestamp, Document)] = []
        try await store.visit(TaskQueue.collection, [.equals(TaskKey.worldID, .string(world.canonical))]) { document in
            let times = TaskTimes(document)
            tasks.append((times.startedAt ?? times.createdAt, times.document))
        }
        tasks.sort { $0.0 < $1.0 }
        var timeline: Document = [TaskKey.worldID: .string(world.canonical)]
        for key in [TaskKey.status, TaskKey.createdAt, TaskKey.updatedAt] { timeline[key] = status[key] }
        timeline["tasks"] = .array(tasks.map { .document($0.1) })
        return timeline
    }
}

/// The times in a task's document.
struct TaskTimes: Sendable {
    let createdAt: Timestamp
    let startedAt: Timestamp?
    let finishedAt: Timestamp?
    private let task: Document

    init(_ task: Document) {
        self.task = task
        createdAt = task[TaskKey.createdAt]?.date ?? Timestamp(microseconds: 0)
        startedAt = AttemptLog(task).firstStart
        finishedAt = task[TaskKey.finishedAt]?.date
    }

    /// What the timeline says of the task.
    var document: Document {
        var times: Document = [TaskKey.id: .string(task.id)]
        for key in [TaskKey.type, TaskKey.parent, TaskKey.status, TaskKey.createdAt] { times[key] = task[key] ?? .null }
        times[TaskKey.startedAt] = startedAt.map(DocumentValue.date) ?? .null
        times[TaskKey.finishedAt] = finishedAt.map(DocumentValue.date) ?? .null
        times[TaskKey.attempts] = task[TaskKey.attempts] ?? []
        times[TaskKey.retries] = task[TaskKey.retries] ?? 0
        times[TaskKey.error] = task[TaskKey.error] ?? .null
        return times
    }
}
