import Environments
import Persistence

extension TaskQueue {
    /// How a task goes back into the queue.
    struct Release: Sendable {
        let error: String
        let failures: Int
        let notBefore: Timestamp?
        let heldSince: Timestamp?
        /// Steps that were achieved and not kept yet.
        let checkpoint: Document
        /// Whether the task waits for its world to be resumed.
        let isSuspended: Bool
        /// The attempts so far; the running one is noted as ended.
        let attempts: AttemptLog

        /// - Parameter pause: the pause after so many failed attempts.
        init(_ verdict: Verdict, _ task: ClaimedTask, pause: (Int) -> Duration, now: Timestamp) {
            checkpoint = task.unsavedSteps
            attempts = task.record.attempts
            if case .suspend = verdict { isSuspended = true } else { isSuspended = false }
            switch verdict {
            case .hold(let reason, let wait):
                error = reason
                failures = task.record.failures
                notBefore = now + wait
                heldSince = task.record.heldSince(asOf: now)
            case .tryAgain(let reason):
                error = reason
                failures = task.record.failures + 1
                notBefore = now + pause(failures)
                heldSince = nil
            case .putBack(let reason), .suspend(let reason), .fail(let reason):
                error = reason
                failures = task.record.failures
                notBefore = nil
                heldSince = task.record.heldSince
            case .drop:
                error = ""
                failures = task.record.failures
                notBefore = nil
                heldSince = task.record.heldSince
            }
        }
    }
}
