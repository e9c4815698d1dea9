import EventLoops

/// What all connections of a channel share.
///
/// Not `Sendable`: used on the channel's loop only.
final class ConnectionContext {
    let loop: EventLoop
    let buffers = LoopBuffers()
    let backoff: ConnectionBackoff
    let security: TransportSecurity
    let channelz: ChannelzRegistry?
    var http2: HTTP2Configuration

    /// - Parameters:
    ///   - loop: the channel's loop.
    ///   - authority: the value of `:authority`, whose host the server's certificate must stand for.
    ///   - configuration: the channel's settings.
    init(loop: EventLoop, authority: String, configuration: ChannelConfiguration) {
        security = configuration.tls.map { .client($0, host: Self.host(of: authority)) } ?? .none
        self.loop = loop
        backoff = configuration.backoff
        channelz = configuration.channelz
        http2 = configuration.http2
    }

    /// An authority without its port and without the brackets of an IPv6 address.
    static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end])
        }
        guard let colon = authority.lastIndex(of: ":"), authority.firstIndex(of: ":") == colon else { return authority }
        return String(authority[..<colon])
    }
}
