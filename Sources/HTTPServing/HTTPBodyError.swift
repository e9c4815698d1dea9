/// Why a request body could not be read to its end.
public enum HTTPBodyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The connection ended, or timed out, before the declared length or the last chunk had arrived.
    case connectionLost
    /// The body is larger than the given number of bytes.
    case tooLarge(limit: Int)
    /// The reading task was cancelled.
    case cancelled

    /// What happened, and what is accepted.
    public var description: String {
        switch self {
        case .connectionLost: "the connection ended before the whole request body had arrived"
        case .tooLarge(let limit): "the request body is larger than \(limit) bytes"
        case .cancelled: "reading the request body was cancelled"
        }
    }
}
