import COpenSSL
import CTLS

/// One end of a TLS connection (RFC 8446): turns records into bytes and bytes into records, without touching a socket.
///
/// OpenSSL reads and writes records in the loop's memory, not on the descriptor: a connection then costs one `recv` and one `send` a turn,
/// whatever the number of records, and no buffer while it is idle.
///
/// Not `Sendable`: a session belongs to its connection's loop.
final class TLSSession {
    /// What records have brought.
    struct Received {
        /// Plaintext, valid until the next call of a session of the same loop; may be empty.
        var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        /// Why nothing will follow.
        var end: End?
    }

    /// How a session ends.
    enum End {
        /// The peer has said so (`close_notify`).
        case closed
        case failed(TLSError)
    }

    private enum State {
        case handshake
        case established
        case over
    }

    private let session: OpaquePointer
    private let context: TLSContext
    private let role: HTTP2Connection.Role
    private let buffers: TLSBuffers
    private let pipe: UnsafeMutablePointer<ctls_pipe>
    private var state = State.handshake
    private var ticketKey: String?
    private var expectedName: String?
    private var distrust: String?
    /// Who is at the other end; `nil` until the handshake is over.
    private(set) var peer: TLSPeer?

    init(role: HTTP2Connection.Role, context: TLSContext, buffers: TLSBuffers) throws(TLSError) {
        ERR_clear_error()
        guard let pipe = buffers.pipe, let session = SSL_new(context.pointer) else { throw TLSFailure.last() }
        guard ctls_set_pipe(session, pipe) == 1 else {
            SSL_free(session)
            throw TLSFailure.last()
        }
        self.session = session
        self.context = context
        self.role = role
        self.buffers = buffers
        self.pipe = pipe
        // OpenSSL calls back while it is called, and the object outlives the session.
        ctls_set_owner(session, Unmanaged.passUnretained(self).toOpaque())
        switch role {
        case .server: SSL_set_accept_state(session)
        case .client: SSL_set_connect_state(session)
        }
    }

    deinit { SSL_free(session) }

    /// Whether bytes can be sent.
    var isEstablished: Bool { state == .established }

    // MARK: A client's preparations

    /// Names the server whose certificate is accepted: a DNS name, which SNI sends too, or an IP address.
    func expect(_ name: String) throws(TLSError) {
        var name = name
        if name.hasSuffix(".") { name.removeLast() }
        expectedName = name
        let parameters = SSL_get0_param(session)
        ERR_clear_error()
        if X509_VERIFY_PARAM_set1_ip_asc(parameters, name) == 1 { return }
        ERR_clear_error()
        // The common name of the subject is not looked at (RFC 9525, section 2).
        X509_VERIFY_PARAM_set_hostflags(
            parameters, UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        guard !name.isEmpty, !name.utf8.contains(0), X509_VERIFY_PARAM_set1_host(parameters, name, 0) == 1,
            ctls_set_server_name(session, name) == 1
        else {
            ERR_clear_error()
            throw .failed("\"\(name)\" cannot be the name of a server")
        }
    }

    /// Resumes the last session with the server of `key` if it has offered that, and keeps what it offers from now on.
    func resume(key: String) {
        ticketKey = key
        if let ticket = context.tickets.take(key) { SSL_set_session(session, ticket.pointer) }
    }

    // MARK: Traffic

    /// Begins; a client has something to send then.
    func start() -> TLSError? {
        guard role == .client else { return nil }
        return advance()
    }

    /// Takes records from the peer. What has to be answered is in the output afterwards, also when the session has failed.
    func receive(_ records: UnsafeRawBufferPointer) -> Received {
        pipe.pointee.input = records.baseAddress?.assumingMemoryBound(to: UInt8.self)
        pipe.pointee.input_count = records.count
        defer { pipe.pointee.input_count = 0 }
        if state == .handshake, let failure = advance() { return Received(end: .failed(failure)) }
        return state == .established ? read() : Received()
    }

    private func read() -> Received {
        var received = Received()
        var filled = 0
        while received.end == nil {
            guard filled < buffers.plaintext.count else {
                received.end = .failed(.failed("more data than records can hold"))
                break
            }
            var count = 0
            ERR_clear_error()
            let outcome = SSL_read_ex(
                session, buffers.plaintext.baseAddress?.advanced(by: filled), buffers.plaintext.count - filled, &count)
            filled += count
            if outcome == 1 { continue }
            switch SSL_get_error(session, outcome) {
            case SSL_ERROR_WANT_READ:
                received.bytes = UnsafeRawBufferPointer(rebasing: buffers.plaintext[0..<filled])
                return received
            case SSL_ERROR_ZERO_RETURN:
                received.end = .closed
            default:
                received.end = .failed(fail())
            }
        }
        received.bytes = UnsafeRawBufferPointer(rebasing: buffers.plaintext[0..<filled])
        return received
    }

    /// Turns bytes into records.
    func send(_ bytes: UnsafeRawBufferPointer) -> TLSError? {
        var count = 0
        ERR_clear_error()
        return SSL_write_ex(session, bytes.baseAddress, bytes.count, &count) == 1 ? nil : fail()
    }

    /// Says goodbye (`close_notify`), unless the session has failed.
    func finish() {
        guard state == .established else { return }
        state = .over
        ERR_clear_error()
        SSL_shutdown(session)
    }

    /// Hands the records that wait to be sent to `body`, and forgets them.
    func takeOutput<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        defer { pipe.pointee.output_count = 0 }
        return body(UnsafeRawBufferPointer(start: pipe.pointee.output, count: pipe.pointee.output_count))
    }

