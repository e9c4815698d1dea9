/// Why TLS cannot be set up or a connection cannot be secured.
public enum TLSError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A file cannot be read.
    case unreadable(path: String, reason: String)
    /// A certificate chain or a set of trust roots cannot be used. `source` is a path, or "PEM bytes".
    case invalidCertificate(source: String, reason: String)
    /// A private key cannot be used.
    case invalidPrivateKey(source: String, reason: String)
    /// The private key is not that of the first certificate of the chain.
    case keyMismatch(certificate: String, privateKey: String)
    /// The peer's certificate, or the lack of one, was not accepted.
    case untrustedPeer(String)
    /// The peer has refused the connection with an alert (RFC 8446, section 6), such as "certificate required" or "unknown ca".
    case refusedByPeer(alert: String)
    /// The peer did not agree on HTTP/2 by ALPN (RFC 7301), which gRPC requires.
    case noHTTP2
    /// The peer does not speak TLS.
    case notTLS
    /// The connection could not be secured, or broke, for another reason.
    case failed(String)

    /// What was wrong.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .invalidCertificate(let source, let reason): "no usable certificate in \(source): \(reason)"
        case .invalidPrivateKey(let source, let reason): "no usable private key in \(source): \(reason)"
        case .keyMismatch(let certificate, let key): "the private key of \(key) is not that of the first certificate of \(certificate)"
        case .untrustedPeer(let reason): "TLS: the peer is not trusted: \(reason)"
        case .refusedByPeer(let alert): "TLS: the peer has refused the connection: \(alert)"
        case .noHTTP2: "TLS: the peer does not offer HTTP/2 (ALPN \"h2\")"
        case .notTLS: "TLS: the peer does not speak TLS"
        case .failed(let reason): "TLS: \(reason)"
        }
    }
}
