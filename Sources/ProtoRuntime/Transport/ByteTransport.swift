import EventLoops
import Glibc

/// What secures the bytes of a connection.
enum TransportSecurity: Sendable {
    /// Nothing: cleartext.
    case none
    /// TLS, on the side that has accepted the connection.
    case server(TLSServerContext)
    /// TLS, on the side that has dialled `host`.
    case client(TLSClientContext, host: String)
}

/// What carries the bytes of an HTTP/2 connection: a connected socket, with TLS on it or without.
///
/// Output that the socket does not take at once is kept here and leaves first when there is room again, so that callers hand bytes over
/// once and never twice.
struct ByteTransport {
    /// What reading has brought.
    struct Input {
        /// Bytes of the peer, valid until the next read on the same loop; may be empty.
        var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        /// Why nothing will follow.
        var end: HTTP2Connection.CloseReason?
    }

    private let descriptor: Int32
    private let buffers: LoopBuffers
    private var isReadyInCleartext = true
    private var tls: TLSSession?
    /// Whether a client is still to show that it speaks TLS.
    private var awaitsFirstRecord = false
    private var unsent: ArraySlice<UInt8> = []

    /// - Parameters:
    ///   - descriptor: a connected, non-blocking socket, which the transport owns from here on.
    ///   - buffers: the memory of the loop.
    init(descriptor: Int32, buffers: LoopBuffers) {
        self.descriptor = descriptor
        self.buffers = buffers
    }

    /// Begins to secure the connection, if it shall be.
    /// - Parameter peer: the address at the other end.
    /// - Returns: why that cannot be.
    mutating func start(_ security: TransportSecurity, peer: String) -> TLSError? {
        do throws(TLSError) {
            switch security {
            case .none: return nil
            case .server(let context):
                tls = try context.makeSession(buffers.tls)
                awaitsFirstRecord = true
            case .client(let context, let host): tls = try context.makeSession(host: host, peer: peer, buffers.tls)
            }
        } catch {
            return error
        }
        isReadyInCleartext = false
        let failure = tls?.start()
        return sendRecords().map { .failed($0) } ?? failure
    }

    /// Whether bytes can be sent: with TLS, when the handshake is over.
    var isReady: Bool { isReadyInCleartext || tls?.isEstablished ?? false }
    /// Whether the bytes are secured.
    var isSecured: Bool { !isReadyInCleartext }
    /// How the connection is secured and who is at the other end; `nil` in cleartext and while the handshake is going on.
    var tlsPeer: TLSPeer? { tls?.peer }
    /// Whether bytes wait for room in the socket.
    var hasUnsentOutput: Bool { !unsent.isEmpty }

    /// How many bytes wait for room in the socket.
    var unsentBytes: Int { unsent.count }
    /// How many bytes the socket has taken so far; wraps around.
    private(set) var sentBytes = 0

    // MARK: Input

    /// Reads what is there, at most one buffer full.
    mutating func receive() -> Input {
        let count = recv(descriptor, buffers.input.baseAddress, buffers.input.count, 0)
        guard count > 0 else {
            if count < 0, errno == EAGAIN || errno == EINTR { return Input() }
            let reason = count == 0 ? "the peer closed the connection" : systemErrorText(errno)
            return Input(end: isReady ? .lost(reason) : .tls(.failed("\(reason) during the handshake")))
        }
        let bytes = UnsafeRawBufferPointer(rebasing: buffers.input[0..<count])
        guard let tls else { return Input(bytes: bytes) }
        return receive(records: bytes, tls)
    }

    private mutating func receive(records: UnsafeRawBufferPointer, _ tls: TLSSession) -> Input {
        if awaitsFirstRecord {
            awaitsFirstRecord = false
            if !TLSRecords.begin(records) {
                _ = CleartextRefusal.response(to: records).withUnsafeBytes { sendRaw($0) }
                return Input(end: .tls(.notTLS))
            }
        }
        let received = tls.receive(records)
        let failure = sendRecords()
        switch received.end {
        case .failed(let error): return Input(bytes: received.bytes, end: .tls(error))
        case .closed: return Input(bytes: received.bytes, end: .lost("the peer closed the connection"))
        case nil: return Input(bytes: received.bytes, end: failure.map { .lost($0) })
        }
    }

    // MARK: Output

    /// Sends bytes, or keeps what cannot be sent now.
    /// - Returns: what is wrong with the socket, if anything.
    mutating func send(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let tls else { return sendRaw(bytes) }
        return tls.send(bytes)?.description ?? sendRecords()
    }

    /// Sends what an earlier `send` has kept.
    /// - Returns: what is wrong with the socket, if anything.
    mutating func sendUnsent() -> String? {
        guard !unsent.isEmpty else { return nil }
        let waiting = unsent
        switch waiting.withUnsafeBytes({ write($0) }) {
        case .success(let sent):
            unsent = sent == waiting.count ? [] : waiting.dropFirst(sent)
            return nil
        case .failure(let failure):
            return failure.text
        }
    }

    /// Says goodbye, sends what is left and tells the peer that nothing will follow; to be called again while output is unsent.
    /// - Returns: what is wrong with the socket, if anything.
    mutating func endOutput() -> String? {
        tls?.finish()
        let failure = sendRecords() ?? sendUnsent()
        tls = nil
        if failure == nil, unsent.isEmpty { shutdown(descriptor, Int32(SHUT_WR)) }
        return failure
    }

    /// Reads what is there and forgets it.
    /// - Returns: whether more may follow.
    func discardInput() -> Bool {
        let count = recv(descriptor, buffers.input.baseAddress, buffers.input.count, 0)
        return count > 0 || count < 0 && (errno == EAGAIN || errno == EINTR)
    }

    /// Ends the output and gives the socket back to the system.
    mutating func close() {
        _ = endOutput()
        unsent = []
        Glibc.close(descriptor)
    }

    private mutating func sendRecords() -> String? {
        tls?.takeOutput { records in records.isEmpty ? nil : sendRaw(records) }
    }

    private mutating func sendRaw(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard unsent.isEmpty else {
            unsent.append(contentsOf: bytes)
            return nil
        }
        switch write(bytes) {
        case .success(let sent):
            if sent < bytes.count { unsent = ArraySlice(bytes[sent...]) }
            return nil
        case .failure(let failure):
            return failure.text
        }
    }

    private struct Failure: Error { let text: String }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) -> Result<Int, Failure> {
        let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if sent >= 0 {
            sentBytes &+= sent
            return .success(sent)
        }
        return errno == EAGAIN || errno == EINTR ? .success(0) : .failure(Failure(text: systemErrorText(errno)))
    }
}
