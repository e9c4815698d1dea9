/// Why a request got no answer.
public enum HTTPClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The URL is malformed, or its scheme is neither `http` nor `https`.
    case invalidURL(String)
    /// A header field has a name or a value that cannot be sent: empty, with a line break, or with a space in the name.
    case invalidHeader(String)
    /// The host's name has no address.
    case unknownHost(String)
    /// No connection: refused or unreachable.
    case connectionFailed(String)
    /// The server's certificate is signed by nobody who is trusted, has expired, or has another name.
    case untrusted(String)
    /// TLS failed for another reason: the handshake broke off, or the two sides have nothing in common.
    case tlsFailed(String)
    /// The request's time, or the time to connect, is over.
    case timeout(String)
    /// The answer is larger than the given number of bytes.
    case tooLarge(limit: Int)
    /// The calling task was cancelled.
    case cancelled
    /// The file to send or to write cannot be used.
    case file(path: String, reason: String)
    /// The client was closed before the request ended.
    case closed
    /// The connection broke off, or the peer does not speak HTTP.
    case transport(String)

    /// What happened, in the words of the transport where it has any.
    public var description: String {
        switch self {
        case .invalidURL(let text): "invalid URL (an absolute http or https URL is accepted): \(text)"
        case .invalidHeader(let name): "header field \"\(name)\" cannot be sent: names are tokens, values have no line breaks"
        case .unknownHost(let text): "unknown host: \(text)"
        case .connectionFailed(let text): "connection failed: \(text)"
        case .untrusted(let text):
            "the server's certificate is not trusted: \(text) (SSL_CERT_FILE names a PEM file with an authority of your own)"
        case .tlsFailed(let text): "TLS failed: \(text)"
        case .timeout(let text): "timed out: \(text)"
        case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .cancelled: "the request was cancelled"
        case .file(let path, let reason): "file \(path): \(reason)"
        case .closed: "the HTTP client was closed"
        case .transport(let text): "transfer failed: \(text)"
        }
    }

    /// Whether nothing can have reached the peer, so that sending the request again repeats no effect.
    public var isBeforeSending: Bool {
        switch self {
        case .invalidURL, .invalidHeader, .unknownHost, .connectionFailed, .untrusted, .tlsFailed: true
        case .timeout, .tooLarge, .cancelled, .file, .closed, .transport: false
        }
    }
}
