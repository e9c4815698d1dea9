import CMicrohttpd
import EventLoops

/// One accepted connection: the requests on it, one after the other, and the time that its client has for sending headers.
///
/// `@unchecked Sendable`: touched on the loop's thread only; `handle` stays valid until `closed` is called.
final class HTTPConnection: @unchecked Sendable {
    /// libmicrohttpd's connection.
    let handle: OpaquePointer
    let daemon: HTTPDaemon
    let descriptor: Int32
    private lazy var remoteAddress = cmhd_client_address(handle).map(SocketAddress.text) ?? ""
    private var target = ""
    private var exchange: HTTPExchange?
    private var headerDeadline: MonotonicTime
    private var headerTimer: LoopTimer?

    init(_ handle: OpaquePointer, daemon: HTTPDaemon) {
        self.handle = handle
        self.daemon = daemon
        descriptor = cmhd_connection_descriptor(handle)
        headerDeadline = .now().advanced(by: daemon.limits.headerTimeout)
        watchHeaders()
    }

    /// Whether a request is under way.
    var isBusy: Bool { exchange != nil }

    func targetReceived(_ target: String) {
        self.target = target
    }

    /// Goes on with the request; false closes the connection.
    func advance(method: UnsafePointer<CChar>, bytes: UnsafeRawBufferPointer) -> Bool {
        if let exchange { return exchange.advance(bytes) }
        var request = HTTPServerRequest(
            method: String(cString: method), target: target, headers: receivedHeaders(), remoteAddress: remoteAddress)
        let framing = HTTPRequestFraming(request.headers)
        let exchange = HTTPExchange(connection: self, framing: framing, request: &request)
        self.exchange = exchange
        if case .invalid(let reason) = framing {
            exchange.refuse(.text(reason, status: 400))
        } else {
            exchange.start(request)
        }
        return exchange.advance(bytes)
    }

    func requestCompleted(cleanly: Bool) {
        exchange.take()?.end(cleanly: cleanly)
        headerDeadline = .now().advanced(by: daemon.limits.idleTimeout + daemon.limits.headerTimeout)
        daemon.requestEnded()
    }

    /// A reader of the current request's body waits. Callable from any thread.
    func bodyWanted() {
        let loop = daemon.loop
        if loop.isCurrent {
            exchange?.bodyWanted()
        } else {
            loop.execute { [self] in exchange?.bodyWanted() }
        }
    }

    /// Cancels the request under way, so that the library closes the connection as soon as it runs.
    func abort() {
        exchange?.abort()
    }

    func closed() {
        headerTimer?.cancel()
        exchange.take()?.end(cleanly: false)
    }

    private func receivedHeaders() -> HTTPHeaders {
        var headers = HTTPHeaders()
        withUnsafeMutablePointer(to: &headers) { pointer in
            _ = MHD_get_connection_values_n(
                handle, .HEADER_KIND,
                { context, _, name, nameLength, value, valueLength in
                    guard let headers = context?.assumingMemoryBound(to: HTTPHeaders.self), let name else { return .YES }
                    headers.pointee.add(
                        String(decoding: UnsafeRawBufferPointer(start: name, count: nameLength), as: UTF8.self),
                        String(decoding: UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueLength), as: UTF8.self))
                    return .YES
                }, pointer)
        }
        return headers
    }

    /// Closes the connection when its client has not completed the headers of a request in time. The library's own timeout starts
    /// again with every byte. The timer looks at the deadline when it fires, so that a request costs no timer.
    private func watchHeaders() {
        headerTimer = daemon.loop.schedule(at: headerDeadline) { [weak self] in
            guard let self else { return }
            if exchange == nil, headerDeadline <= .now() {
                cmhd_disconnect(descriptor)
            } else {
                if exchange != nil { headerDeadline = .now().advanced(by: daemon.limits.headerTimeout) }
                watchHeaders()
            }
        }
    }
}
