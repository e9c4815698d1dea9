import EventLoops

/// A channel to the servers of a target over HTTP/2. It connects with the first call, spreads calls over servers as its service config
/// says, and connects anew, with growing pauses, when a connection is lost.
///
/// A channel that nobody holds any more closes itself.
public final class HTTP2Channel: Channel {
    let transport: ClientTransport
    let loop: EventLoop

    /// A channel to a target.
    /// - Parameters:
    ///   - target: the servers.
    ///   - loop: the loop on which the connections live.
    ///   - configuration: how to connect and what holds for calls.
    public init(_ target: ChannelTarget, loop: EventLoop, configuration: ChannelConfiguration = ChannelConfiguration()) {
        self.loop = loop
        transport = ClientTransport(target: target, loop: loop, configuration: configuration)
        transport.list()
    }

    /// A channel to one server.
    /// - Parameters:
    ///   - host: the server's name or address.
    ///   - port: the server's port.
    ///   - loop: the loop on which the connection lives.
    ///   - configuration: how to connect and what holds for calls.
    public convenience init(host: String, port: Int, loop: EventLoop, configuration: ChannelConfiguration = ChannelConfiguration()) {
        self.init(.address(.host(host, port: port)), loop: loop, configuration: configuration)
    }

    deinit {
        let transport = transport
        loop.execute { transport.close() }
    }

    func onLoop(_ work: @escaping @Sendable () -> Void) {
        if loop.isCurrent { work() } else { loop.execute(work) }
    }
}
