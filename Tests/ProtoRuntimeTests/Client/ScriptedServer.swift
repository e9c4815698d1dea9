import EventLoops
import Glibc
import Synchronization

@testable import ProtoRuntime

/// A server that speaks HTTP/2 frame by frame as a test dictates, also wrongly.
final class ScriptedServer: Sendable {
    /// A frame (RFC 9113, section 4.1).
    struct Frame: Sendable, Hashable {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let reset: UInt8 = 3
        static let settings: UInt8 = 4
        static let goAway: UInt8 = 7

        var type: UInt8
        var flags: UInt8 = 0
        var stream: UInt32 = 0
        var payload: [UInt8] = []

        /// SETTINGS with the number of streams that are allowed at a time, or with nothing.
        static func settings(streams: UInt32? = nil) -> Frame {
            Frame(type: settings, payload: streams.map { [0, 3] + Self.bytes($0) } ?? [])
        }

        static func goAway(last: UInt32, code: UInt32 = 0, _ text: String = "") -> Frame {
            Frame(type: goAway, payload: bytes(last) + bytes(code) + Array(text.utf8))
        }

        static func reset(_ stream: UInt32, code: UInt32) -> Frame { Frame(type: reset, stream: stream, payload: bytes(code)) }

        static func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    }

    /// One accepted connection, served by a thread of its own.
    struct Connection: Sendable {
        /// The number of the connection, from 1.
        let number: Int
        fileprivate let descriptor: Int32

        func send(_ frame: Frame) {
            var bytes = Array(Frame.bytes(UInt32(frame.payload.count)).dropFirst())
            bytes += [frame.type, frame.flags]
            bytes += Frame.bytes(frame.stream)
            bytes += frame.payload
            _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }

        /// A complete answer with one empty message.
        func answer(_ stream: UInt32) {
            send(
                Frame(
                    type: Frame.headers, flags: 4, stream: stream,
                    payload: Self.block([":status": "200", "content-type": "application/grpc"])))
            send(Frame(type: Frame.data, stream: stream, payload: [0, 0, 0, 0, 0]))
            send(Frame(type: Frame.headers, flags: 5, stream: stream, payload: Self.block(["grpc-status": "0"])))
        }

        /// Ends the connection.
        func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

        /// Literal fields without indexing and without Huffman coding (RFC 7541, section 6.2.2).
        private static func block(_ fields: KeyValuePairs<String, String>) -> [UInt8] {
            var bytes: [UInt8] = []
            for (name, value) in fields {
                bytes.append(0)
                for text in [name, value] {
                    bytes.append(UInt8(text.utf8.count))
                    bytes += Array(text.utf8)
                }
            }
            return bytes
        }

        fileprivate func read(_ count: Int) -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: count)
            var filled = 0
            while filled < count {
                let received = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, 0) }
                guard received > 0 else { return nil }
                filled += received
            }
            return bytes
        }
    }

    typealias Script = @Sendable (Connection, Frame) -> Void

    let port: Int
    private let listener: Int32
    private let threads = BlockingPool(threads: 16, name: "scripted")
    private let state = Mutex((connections: [Connection](), frames: [Frame]()))

    /// - Parameters:
    ///   - greeting: what the server sends when a connection comes in.
    ///   - script: answers each frame of a client; the first is its SETTINGS.
    init(greeting: Frame? = .settings(), _ script: @escaping Script = { _, _ in }) throws {
        let socket = try ListeningSocket(.host("127.0.0.1", port: 0))
        listener = socket.descriptor
        guard case .host(_, let port) = socket.address else { throw SocketError.invalidAddress("\(socket.address)", reason: "not a port") }
        self.port = port
        threads.execute { [self] in accept(greeting, script) }
    }

    /// How many connections there were.
    var connections: Int { state.withLock { $0.connections.count } }
    /// All frames that clients have sent.
    var frames: [Frame] { state.withLock { $0.frames } }

    /// Sends a frame on every connection.
    func broadcast(_ frame: Frame) {
        for connection in state.withLock({ $0.connections }) { connection.send(frame) }
    }

    /// Ends all connections and takes no more.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        let connections = state.withLock { $0.connections }
        for connection in connections { connection.close() }
        threads.stop()
        for connection in connections { Glibc.close(connection.descriptor) }
        close(listener)
    }

    private func accept(_ greeting: Frame?, _ script: @escaping Script) {
        // The listener does not block; it is polled so that `stop` can end the wait.
        var poll = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while Glibc.poll(&poll, 1, -1) > 0, poll.revents & Int16(POLLHUP) == 0 {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else { continue }
            let connection = state.withLock { state in
                state.connections.append(Connection(number: state.connections.count + 1, descriptor: descriptor))
                return state.connections[state.connections.count - 1]
            }
            threads.execute { [self] in serve(connection, greeting, script) }
        }
    }

    private func serve(_ connection: Connection, _ greeting: Frame?, _ script: Script) {
        if let greeting { connection.send(greeting) }
        guard connection.read(24) != nil else { return }
        while let head = connection.read(9) {
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            let stream = head[5...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
            guard let payload = connection.read(length) else { break }
            let frame = Frame(type: head[3], flags: head[4], stream: stream, payload: payload)
            state.withLock { $0.frames.append(frame) }
            script(connection, frame)
        }
        connection.close()
    }
}
