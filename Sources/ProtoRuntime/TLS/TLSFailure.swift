import COpenSSL
import CTLS

/// Reads OpenSSL's error queue, which belongs to the thread: it must be empty before a call whose failure shall be explained.
enum TLSFailure {
    /// The reason codes from here on are alerts that the peer has sent.
    private static let firstAlert: Int32 = 1000

    /// Takes the first error, which is the cause of the others, and empties the queue.
    private static func take() -> UInt {
        defer { ERR_clear_error() }
        return ERR_get_error()
    }

    /// The text of the last failure.
    static func lastReason() -> String { text(take()) }

    /// The last failure, without knowledge of a connection.
    static func last() -> TLSError { .failed(lastReason()) }

    /// The last failure of a session.
    /// - Parameter distrust: what was wrong with the peer's certificate, if that was looked at.
    static func last(distrust: String?) -> TLSError {
        let error = take()
        let reason = ctls_error_reason(error)
        switch reason {
        case SSL_R_CERTIFICATE_VERIFY_FAILED: return .untrustedPeer(distrust ?? text(error))
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE: return .untrustedPeer("it has shown no certificate")
        case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST, SSL_R_PACKET_LENGTH_TOO_LONG: return .notTLS
        case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_CALLBACK_FAILED: return .noHTTP2
        case firstAlert..<firstAlert + 256:
            return .refusedByPeer(alert: alert(text(error)))
        default: return .failed(text(error))
        }
    }

    /// The name of an alert in OpenSSL's text, which begins with the version that has introduced it: "tlsv1 alert unknown ca".
    private static func alert(_ text: String) -> String {
        var words = text.split(separator: " ").dropFirst()
        if words.first == "alert" { words.removeFirst() }
        return words.joined(separator: " ")
    }

    private static func text(_ error: UInt) -> String {
        ERR_reason_error_string(error).map { String(cString: $0) } ?? "OpenSSL error \(error)"
    }
}
