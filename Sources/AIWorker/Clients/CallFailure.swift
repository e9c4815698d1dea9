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
    var description: String
    /// What an unusable answer cost all the same, in millionths of a dollar.
    var microdollars: Int64 = 0
    /// The HTTP status of the answer, or the one that its error stands for, when there was one.
    var status: Int?
    /// Whether a service said that it is not there, or could not be reached: waiting helps, whatever the task.
    var isUnavailable = false
    /// Whether nobody's calls to the dependency succeeded lately either: then it is the dependency that fails, not the request.
    var isOutage = false
    /// Whether the other side has done its work and only what it brought is of no use: that is no outage.
    var isAnswered = false
    /// Whether the answer ended at the limit of tokens.
    var isCutOff = false
    /// What was answered, for the record.
    var answer: String?

    static func retryable(_ description: String, after: Duration? = nil) -> CallFailure {
        CallFailure(kind: .retryable(after: after), description: description)
    }

    /// An answer that is of no use; the next one may be.
    static func unusable(_ description: String) -> CallFailure {
        CallFailure(kind: .retryable(after: nil), description: description, isAnswered: true)
    }

    static func permanent(_ description: String) -> CallFailure { CallFailure(kind: .permanent, description: description) }

    static func moderation(_ description: String) -> CallFailure { CallFailure(kind: .moderation, description: description) }

    static let worldPaused = CallFailure(kind: .worldPaused, description: "the world is paused")

    static let cancelled = CallFailure(kind: .interrupted, description: "cancelled")

    /// The same failure with what the unusable answer was and cost.
    func with(answer: String, microdollars: Int64) -> CallFailure {
        var failure = self
        failure.answer = answer
        failure.microdollars = microdollars
        return failure
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
