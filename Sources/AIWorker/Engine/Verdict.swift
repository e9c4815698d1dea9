import Environments
import Persistence

/// What becomes of a task whose run ended with an error.
enum Verdict: Sendable, Hashable {
    /// It is not this worker's task any more.
    case drop
    /// It was interrupted: it goes back as it is.
    case putBack(String)
    /// Its world is paused: it goes back as it is, and waits for the world to be resumed.
    case suspend(String)
    /// A dependency is down: it waits, and no attempt is counted.
    case hold(String, Duration)
    /// Another attempt follows.
    case tryAgain(String)
    /// It has failed.
    case fail(String)

    init(_ error: any Error, _ record: TaskRecord, _ configuration: AIWorkerConfiguration, now: Timestamp) {
        let attempts = record.type.isCritical ? configuration.criticalAttempts : configuration.otherAttempts
        func again(_ reason: String) -> Verdict { record.failures + 1 < attempts ? .tryAgain(reason) : .fail(reason) }
        /// As long as outages are waited for. From then on it is taken for the request's own fault.
        func wait(_ reason: String, _ pause: Duration) -> Verdict {
            now - record.heldSince(asOf: now) < configuration.longestOutage ? .hold(reason, pause) : again(reason)
        }

        switch error {
        case is LeaseLost: self = .drop
        case let failure as StoreError where failure.isOutage: self = wait(failure.description, configuration.outagePause)
        case ProgressError.store(let failure) where failure.isOutage: self = wait(failure.description, configuration.outagePause)
        // A document that does not take what is to be written into it never will.
        case StoreError.invalid(let reason): self = .fail(reason)
        case is CancellationError: self = .putBack("interrupted")
        case let failure as JobFailure: self = failure.isRetryable ? again(failure.description) : .fail(failure.description)
        case let failure as CallFailure:
            switch failure.kind {
            case .worldPaused: self = .suspend(failure.description)
            case .interrupted: self = .putBack(failure.description)
            case .retryable where failure.isUnavailable || failure.isOutage: self = wait(failure.description, configuration.outagePause)
            case .retryable: self = again(failure.description)
            case .permanent, .moderation, .worldStopped: self = .fail(failure.description)
            case .circuitOpen(let pause): self = wait(failure.description, pause)
            }
        default: self = again("\(error)")
        }
    }
}

extension StoreError {
    /// Whether the store is not there at the moment; waiting helps.
    fileprivate var isOutage: Bool {
        switch self {
        case .unavailable, .deadlineExceeded: true
        case .duplicateKey, .corrupted, .invalid, .io: false
        }
    }
}