    private func advance() -> TLSError? {
        ERR_clear_error()
        let outcome = SSL_do_handshake(session)
        guard outcome == 1 else { return SSL_get_error(session, outcome) == SSL_ERROR_WANT_READ ? nil : fail() }
        state = .established
        let isHTTP2 = withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>?.self, capacity: 1) { name in
            var count: UInt32 = 0
            name[0] = nil
            SSL_get0_alpn_selected(session, name.baseAddress, &count)
            return UnsafeBufferPointer(start: name[0], count: Int(count)).equals("h2")
        }
        guard isHTTP2 else { return .noHTTP2 }
        peer = describePeer()
        return nil
    }

    private func fail() -> TLSError {
        state = .over
        return TLSFailure.last(distrust: distrust)
    }

    private func describePeer() -> TLSPeer {
        var certificate: PeerCertificate?
        if let shown = SSL_get1_peer_certificate(session) {
            certificate = PeerCertificate(shown)
            X509_free(shown)
        }
        return TLSPeer(
            version: String(cString: SSL_get_version(session)),
            cipherSuite: SSL_CIPHER_standard_name(SSL_get_current_cipher(session)).map { String(cString: $0) } ?? "unknown",
            serverName: SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) },
            isResumed: SSL_session_reused(session) == 1, certificate: certificate)
    }
}

// MARK: What OpenSSL calls back

extension TLSSession {
    static func owner(of session: OpaquePointer?) -> TLSSession? {
        guard let session, let owner = ctls_owner(session) else { return nil }
        // The object frees the OpenSSL session in its `deinit`: it is alive while OpenSSL calls back.
        return Unmanaged<TLSSession>.fromOpaque(owner).takeUnretainedValue()
    }

    static func owner(verifying verification: OpaquePointer) -> TLSSession? {
        let session = X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx())
        return owner(of: session.map { OpaquePointer($0) })
    }

    /// Keeps a session that the server offers to resume.
    /// - Returns: whether the reference was taken over.
    func keep(_ ticket: OpaquePointer?) -> Bool {
        guard let ticket, let ticketKey else { return false }
        context.tickets.put(TLSTicketCache.Ticket(ticket), for: ticketKey)
        return true
    }

    /// Notes why the peer's certificate is not accepted, while it can still be looked at.
    func didDistrust(_ verification: OpaquePointer) {
        let code = X509_STORE_CTX_get_error(verification)
        var text = String(cString: X509_verify_cert_error_string(Int(code)))
        if let shown = X509_STORE_CTX_get_current_cert(verification), let certificate = PeerCertificate(shown) {
            switch code {
            case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
                let names = certificate.dnsNames + certificate.ipAddresses
                text += ": wanted \(expectedName ?? ""), the certificate is for \(names.isEmpty ? "nobody" : names.joined(separator: ", "))"
            case X509_V_ERR_CERT_HAS_EXPIRED:
                text += ": \(certificate.subject) was valid until \(PeerCertificate.expiry(shown))"
            default:
                text += ": \(certificate.subject)"
            }
        }
        distrust = text
    }
}
