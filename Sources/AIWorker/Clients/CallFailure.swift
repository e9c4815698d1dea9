/// Why one call to a provider or a service brought nothing, and what may be done about it (generation flow 4.3).
struct CallFailure: Error, Sendable, Hashable, CustomStringConvertible {
    enum Kind: Sendable, Hashable {
        /// Trying again may help; the other side may have said when.
        case retryable(after: Duration?)
        /// Trying again with the same request cannot help.
        case permanent
        /// The content was refused; another prompt may pass.
        case moderation
        /// The breaker of this dependency is open; no call was made.
        case circuitOpen(retryAfter: Duration)
        /// The call was not made or not finished for a reason of our own: the task was cancelled, the store is in trouble.
        case interrupted
        /// The world does not go on: its limit is used up or it has failed.
        case worldStopped
        /// The world waits to be resumed.
        case worldPaused
    }

    let kind: Kind
    let description: String
    /// What an unusable answer cost all the same, in millionths of a dollar.
    var microdollars: Int64 = 0
    /// The HTTP status of the answer, when there was one.
    var status: Int?
    /// Whether a service said that it is not there, or could not be reached: waiting helps, whatever the task.
    var isUnavailable = false

    static func retryable(_ description: String, after: Duration? = nil, microdollars: Int64 = 0) -> CallFailure {
        CallFailure(kind: .retryable(after: after), description: description, microdollars: microdollars)
    }

    static func permanent(_ description: String) -> CallFailure { CallFailure(kind: .permanent, description: description) }

    static func moderation(_ description: String, microdollars: Int64 = 0) -> CallFailure {
        CallFailure(kind: .moderation, description: description, microdollars: microdollars)
    }

    static let worldPaused = CallFailure(kind: .worldPaused, description: "the world is paused")

    static let cancelled = CallFailure(kind: .interrupted, description: "cancelled")

    /// Whether the dependency itself is in trouble: what a breaker counts.
    var isOutage: Bool {
        if case .retryable = kind { true } else { false }
    }

    /// An answer with a status of failure.
    static func http(status: Int, _ text: String, retryAfter: Duration? = nil) -> CallFailure {
        let kind: Kind =
            switch status {
            case 403: .moderation
            case 408, 429, 500...599: .retryable(after: retryAfter)
            default: .permanent
            }
        return CallFailure(kind: kind, description: "HTTP \(status): \(text)", status: status)
    }
}
