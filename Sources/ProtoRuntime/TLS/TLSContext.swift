import COpenSSL
import CTLS

/// What OpenSSL calls a context: certificates, keys, trust roots and rules, from which sessions are made.
///
/// `@unchecked Sendable`: configured in `init` and only read afterwards; OpenSSL makes sessions from one context on any thread.
final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer
    /// The sessions that servers have offered to resume. They die with the context, so that what was believed under earlier roots is
    /// not believed any longer.
    let tickets = TLSTicketCache()

    private init(_ method: OpaquePointer?, minimumVersion: TLSVersion) throws(TLSError) {
        // OpenSSL is not to tidy up when the process exits: event loops may be in the middle of a session then.
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
        ERR_clear_error()
        guard let pointer = SSL_CTX_new(method) else { throw TLSFailure.last() }
        self.pointer = pointer
        let version = minimumVersion == .tls13 ? TLS1_3_VERSION : TLS1_2_VERSION
        guard ctls_configure(pointer, version) == 1 else { throw TLSFailure.last() }
    }

    deinit { SSL_CTX_free(pointer) }

    /// A context for accepted connections.
    convenience init(server configuration: ServerTLSConfiguration) throws(TLSError) {
        try self.init(TLS_server_method(), minimumVersion: configuration.minimumVersion)
        guard ctls_configure_server(pointer) == 1 else { throw TLSFailure.last() }
        try use(configuration.identity)
        switch configuration.clientCertificates {
        case .ignored:
            verify(SSL_VERIFY_NONE)
        case .requested(let roots):
            try trust(roots, announced: true)
            verify(SSL_VERIFY_PEER)
        case .required(let roots):
            try trust(roots, announced: true)
            verify(SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT)
        }
    }

    /// A context for connections to servers.
    convenience init(client configuration: ClientTLSConfiguration) throws(TLSError) {
        try self.init(TLS_client_method(), minimumVersion: configuration.minimumVersion)
        let isReady = ctls_configure_client(pointer) { session, ticket in TLSSession.owner(of: session)?.keep(ticket) == true ? 1 : 0 }
        guard isReady == 1 else { throw TLSFailure.last() }
        if let identity = configuration.identity { try use(identity) }
        switch configuration.verification {
        case .full:
            try trust(configuration.trustRoots, announced: false)
            verify(SSL_VERIFY_PEER)
        case .insecureNone:
            verify(SSL_VERIFY_NONE)
        }
    }

    private func verify(_ mode: Int32) {
        SSL_CTX_set_verify(pointer, mode) { isGood, verification in
            if isGood == 0, let verification { TLSSession.owner(verifying: verification)?.didDistrust(verification) }
            return isGood
        }
    }

    private func use(_ identity: TLSIdentity) throws(TLSError) {
        let chain = try PEM.certificates(identity.certificateChain)
        let key = try PEM.privateKey(identity.privateKey)
        for (index, certificate) in chain.enumerated() {
            let isTaken =
                index == 0
                ? SSL_CTX_use_certificate(pointer, certificate.pointer) : ctls_add_chain_certificate(pointer, certificate.pointer)
            guard isTaken == 1 else {
                throw .invalidCertificate(source: identity.certificateChain.name, reason: TLSFailure.lastReason())
            }
        }
        guard X509_check_private_key(chain[0].pointer, key.pointer) == 1 else {
            ERR_clear_error()
            throw .keyMismatch(certificate: identity.certificateChain.name, privateKey: identity.privateKey.name)
        }
        guard SSL_CTX_use_PrivateKey(pointer, key.pointer) == 1 else {
            throw .invalidPrivateKey(source: identity.privateKey.name, reason: TLSFailure.lastReason())
        }
    }

    /// - Parameter announced: whether the peer is told which authorities are believed, so that it can choose among its certificates.
    private func trust(_ roots: TLSTrustRoots, announced: Bool) throws(TLSError) {
        switch roots {
        case .system:
            guard SSL_CTX_set_default_verify_paths(pointer) == 1 else { throw TLSFailure.last() }
        case .certificates(let sources):
            let store = SSL_CTX_get_cert_store(pointer)
            // What is named is believed, also an intermediate certificate or that of a server itself.
            X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN))
            for source in sources {
                for certificate in try PEM.certificates(source) {
                    guard X509_STORE_add_cert(store, certificate.pointer) == 1,
                        !announced || SSL_CTX_add_client_CA(pointer, certificate.pointer) == 1
                    else {
                        throw .invalidCertificate(source: source.name, reason: TLSFailure.lastReason())
                    }
                }
            }
        }
    }
}
