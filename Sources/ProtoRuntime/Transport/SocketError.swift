import EventLoops
import Glibc

/// A socket could not be made, bound or connected.
public enum SocketError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another process (or this one) listens on the address.
    case addressInUse(String)
    /// The text is no address, or the system could not use it as one.
    case invalidAddress(String, reason: String)
    /// The host name has no address.
    case unknownHost(String, reason: String)
    /// The system refused for another reason.
    case system(call: String, address: String, errno: Int32)

    /// What was wrong.
    public var description: String {
        switch self {
        case .addressInUse(let address): "\(address) is already in use"
        case .invalidAddress(let text, let reason): "\"\(text)\" is no usable address: \(reason)"
        case .unknownHost(let host, let reason): "cannot resolve \(host): \(reason)"
        case .system("bind", let address, ENOENT): "bind \(address): \(systemErrorText(ENOENT)): the directory does not exist"
        case .system(let call, let address, let errno): "\(call) \(address): \(systemErrorText(errno))"
        }
    }
}
