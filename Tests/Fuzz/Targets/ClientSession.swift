import Dispatch
import Glibc
import KitchenSink

@testable import EventLoops
@testable import ProtoRuntime

extension FuzzTarget {
    /// A client takes whatever a server sends without falling over, and all its calls end when the connection does.
    static let clientSession = FuzzTarget(name: "client-session", maximumLength: 2048) { bytes throws(Violation) in
        guard let session = ClientSession.shared else { throw Violation("no listener") }
        try session.send(FrameProgram.pieces(of: bytes, from: .server))
    }
}

/// A server made by the fuzzer, and the calls of a client to it: one of each kind, on streams 1, 3, 5 and 7.
private struct ClientSession {
    static let shared = try? ClientSession()

    private let loop: EventLoop
    private let listener: ListeningSocket
    private let configuration: ChannelConfiguration

    private init() throws {
        loop = try EventLoop(withoutThread: "fuzz")
        listener = try ListeningSocket(.unixAbstract(name: "generia-fuzz-client-\(getpid())"))
        var configuration = ChannelConfiguration()
        configuration.maximumResponseSize = 64 << 10
        configuration.backoff = ConnectionBackoff(initial: .milliseconds(1), maximum: .milliseconds(1), jitter: 0)
        configuration.serviceConfig = try ServiceConfig(
            json: """
                {"methodConfig": [{
                    "name": [{"service": "fuzz.Fuzz", "method": "Unary"}, {"service": "fuzz.Fuzz", "method": "ServerStreaming"}],
                    "retryPolicy": {
                        "maxAttempts": 2, "initialBackoff": "0.001s", "maxBackoff": "0.001s", "backoffMultiplier": 1,
                        "retryableStatusCodes": ["UNAVAILABLE", "NOT_FOUND"]
                    }
                }]}
                """)
        self.configuration = configuration
    }

    func send(_ pieces: [[UInt8]]) throws(Violation) {
        let channel = HTTP2Channel(.address(listener.address), loop: loop, configuration: configuration)
        let calls = DispatchGroup()
        for call in Self.calls {
            calls.enter()
            Task(executorPreference: loop) {
                try? await call(channel)
                calls.leave()
            }
        }
        loop.runUntilIdle()
        guard let socket = accept() else { throw Violation("the client does not connect") }
        loop.runUntilIdle()
        for piece in pieces {
            socket.send(piece)
            loop.runUntilIdle()
            _ = socket.drain()
        }
        socket.close()
        // What the client repeats, after a pause, meets a server that is gone.
        for _ in 0..<1000 {
            loop.runUntilIdle()
            while let socket = accept() { socket.close() }
            if calls.wait(timeout: .now()) == .success { return }
            usleep(1000)
        }
        throw Violation("a call does not end")
    }

    private func accept() -> FuzzSocket? { Sockets.accept(listener.descriptor).map { FuzzSocket(descriptor: $0.descriptor) } }

    private typealias Scalars = FuzzService.Scalars

    private static let calls: [@Sendable (HTTP2Channel) async throws -> Void] = [
        { channel in
            var options = CallOptions(metadata: ["x-text": "value"])
            options.compression = .gzip
            let _: Scalars = try await channel.unary(FuzzService.unary, Scalars(int32Value: 1), options: options)
        },
        { channel in
            try await channel.serverStreaming(FuzzService.serverStreaming, Scalars(int32Value: 1)) {
                (responses: MessageStream<Scalars>) in
                for try await _ in responses {}
            }
        },
        { channel in
            let _: Scalars = try await channel.clientStreaming(FuzzService.clientStreaming) { (requests: MessageWriter<Scalars>) in
                for number in 0..<3 { try await requests.write(Scalars(int32Value: Int32(number))) }
            }
        },
        { channel in
            try await channel.bidirectionalStreaming(FuzzService.bidirectional) { (call: ClientStream<Scalars, Scalars>) in
                try await call.requests.write(Scalars(bytesValue: [UInt8](repeating: 0, count: 70_000)))
                _ = try await call.initialMetadata()
                while let response = try await call.responses.next() { try await call.requests.write(response) }
            }
        },
    ]
}
