import Glibc
import KitchenSink

@testable import EventLoops
@testable import ProtoRuntime

extension FuzzTarget {
    /// A server takes whatever a client sends without falling over; it answers in whole frames, closes the connection after the client has,
    /// and goes on serving others.
    static let serverSession = FuzzTarget(name: "server-session", maximumLength: 2048) { bytes throws(Violation) in
        guard let session = ServerSession.shared else { throw Violation("no server") }
        try session.receive(FrameProgram.pieces(of: bytes, from: .client))
    }
}

/// A server for the fuzzer: one loop, small limits, an abstract socket.
private struct ServerSession {
    static let shared = try? ServerSession()

    private let loop: EventLoop
    private let server: Server
    private let address: Sockets.Address

    private init() throws {
        let name = "generia-fuzz-\(getpid())"
        address = try Sockets.Address(unix: name, isAbstract: true)
        loop = try EventLoop(withoutThread: "fuzz")
        var configuration = ServerConfiguration()
        configuration.maximumRequestSize = 64 << 10
        configuration.http2.maximumHeaderListSize = 4 << 10
        configuration.http2.maximumConcurrentStreams = 8
        server = try Server.start(
            at: .unixAbstract(name: name), services: [FuzzService.definition], loops: EventLoopGroup([loop]), configuration: configuration)
    }

    func receive(_ pieces: [[UInt8]]) throws(Violation) {
        try checkFrames(try converse(pieces))
        let request = FuzzService.Scalars(uint64Value: .max, stringValue: "still there").encoded()
        let answer = try converse([Self.wellFormedCall(request)])
        try require(answer.firstRange(of: request) != nil, "the server no longer answers")
    }

    private func converse(_ pieces: [[UInt8]]) throws(Violation) -> [UInt8] {
        guard let descriptor = try? Sockets.connect(address) else { throw Violation("the server takes no connections") }
        let socket = FuzzSocket(descriptor: descriptor)
        defer { socket.close() }
        loop.runUntilIdle()
        var received: [UInt8] = []
        for piece in pieces {
            socket.send(piece)
            loop.runUntilIdle()
            received += socket.drain()
        }
        socket.endOutput()
        loop.runUntilIdle()
        received += socket.drain()
        try require(socket.isEnded, "the connection is not closed after its peer has ended it")
        return received
    }

    /// What the server sends is frames of an acceptable size, whole but for the last one, or the refusal of HTTP/1.
    private func checkFrames(_ bytes: [UInt8]) throws(Violation) {
        if bytes.starts(with: HTTP1Refusal.response) { return }
        var rest = bytes[...]
        while rest.count >= 9 {
            let header = Array(rest.prefix(9))
            let size = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
            try require(header[3] <= 9, "a frame of type \(header[3])")
            try require(size <= 1 << 24, "a frame of \(size) bytes")
            rest = rest.dropFirst(9 + size)
        }
    }

    private static func wellFormedCall(_ message: [UInt8]) -> [UInt8] {
        let fields = [
            (":method", "POST"), (":scheme", "http"), (":path", FuzzService.unary.path), (":authority", "fuzz"),
            ("te", "trailers"), ("content-type", "application/grpc"),
        ]
        let block = fields.flatMap { name, value in [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8 }
        let body = [0, 0, 0, 0, UInt8(message.count)] + message
        return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
            + [0, 0, UInt8(block.count), 1, 4, 0, 0, 0, 1] + block
            + [0, 0, UInt8(body.count), 0, 1, 0, 0, 0, 1] + body
    }
}
