import Persistence
import Synchronization

/// A task that this worker holds, with what its steps have achieved so far.
final class ClaimedTask: Sendable {
    let record: TaskRecord
    private let steps: Mutex<Steps>

    private struct Steps {
        var all: Document
        /// Achieved and not stored yet.
        var unsaved: Document = [:]
    }

    init(_ record: TaskRecord) {
        self.record = record
        steps = Mutex(Steps(all: record.checkpoint))
    }

    func achieved(_ step: String) -> DocumentValue? { steps.withLock { $0.all[step] } }

    /// Keeps a step's value in memory; it is stored with the task's next release.
    func achieve(_ step: String, _ value: DocumentValue) {
        steps.withLock {
            $0.all[step] = value
            $0.unsaved[step] = value
        }
    }

    func saved(_ step: String) { steps.withLock { $0.unsaved[step] = nil } }

    var unsavedSteps: Document { steps.withLock { $0.unsaved } }
}
