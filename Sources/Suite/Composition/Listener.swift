/// A socket that a suite listens on.
public struct Listener: Sendable, Hashable {
    /// Whose it is.
    public let component: Component
    /// The host under which clients on this machine reach it.
    public let host: String
    /// The port.
    public let port: Int

    /// `host:port`, IPv6 addresses in brackets.
    public var address: String { Self.address(host, port) }

    /// The host under which a listener bound to `host` is reached: a wildcard is no address to connect to.
    static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0", "": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    static func address(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
