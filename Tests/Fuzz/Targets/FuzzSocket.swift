import Glibc

/// The fuzzer's end of a connection to the runtime. It never blocks: the fuzzer's thread turns the runtime's loop, too.
struct FuzzSocket: Sendable {
    /// A connected, non-blocking socket, which belongs to this value.
    let descriptor: Int32

    /// Sends bytes. A connection that the runtime has closed takes none, which is its right; inputs are too small to fill a socket.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Takes what the runtime has sent so far.
    func drain() -> [UInt8] {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count <= 0 { return received }
            received += buffer.prefix(count)
        }
    }

    /// Ends the output.
    func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Whether the runtime has closed its end, once everything is drained.
    var isEnded: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK))
        return count == 0 || count < 0 && errno != EAGAIN
    }

    func close() { Glibc.close(descriptor) }

}
