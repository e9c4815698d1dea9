import CMicrohttpd
import Glibc

/// Opens listening sockets and prints peer addresses.
enum SocketAddress {
    /// A listening TCP socket on `host` and `port`, and the port that it got.
    static func listen(host: String, port: Int) throws(HTTPServerError) -> (descriptor: Int32, port: Int) {
        guard let number = UInt16(exactly: port) else {
            throw .cannotBind(host: host, port: port, reason: "the port must be 0…65535")
        }
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let status = getaddrinfo(bare, String(number), &hints, &list)
        guard status == 0, let first = list else {
            throw .cannotBind(host: host, port: port, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(list) }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(first.pointee.ai_family, type, 0)
        guard descriptor >= 0 else { throw .startFailed("socket: \(errorText())") }
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, Glibc.listen(descriptor, 1024) == 0 else {
            let error: HTTPServerError =
                errno == EADDRINUSE
                ? .addressInUse(host: host, port: port) : .cannotBind(host: host, port: port, reason: errorText())
            close(descriptor)
            throw error
        }
        return (descriptor, localPort(of: descriptor))
    }

    /// `host:port` of a socket address, IPv6 hosts in brackets; empty for other families.
    static func text(_ address: UnsafePointer<sockaddr>) -> String {
        let family = Int32(address.pointee.sa_family)
        let length = family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        guard family == AF_INET || family == AF_INET6 else { return "" }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST) + 32) { buffer in
            guard let host = buffer.baseAddress else { return "" }
            let port = host + Int(NI_MAXHOST)
            let flags = NI_NUMERICHOST | NI_NUMERICSERV
            guard getnameinfo(address, socklen_t(length), host, socklen_t(NI_MAXHOST), port, 32, flags) == 0 else { return "" }
            return family == AF_INET6
                ? "[\(String(cString: host))]:\(String(cString: port))" : "\(String(cString: host)):\(String(cString: port))"
        }
    }

    private static func localPort(of descriptor: Int32) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // `sockaddr_storage` is large enough and suitably aligned for the address of every family.
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(descriptor, address, &length) == 0 else { return 0 }
                if Int32(address.pointee.sa_family) == AF_INET6 {
                    return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { Int(UInt16(bigEndian: $0.pointee.sin6_port)) }
                }
                return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { Int(UInt16(bigEndian: $0.pointee.sin_port)) }
            }
        }
    }

    private static func errorText() -> String { String(cString: strerror(errno)) }
}
