import CLinux
import EventLoops
import Glibc

/// The socket calls that servers and clients share. Descriptors are non-blocking and close on exec.
enum Sockets {
    /// An address as the system wants it.
    struct Address: Sendable {
        var storage: [UInt8]
        var family: Int32

        func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
            storage.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return nil }
                return body(base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            }
        }
    }

    /// Finds the addresses of a host. Blocks while a name is looked up; numeric addresses are answered at once.
    static func resolve(host: String, port: Int, isPassive: Bool) throws(SocketError) -> [Address] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = isPassive ? AI_PASSIVE : 0
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host.isEmpty ? nil : host, "\(port)", &hints, &list)
        guard status == 0 else { throw .unknownHost(host, reason: String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(list) }
        var addresses: [Address] = []
        var entry = list
        while let current = entry {
            if let address = current.pointee.ai_addr {
                let bytes = UnsafeRawBufferPointer(start: address, count: Int(current.pointee.ai_addrlen))
                addresses.append(Address(storage: Array(bytes), family: current.pointee.ai_family))
            }
            entry = current.pointee.ai_next
        }
        return addresses
    }

    /// Binds and listens.
    static func listen(host: String, port: Int) throws(SocketError) -> (descriptor: Int32, port: Int) {
        guard let address = try resolve(host: host, port: port, isPassive: true).first else {
            throw .unknownHost(host, reason: "no address")
        }
        let descriptor = clinux_socket(address.family, Int32(SOCK_STREAM.rawValue))
        guard descriptor >= 0 else { throw .system(call: "socket", host: host, port: port, errno: errno) }
        setOption(descriptor, SOL_SOCKET, SO_REUSEADDR)
        let bound = address.withSockaddr { bind(descriptor, $0, $1) } ?? -1
        guard bound == 0, Glibc.listen(descriptor, 1024) == 0 else {
            let number = errno
            close(descriptor)
            throw number == EADDRINUSE
                ? .addressInUse(host: host, port: port) : .system(call: "bind", host: host, port: port, errno: number)
        }
        return (descriptor, boundPort(descriptor) ?? port)
    }

    private static func boundPort(_ descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutableBytes(of: &storage) { bytes -> Int? in
            guard let base = bytes.baseAddress, getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length) == 0 else {
                return nil
            }
            // The port stands at the same place in both address families.
            return Int(UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self)))
        }
    }

    /// Begins to connect; `nil` errno means connected or in progress.
    static func connect(_ address: Address, host: String, port: Int) throws(SocketError) -> Int32 {
        let descriptor = clinux_socket(address.family, Int32(SOCK_STREAM.rawValue))
        guard descriptor >= 0 else { throw .system(call: "socket", host: host, port: port, errno: errno) }
        setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
        let status = address.withSockaddr { Glibc.connect(descriptor, $0, $1) } ?? -1
        guard status == 0 || errno == EINPROGRESS else {
            let number = errno
            close(descriptor)
            throw .system(call: "connect", host: host, port: port, errno: number)
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
    static func accept(_ listener: Int32) -> (descriptor: Int32, peer: String)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let descriptor = withUnsafeMutableBytes(of: &storage) { bytes -> Int32 in
            guard let base = bytes.baseAddress else { return -1 }
            return clinux_accept(listener, base.assumingMemoryBound(to: sockaddr.self), &length)
        }
        guard descriptor >= 0 else { return nil }
        setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
        return (descriptor, name(of: storage, length: length))
    }

    private static func name(of storage: sockaddr_storage, length: socklen_t) -> String {
        var storage = storage
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
            guard let host = text.baseAddress else { return "" }
            let service = host + 96
            let status = withUnsafeBytes(of: &storage) { bytes -> Int32 in
                guard let base = bytes.baseAddress else { return -1 }
                return getnameinfo(
                    base.assumingMemoryBound(to: sockaddr.self), length, host, 96, service, 32, NI_NUMERICHOST | NI_NUMERICSERV)
            }
            guard status == 0 else { return "unknown" }
            let address = String(cString: host)
            return address.contains(":") ? "[\(address)]:\(String(cString: service))" : "\(address):\(String(cString: service))"
        }
    }

    private static func setOption(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var one: Int32 = 1
        // Without the option the socket works too, only slower to rebind or to answer.
        _ = setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
    }
}
