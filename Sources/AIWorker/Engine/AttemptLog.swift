import Environments
import Persistence

/// When a task was worked on, by whom, and what came of it: the last attempts of its document.
struct AttemptLog: Sendable, Hashable {
    private enum Key {
        static let worker = "worker_id"
        static let startedAt = "started_at"
        static let endedAt = "ended_at"
        static let error = "error"
    }

    /// A task that waits for a service is claimed again and again; of its attempts so many are kept.
    private static let kept = 20

    private let attempts: [DocumentValue]
    private let startedAt: Timestamp?

    /// No attempts.
    init() {
        attempts = []
        startedAt = nil
    }

    /// The attempts that a task's document holds.
    init(_ task: Document) {
        attempts = task[TaskKey.attempts]?.array ?? []
        startedAt = task[TaskKey.startedAt]?.date
    }

    /// When the task was first claimed. It is written beside the attempts when the first of them ends.
    var firstStart: Timestamp? { startedAt ?? attempts.first?.document?[Key.startedAt]?.date }

    /// The time of the attempts together, without the pauses between them; `nil` while none has ended.
    var worked: Duration? {
        let spans = attempts.compactMap { attempt -> Duration? in
            guard let start = attempt.document?[Key.startedAt]?.date, let end = attempt.document?[Key.endedAt]?.date else { return nil }
            return end - start
        }
        return spans.isEmpty ? nil : spans.reduce(.zero, +)
    }

    /// An attempt that begins.
    static func beginning(of workerID: String, at time: Timestamp) -> DocumentValue {
        .document([Key.worker: .string(workerID), Key.startedAt: .date(time)])
    }

    /// The changes that note the end of the last attempt; none when there are no attempts.
    func end(at time: Timestamp, error: String?) -> [Update.Operation] {
        guard var last = attempts.last?.document else { return [] }
        last[Key.endedAt] = .date(time)
        if let error { last[Key.error] = .string(error) }
        var changes: [Update.Operation] = []
        if startedAt == nil, let firstStart { changes.append(.set(TaskKey.startedAt, .date(firstStart))) }
        if attempts.count > Self.kept {
            changes.append(.set(TaskKey.attempts, .array(attempts.suffix(Self.kept).dropLast() + [.document(last)])))
        } else {
            changes.append(.set("\(TaskKey.attempts).\(attempts.count - 1)", .document(last)))
        }
        return changes
    }
}
