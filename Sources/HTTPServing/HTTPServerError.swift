/// Why a server could not be started.
public enum HTTPServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another socket listens there.
    case addressInUse(host: String, port: Int)
    /// The host is not an address of this machine, or the port is not allowed.
    case cannotBind(host: String, port: Int, reason: String)
    /// The system refused a resource.
    case startFailed(String)

    /// What happened, with the address.
    public var description: String {
        switch self {
        case .addressInUse(let host, let port): "address \(host):\(port) is already in use"
        case .cannotBind(let host, let port, let reason): "cannot listen on \(host):\(port): \(reason)"
        case .startFailed(let reason): "the HTTP server cannot start: \(reason)"
        }
    }
}
