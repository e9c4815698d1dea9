/// Where a server listens: a port of the network or a Unix domain socket.
///
/// The text form is that of gRPC's name syntax ("Naming": `unix:path`, `unix-abstract:name`), and `host:port` for the network.
public enum SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// A TCP port on a host name, an IPv4 or an IPv6 address (without brackets). Servers may use port 0: the system chooses.
    case host(String, port: Int)
    /// A Unix domain socket in the file system; the path has at most 107 bytes.
    case unix(path: String)
    /// A Unix domain socket in Linux's abstract namespace, which needs no file; the name has at most 107 bytes.
    case unixAbstract(name: String)

    /// Reads `host:port`, `[ipv6]:port`, `unix:path`, `unix:///absolute/path` or `unix-abstract:name`.
    /// - Throws: `SocketError.invalidAddress` with what is accepted.
    public init(parsing text: String) throws(SocketError) {
        if let name = text.dropping(prefix: "unix-abstract:") {
            self = .unixAbstract(name: name)
        } else if let path = text.dropping(prefix: "unix://") {
            guard path.hasPrefix("/") else { throw .invalidAddress(text, reason: "after unix:// stands an absolute path") }
            self = .unix(path: path)
        } else if let path = text.dropping(prefix: "unix:") {
            self = .unix(path: path)
        } else {
            self = try Self.network(text)
        }
    }

    private static func network(_ text: String) throws(SocketError) -> SocketAddress {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw .invalidAddress(
                text, reason: "accepted: host:port with a port from 0 to 65535, [ipv6]:port, unix:path, unix-abstract:name")
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .invalidAddress(text, reason: "an IPv6 address stands in brackets, as in [::1]:50051")
        }
        guard !host.isEmpty else { throw .invalidAddress(text, reason: "the host is missing; 0.0.0.0 or [::] stands for all addresses") }
        return .host(String(host), port: Int(port))
    }

    /// The form that `init(parsing:)` reads.
    public var description: String {
        switch self {
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        case .unixAbstract(let name): "unix-abstract:\(name)"
        }
    }
}

extension String {
    /// What follows a prefix; `nil` when the text begins otherwise.
    fileprivate func dropping(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
