import CMicrohttpd

/// The functions that libmicrohttpd calls, on the loop's thread, within `MHD_run` and `MHD_stop_daemon`.
///
/// `context` is the `HTTPDaemon`, which outlives its C daemon; the socket context is an `HTTPConnection` that the daemon keeps until
/// the connection is reported as closed. Both are passed unretained.
enum HTTPDaemonCallbacks {
    /// A connection was accepted or closed.
    static let connection: MHD_NotifyConnectionCallback = { context, connection, socketContext, code in
        guard let context, let connection, let socketContext else { return }
        let daemon = Unmanaged<HTTPDaemon>.fromOpaque(context).takeUnretainedValue()
        if code == .CONNECTION_NOTIFY_STARTED {
            socketContext.pointee = Unmanaged.passUnretained(daemon.opened(connection)).toOpaque()
        } else if let pointer = socketContext.pointee {
            socketContext.pointee = nil
            daemon.closed(Unmanaged<HTTPConnection>.fromOpaque(pointer).takeUnretainedValue())
        }
    }

    /// The request line was read; the only moment at which the whole target is available as it was sent.
    static let target: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
        _, text, connection in
        if let text { owner(of: connection)?.targetReceived(String(cString: text)) }
        return nil
    }

    /// The headers, a part of the body, or the end of the request arrived, or a connection was resumed.
    static let request: MHD_AccessHandlerCallback = { _, connection, _, method, _, data, size, _ in
        guard let owner = owner(of: connection), let method, let size else { return .NO }
        let bytes = UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size.pointee)
        size.pointee = 0
        return owner.advance(method: method, bytes: bytes) ? .YES : .NO
    }

    /// The request is over: answered, or broken off.
    static let completed: MHD_RequestCompletedCallback = { _, connection, _, code in
        owner(of: connection)?.requestCompleted(cleanly: code == .REQUEST_TERMINATED_COMPLETED_OK)
    }

    /// Asks for content of a streamed response; the context is its `HTTPExchange`, retained until `releaseExchange`.
    static let content: MHD_ContentReaderCallback = { context, _, buffer, capacity in
        guard let context, let buffer else { return -2 }
        let exchange = Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
        return exchange.readContent(into: UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
    }

    /// The response of an exchange is no longer used.
    static let releaseExchange: MHD_ContentReaderFreeCallback = { context in
        if let context { Unmanaged<HTTPExchange>.fromOpaque(context).release() }
    }

    private static func owner(of connection: OpaquePointer?) -> HTTPConnection? {
        guard let connection, let pointer = cmhd_socket_context(connection) else { return nil }
        return Unmanaged<HTTPConnection>.fromOpaque(pointer).takeUnretainedValue()
    }
}
