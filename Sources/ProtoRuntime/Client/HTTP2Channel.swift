import EventLoops

/// A channel to one server over cleartext HTTP/2. It connects with the first call, keeps one connection, and connects anew, with growing
/// pauses, when that is lost.
public final class HTTP2Channel: Channel {
    let transport: ClientTransport
    let loop: EventLoop

    /// - Parameters:
    ///   - host: the server's name or address.
    ///   - port: the server's port.
    ///   - loop: the loop on which the connection lives.
    ///   - configuration: how to connect and what holds for calls.
    public init(host: String, port: Int, loop: EventLoop, configuration: ChannelConfiguration = ChannelConfiguration()) {
        self.loop = loop
        transport = ClientTransport(host: host, port: port, loop: loop, configuration: configuration)
    }

    /// Closes the connection; calls that are running end with UNAVAILABLE, later ones fail at once.
    public func close() {
        onLoop { [transport] in transport.close() }
    }

    private func onLoop(_ work: @escaping @Sendable () -> Void) {
        if loop.isCurrent { work() } else { loop.execute(work) }
    }
}
