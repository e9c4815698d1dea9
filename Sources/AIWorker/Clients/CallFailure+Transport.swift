import HTTPClient
import HTTPMessages
import ProtoRuntime

extension CallFailure {
    init(_ error: HTTPClientError) {
        switch error {
        case .cancelled: self = .cancelled
        case .invalidURL, .invalidHeader, .tooLarge, .file: self = .permanent(error.description)
        case .unknownHost, .connectionFailed, .tlsFailed, .timeout, .closed, .transport: self = .retryable(error.description)
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
    /// `Retry-After` in seconds; a date is ignored, the usual wait applies then.
    var retryAfter: Duration? {
        guard let text = self["retry-after"], let seconds = Int(text), seconds >= 0 else { return nil }
        return .seconds(Swift.min(seconds, 3600))
    }
}
