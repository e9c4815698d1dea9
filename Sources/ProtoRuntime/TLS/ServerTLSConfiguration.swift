/// How a server secures its connections.
///
/// ALPN is required: clients that do not offer `h2` are refused. Sessions are resumed by tickets, renegotiation is not allowed.
public struct ServerTLSConfiguration: Sendable {
    /// Whether clients have to show a certificate.
    public enum ClientCertificates: Sendable, Hashable {
        /// They are not asked for one.
        case ignored
        /// They may show one, which then must lead to one of the roots.
        case requested(TLSTrustRoots)
        /// They must show one that leads to one of the roots ("mTLS").
        case required(TLSTrustRoots)

        var roots: TLSTrustRoots? {
            switch self {
            case .ignored: nil
            case .requested(let roots), .required(let roots): roots
            }
        }
    }

    /// The server's certificates and key.
    public var identity: TLSIdentity
    /// Whether clients have to show a certificate. The handlers find it in `ServerContext.tlsPeer`.
    public var clientCertificates: ClientCertificates
    /// The oldest protocol version that is accepted.
    public var minimumVersion = TLSVersion.tls12
    /// Is told when changed files could not be loaded; the certificates in use stay. Called on an event loop: it must not block.
    public var onReloadFailure: (@Sendable (TLSError) -> Void)?

    /// - Parameters:
    ///   - identity: the server's certificates and key.
    ///   - clientCertificates: whether clients have to show a certificate.
    public init(identity: TLSIdentity, clientCertificates: ClientCertificates = .ignored) {
        self.identity = identity
        self.clientCertificates = clientCertificates
    }
}

/// The certificates of a server, loaded and ready; may serve several servers.
///
/// Files are looked at again, at most once a second, when a connection comes in; when one has changed, new connections get the new
/// certificates. While the new files are broken, or do not belong together yet, the last good ones stay.
public final class TLSServerContext: Sendable {
    private let store: TLSContextStore

    /// Loads the certificates and keys.
    /// - Throws: `TLSError` when a file is missing, holds nothing usable, or the key is not that of the certificate.
    public init(_ configuration: ServerTLSConfiguration) throws(TLSError) {
        store = try TLSContextStore(
            paths: configuration.identity.paths + (configuration.clientCertificates.roots?.paths ?? []),
            didFail: configuration.onReloadFailure
        ) { () throws(TLSError) in try TLSContext(server: configuration) }
    }

    /// Loads the files now, whether they have changed or not.
    /// - Throws: `TLSError`; the certificates in use stay then.
    public func reload() throws(TLSError) { try store.reload() }

    /// A session for a connection that was accepted; on the connection's loop, whose buffers it uses.
    func makeSession(_ buffers: TLSBuffers) throws(TLSError) -> TLSSession {
        try TLSSession(role: .server, context: store.current(), buffers: buffers)
    }
}
