/// How a client secures its connections. The server must agree on `h2` by ALPN.
public struct ClientTLSConfiguration: Sendable {
    /// How much of the server's certificate is looked at.
    public enum Verification: Sendable, Hashable {
        /// It must lead to one of the roots, be valid now, and stand for the server's name or address.
        case full
        /// It is not looked at: anybody on the way can read and change everything.
        case insecureNone
    }

    /// The certificate authorities that are believed.
    public var trustRoots: TLSTrustRoots
    /// What the client shows to a server that asks for a certificate.
    public var identity: TLSIdentity?
    /// The name or IP address that the server's certificate must stand for, and that SNI (RFC 6066, section 3) sends; `nil` means the
    /// host of the channel's authority. Also the value of `:authority` then, unless the channel's configuration sets one.
    public var serverName: String?
    /// How much of the server's certificate is looked at.
    public var verification = Verification.full
    /// The oldest protocol version that is accepted.
    public var minimumVersion = TLSVersion.tls12
    /// Is told when changed files could not be loaded; what is in use stays. Called on an event loop: it must not block.
    public var onReloadFailure: (@Sendable (TLSError) -> Void)?

    /// - Parameters:
    ///   - trustRoots: the certificate authorities that are believed.
    ///   - identity: what the client shows to a server that asks for a certificate.
    ///   - serverName: the name or IP address that the server's certificate must stand for, if that is not the host of the target.
    public init(trustRoots: TLSTrustRoots = .system, identity: TLSIdentity? = nil, serverName: String? = nil) {
        self.trustRoots = trustRoots
        self.identity = identity
        self.serverName = serverName
    }
}

/// The trust roots and certificates of a client, loaded and ready; may serve several channels. Keeps the sessions that servers offer to
/// resume. Changed files are loaded as by `TLSServerContext`.
public final class TLSClientContext: Sendable {
    /// The name that the configuration gives the server, whatever the target is.
    let serverName: String?
    /// That name as an authority (RFC 3986, section 3.2).
    var authority: String? { serverName.map { $0.contains(":") ? "[\($0)]" : $0 } }
    private let store: TLSContextStore

    /// Loads the trust roots, certificates and keys.
    /// - Throws: `TLSError` when a file is missing, holds nothing usable, or the key is not that of the certificate.
    public init(_ configuration: ClientTLSConfiguration) throws(TLSError) {
        serverName = configuration.serverName
        store = try TLSContextStore(
            paths: configuration.trustRoots.paths + (configuration.identity?.paths ?? []), didFail: configuration.onReloadFailure
        ) { () throws(TLSError) in try TLSContext(client: configuration) }
    }

    /// Loads the files now, whether they have changed or not.
    /// - Throws: `TLSError`; what is in use stays then.
    public func reload() throws(TLSError) { try store.reload() }

    /// A session for a connection to be secured; on the connection's loop, whose buffers it uses.
    /// - Parameters:
    ///   - host: the server's name or IP address, unless the configuration gives it another.
    ///   - peer: the address that the connection leads to: sessions are resumed with the same server only.
    func makeSession(host: String, peer: String, _ buffers: TLSBuffers) throws(TLSError) -> TLSSession {
        let session = try TLSSession(role: .client, context: store.current(), buffers: buffers)
        let name = serverName ?? host
        try session.expect(name)
        session.resume(key: "\(name) \(peer)")
        return session
    }
}
