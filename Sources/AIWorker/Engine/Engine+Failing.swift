import Environments
import Persistence
import Telemetry

extension Engine {
    /// Ends a run that has failed. As long as the store does not take the outcome, the task stays here and it is tried again; a task whose
    /// document does not take it fails for that.
    func settle(_ task: ClaimedTask, _ error: any Error) async -> Departure {
        var cause = error
        while true {
            do {
                return try await conclude(task, verdict(task, cause))
            } catch {
                log(.error, "a failed task could not be written", task.record, ["error": "\(error)"])
                if case .invalid = error { cause = error }
                guard !held.isClosed, (try? await Task.sleep(for: configuration.outagePause)) != nil else { return .gone }
            }
        }
    }

    private func verdict(_ task: ClaimedTask, _ error: any Error) -> Verdict {
        let verdict = Verdict(error, task.record, configuration, now: environment.now())
        // What was interrupted here without being stopped, by trouble with the store, is not tried again at once.
        if case .putBack(let reason) = verdict, !held.isClosed, !Task.isCancelled { return .hold(reason, configuration.outagePause) }
        return verdict
    }

    private func conclude(_ task: ClaimedTask, _ verdict: Verdict) async throws(StoreError) -> Departure {
        let record = task.record
        switch verdict {
        case .drop:
            log(.warning, "a task was taken over by another worker", record)
        case .fail(let reason):
            try await fail(record, reason)
        case .suspend:
            let release = TaskQueue.Release(verdict, task, pause: taskPause, now: environment.now())
            if try await queue.release(record.id, release) { return .suspended }
        case .putBack, .hold, .tryAgain:
            let release = TaskQueue.Release(verdict, task, pause: taskPause, now: environment.now())
            log(.warning, "a task goes back into the queue", record, ["error": release.error])
            let isLeft = held.isClosed && distribution.broker == nil
            if try await queue.release(record.id, release, isLeft: isLeft) {
                listener?.task(TaskNotice(record), ended: .retrying(release.error))
                return .due(release.notBefore ?? environment.now())
            }
        }
        return .gone
    }

    private func taskPause(after failures: Int) -> Duration {
        RetryPolicy(attempts: 0, initialPause: configuration.taskRetryPause, maximumPause: configuration.maximumPause)
            .pause(after: failures, asked: nil, environment: environment)
    }

    private func fail(_ record: TaskRecord, _ reason: String) async throws(StoreError) {
        log(.error, "a task failed for good", record, ["error": reason])
        let isFailed: Bool
        do {
            isFailed = try await queue.fail(record.id, error: reason, failures: record.failures + 1, attempts: record.attempts)
        } catch StoreError.invalid {
            // The list of attempts is none any more.
            isFailed = try await queue.fail(record.id, error: reason, failures: record.failures + 1)
        }
        guard isFailed else { return }
        meters.failed(record.type)
        listener?.task(TaskNotice(record), ended: .failed(reason))
        let children = try await queue.children(of: record.id, in: record.worldID).compactMap(TaskRecord.init)
        await count(
            EndedTask(
                id: record.id, type: record.type, parent: record.parent, run: record.retries, failure: reason,
                children: children.map(EndedTask.Child.init)),
            of: record.worldID)
        postEnded(record)
    }

    /// Writes a line with the ids of a task.
    func log(_ level: LogLevel, _ message: String, _ record: TaskRecord, _ fields: @autoclosure () -> LogFields = [:]) {
        guard logger.isEnabled(level) else { return }
        logger.with(CallOrigin(record).fields).log(level, message, fields())
    }
}
