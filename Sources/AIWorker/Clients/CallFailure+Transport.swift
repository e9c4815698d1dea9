import Environments
import HTTPClient
import HTTPMessages
import ProtoRuntime

extension CallFailure {
    init(_ error: HTTPClientError) {
        switch error {
        case .cancelled: self = .cancelled
        case .invalidURL, .invalidHeader, .untrusted, .file: self = .permanent(error.description)
        case .tooLarge, .unknownHost, .connectionFailed, .tlsFailed, .timeout, .closed, .transport: self = .retryable(error.description)
        }
    }

    init(_ error: RPCError, calling method: String) {
        let text = "\(method): \(error.code): \(error.message)"
        switch error.code {
        case .cancelled: self = Task.isCancelled ? .cancelled : .retryable(text)
        case .unavailable: self = CallFailure(kind: .retryable(after: nil), description: text, isUnavailable: true)
        case .deadlineExceeded, .resourceExhausted, .aborted, .internal, .unknown: self = .retryable(text)
        default: self = .permanent(text)
        }
    }
}

extension HTTPHeaders {
    /// The longest wait that is honoured, in seconds: a task that waits keeps its place, and a later call may be answered all the same.
    private static let longestWait = 300

    /// How long `Retry-After` asks to wait (RFC 9110, 10.2.3): seconds, or a date, counted from the answer's own `Date` so that the clocks of
    /// the two sides may differ; at most five minutes. `nil` when nothing, or nothing that can be read, is asked.
    ///
    /// - Parameter now: the time by which a date counts when the answer has no date of its own.
    func retryAfter(now: Timestamp) -> Duration? {
        guard let text = self["retry-after"] else { return nil }
        if let seconds = Int(text) { return seconds < 0 ? nil : .seconds(Swift.min(seconds, Self.longestWait)) }
        guard let date = Timestamp(httpDate: text) else { return nil }
        let wait = date - (self["date"].flatMap(Timestamp.init(httpDate:)) ?? now)
        return Swift.min(Swift.max(wait, .zero), .seconds(Self.longestWait))
    }
}

extension [UInt8] {
    /// The beginning as text, for messages.
    var excerpt: String { String(decoding: prefix(500), as: UTF8.self) }

    /// The text as far as it is kept in records: 64 KiB.
    var recorded: String { String(decoding: prefix(64 * 1024), as: UTF8.self) }
}
