import Environments
import Persistence
import Telemetry

/// Tasks of worlds that were paused.
extension Engine {
    /// Takes up the tasks of a world when it is not paused any more. Asked after a task was suspended: the world may have been resumed just
    /// before that, and whoever resumed it could not know of the task.
    func wakeIfResumed(_ worldID: Identifier) async {
        do {
            guard let progress = try await book.reload(worldID), !progress.isPaused else { return }
            try await queue.releaseSuspended(worldID)
            try await announceAll(of: worldID)
        } catch {
            logger.error("a world could not be looked at", ["world_id": worldID.canonical, "error": "\(error)"])
        }
    }

    /// Takes up tasks whose world was resumed by a process that could not finish that.
    /// - Parameter paused: the worlds that are paused.
    func liftSuspensions(paused: [Identifier]) async throws {
        var seen = paused
        while let worldID = try await queue.suspendedWorld(otherThan: seen) {
            seen.append(worldID)
            await wakeIfResumed(worldID)
        }
    }

    /// Lets workers know of all tasks of a world that wait for nothing else.
    func announceAll(of worldID: Identifier) async throws(StoreError) {
        announce(try await queue.due(of: worldID).compactMap(TaskNotice.init))
    }
}
