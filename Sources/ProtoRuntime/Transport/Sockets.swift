import CLinux
import EventLoops
import Glibc

/// The socket calls that servers and clients share. Descriptors are non-blocking and close on exec.
enum Sockets {
    /// Finds what an address stands for. Blocks while a host name is looked up; everything else is answered at once.
    /// - Parameters:
    ///   - address: the address.
    ///   - isPassive: whether to listen there, so that an empty host means all addresses.
    /// - Throws: `SocketError` for a name that nobody knows and for an address that cannot be one.
    static func resolve(_ address: SocketAddress, isPassive: Bool = false) throws(SocketError) -> [Address] {
        switch address {
        case .host(let host, let port): try lookUp(host: host, port: port, flags: isPassive ? AI_PASSIVE : 0)
        case .unix(let path): [try Address(unix: path, isAbstract: false)]
        case .unixAbstract(let name): [try Address(unix: name, isAbstract: true)]
        }
    }

    /// Begins to connect: the socket becomes writable when that has succeeded or failed, which `pendingError` tells.
    /// - Throws: `SocketError.system` when it has failed at once.
    static func connect(_ address: Address) throws(SocketError) -> Int32 {
        let descriptor = try open(address)
        let status = address.withSockaddr { Glibc.connect(descriptor, $0, $1) } ?? -1
        guard status == 0 || errno == EINPROGRESS else {
            let number = errno
            close(descriptor)
            throw .system(call: "connect", address: "\(address)", errno: number)
        }
        return descriptor
    }

    /// The error that a connecting socket has ended with; 0 when it is connected.
    static func pendingError(_ descriptor: Int32) -> Int32 {
        var number: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length) == 0 ? number : errno
    }

    /// Accepts one connection; `nil` with errno set when there is none.
    static func accept(_ listener: Int32) -> (descriptor: Int32, peer: Address)? {
        guard let (descriptor, peer) = address(from: { clinux_accept(listener, $0, $1) }) else { return nil }
        if peer.family != AF_UNIX { setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY) }
        return (descriptor, peer)
    }

    /// A socket for an address, not bound or connected yet.
    static func open(_ address: Address) throws(SocketError) -> Int32 {
        let descriptor = clinux_socket(address.family, Int32(SOCK_STREAM.rawValue))
        guard descriptor >= 0 else { throw .system(call: "socket", address: "\(address)", errno: errno) }
        if address.family != AF_UNIX { setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY) }
        return descriptor
    }

    static func setOption(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var one: Int32 = 1
        // Without the option the socket works too, only slower to rebind or to answer.
        _ = setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
    }
}
