import EventLoops

/// A socket could not be made, bound or connected.
public enum SocketError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another process (or this one) listens on the address.
    case addressInUse(host: String, port: Int)
    /// The host name has no address.
    case unknownHost(String, reason: String)
    /// The system refused for another reason.
    case system(call: String, host: String, port: Int, errno: Int32)

    /// What was wrong.
    public var description: String {
        switch self {
        case .addressInUse(let host, let port): "\(host):\(port) is already in use"
        case .unknownHost(let host, let reason): "cannot resolve \(host): \(reason)"
        case .system(let call, let host, let port, let errno): "\(call) \(host):\(port): \(systemErrorText(errno))"
        }
    }
}
