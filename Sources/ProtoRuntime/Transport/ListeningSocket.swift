import CLinux
import EventLoops
import Glibc

/// A socket that takes connections, and the file that stands for it if it is a Unix domain socket.
struct ListeningSocket: Sendable {
    /// Which file a path leads to: somebody may have put another one there.
    private struct File: Sendable, Equatable {
        var device: UInt64
        var inode: UInt64
        var isSocket: Bool

        init?(_ path: String) {
            var file = clinux_file()
            guard clinux_stat(path, 0, &file) == 0 else { return nil }
            device = file.device
            inode = file.inode
            isSocket = file.is_socket != 0
        }
    }

    private static let backlog: Int32 = 1024

    let descriptor: Int32
    /// The address, with the port that the system has chosen if it was asked to.
    let address: SocketAddress
    private let file: File?

    /// Binds and listens. The file of a Unix domain socket on which nobody listens any more is replaced.
    /// - Throws: `SocketError` when the address is taken, cannot be used, or the system refuses.
    init(_ wanted: SocketAddress) throws(SocketError) {
        guard let resolved = try Sockets.resolve(wanted, isPassive: true).first else {
            throw .unknownHost("\(wanted)", reason: "no address")
        }
        let descriptor = try Sockets.open(resolved)
        if resolved.family != AF_UNIX { Sockets.setOption(descriptor, SOL_SOCKET, SO_REUSEADDR) }
        do throws(SocketError) {
            try Self.bind(descriptor, to: resolved, wanted)
            guard listen(descriptor, Self.backlog) == 0 else { throw .system(call: "listen", address: "\(wanted)", errno: errno) }
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        switch wanted {
        case .host(let host, let port):
            address = .host(host, port: Sockets.address { getsockname(descriptor, $0, $1) }?.1.port ?? port)
            file = nil
        case .unix(let path):
            address = wanted
            file = File(path)
        case .unixAbstract:
            address = wanted
            file = nil
        }
    }

    private static func bind(_ descriptor: Int32, to resolved: Sockets.Address, _ wanted: SocketAddress) throws(SocketError) {
        func attempt() -> Int32? { resolved.withSockaddr { Glibc.bind(descriptor, $0, $1) } == 0 ? nil : errno }
        guard var number = attempt() else { return }
        if number == EADDRINUSE, case .unix(let path) = wanted, try isAbandoned(path, resolved) {
            unlink(path)
            guard let second = attempt() else { return }
            number = second
        }
        throw number == EADDRINUSE ? .addressInUse("\(wanted)") : .system(call: "bind", address: "\(wanted)", errno: number)
    }

    /// Whether a socket's file has been left behind by a process that is gone.
    private static func isAbandoned(_ path: String, _ address: Sockets.Address) throws(SocketError) -> Bool {
        guard let file = File(path) else { return true }
        guard file.isSocket else { throw .invalidAddress("unix:\(path)", reason: "the file exists and is no socket") }
        let probe = try Sockets.open(address)
        defer { Glibc.close(probe) }
        // Any other failure, such as a full queue, comes from somebody who listens.
        return address.withSockaddr { connect(probe, $0, $1) } != 0 && errno == ECONNREFUSED
    }

    /// Stops listening and removes the socket's file, unless another one has taken its place.
    func close() {
        if case .unix(let path) = address, let file, File(path) == file { unlink(path) }
        Glibc.close(descriptor)
    }
}
