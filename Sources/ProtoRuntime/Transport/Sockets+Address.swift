import CLinux
import Glibc

extension Sockets {
    /// An address as the system wants it: a `sockaddr` of one of the three families, and its text.
    struct Address: Sendable, Hashable, CustomStringConvertible {
        let storage: [UInt8]
        let family: Int32

        /// The longest path or abstract name: `sun_path` has 108 bytes, one of which is the NUL behind a path or before a name.
        static let longestUnixName = 107

        fileprivate init(_ address: UnsafePointer<sockaddr>, length: socklen_t) {
            storage = Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
            family = Int32(address.pointee.sa_family)
        }

        /// A numeric IPv4 or IPv6 address; `nil` when `ip` is a name.
        init?(ip: String, port: Int) {
            guard let found = try? Sockets.lookUp(host: ip, port: port, flags: AI_NUMERICHOST).first else { return nil }
            self = found
        }

        /// The address of a Unix domain socket.
        /// - Throws: `SocketError.invalidAddress` for a name that is empty, too long or has a NUL.
        init(unix name: String, isAbstract: Bool) throws(SocketError) {
            let text = isAbstract ? "unix-abstract:\(name)" : "unix:\(name)"
            let bytes = Array(name.utf8)
            guard !bytes.isEmpty else { throw .invalidAddress(text, reason: "the \(isAbstract ? "name" : "path") is missing") }
            guard bytes.count <= Self.longestUnixName else {
                throw .invalidAddress(text, reason: "\(bytes.count) bytes are too long, at most \(Self.longestUnixName) are accepted")
            }
            guard isAbstract || !bytes.contains(0) else { throw .invalidAddress(text, reason: "a path has no NUL") }
            family = AF_UNIX
            storage = withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) } + (isAbstract ? [0] + bytes : bytes + [0])
        }

        func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
            storage.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return nil }
                return body(base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            }
        }

        /// The IP address, 4 or 16 bytes in network order; `nil` for Unix domain sockets.
        var ip: [UInt8]? {
            switch family {
            case AF_INET where storage.count >= 8: Array(storage[4..<8])
            case AF_INET6 where storage.count >= 24: Array(storage[8..<24])
            default: nil
            }
        }

        /// The port; `nil` for Unix domain sockets.
        var port: Int? {
            guard family != AF_UNIX, storage.count >= 4 else { return nil }
            // The port stands at the same place in both families, in network order.
            return Int(storage[2]) << 8 | Int(storage[3])
        }

        /// `127.0.0.1:50051`, `[::1]:50051`, `unix:/path`, `unix-abstract:name`; an unnamed Unix socket is `unix:`.
        var description: String { family == AF_UNIX ? unixDescription : numericDescription }

        private var unixDescription: String {
            let name = storage.dropFirst(MemoryLayout<sa_family_t>.size)
            guard let first = name.first else { return "unix:" }
            return first == 0
                ? "unix-abstract:\(String(decoding: name.dropFirst(), as: UTF8.self))"
                : "unix:\(String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))"
        }

        private var numericDescription: String {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
                guard let host = text.baseAddress else { return "unknown" }
                let service = host + 96
                let status = withSockaddr { getnameinfo($0, $1, host, 96, service, 32, NI_NUMERICHOST | NI_NUMERICSERV) }
                guard status == 0 else { return "unknown" }
                return SocketAddress.host(String(cString: host), port: Int(String(cString: service)) ?? 0).description
            }
        }
    }

    /// Asks the system's resolver.
    static func lookUp(host: String, port: Int, flags: Int32) throws(SocketError) -> [Address] {
        guard let service = UInt16(exactly: port) else {
            throw .invalidAddress(SocketAddress.host(host, port: port).description, reason: "ports go from 0 to 65535")
        }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = flags
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host.isEmpty ? nil : host, "\(service)", &hints, &list)
        guard status == 0 else { throw .unknownHost(host, reason: String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(list) }
        var addresses: [Address] = []
        var entry = list
        while let current = entry {
            if let address = current.pointee.ai_addr { addresses.append(Address(address, length: current.pointee.ai_addrlen)) }
            entry = current.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw .unknownHost(host, reason: "no address") }
        return addresses
    }

    /// Asks the system for one end of a socket, with `getsockname`, `getpeername` or `accept`.
    static func address(from call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32) -> (Int32, Address)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutableBytes(of: &storage) { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return nil }
            let result = call(base, &length)
            return result < 0 ? nil : (result, Address(base, length: min(length, socklen_t(bytes.count))))
        }
    }
}
