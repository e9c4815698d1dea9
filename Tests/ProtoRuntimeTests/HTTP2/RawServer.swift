import EventLoops
import GeneriaAPI
import Glibc
import Synchronization

@testable import ProtoRuntime

/// A number that many threads raise.
final class Counter: Sendable {
    private let number = Atomic(0)

    var value: Int { number.load(ordering: .sequentiallyConsistent) }

    func add() { number.add(1, ordering: .sequentiallyConsistent) }
}

/// A server for raw peers. Its handler echoes the id, except for `hang`, which waits to be cancelled, `stubborn`, which works for a second
/// whatever happens, `medium` and `big`, which answer with 60,000 bytes and 1 MiB, and `initial`, `trailing` and `failing`, which answer with metadata of 10,000 bytes
/// in headers, trailers, and the trailers of a failure.
struct RawServer: Sendable {
    let server: Server
    /// Handlers that have begun.
    let started: Counter
    /// Handlers that were cancelled.
    let cancelled: Counter

    var port: Int { server.port }

    /// - Parameters:
    ///   - configure: changes of the server's defaults.
    ///   - body: what the peers do, on a thread of its own because they block.
    static func with(
        _ configure: (inout ServerConfiguration) -> Void = { _ in }, _ body: @escaping @Sendable (RawServer) throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: 1, name: "raw")
        var configuration = ServerConfiguration()
        configure(&configuration)
        let (started, cancelled) = (Counter(), Counter())
        let service = ServiceDefinition(
            name: "generia.character.CharacterService",
            methods: [
                .unary(CallFixture.method) { (request: CallFixture.Request, context) in
                    started.add()
                    return try await answer(request.characterID, context, loops.loops[0], cancelled)
                }
            ])
        let server = try Server.start(host: "127.0.0.1", port: 0, services: [service], loops: loops, configuration: configuration)
        let thread = BlockingPool(threads: 1, name: "raw")
        let raw = RawServer(server: server, started: started, cancelled: cancelled)
        let result = await thread.run { Result { try body(raw) } }
        await server.shutdown(grace: .zero)
        thread.stop()
        loops.stop()
        try result.get()
    }

    private static func answer(
        _ id: String, _ context: ServerContext, _ loop: EventLoop, _ cancelled: Counter
    ) async throws -> CallFixture.Response {
        let large: Metadata = ["x-large": String(repeating: "v", count: 10_000)]
        switch id {
        case "initial": context.addInitialMetadata(large)
        case "trailing": context.addTrailingMetadata(large)
        case "failing": throw RPCError(.notFound, String(repeating: "m", count: 10_000), metadata: large)
        case "hang":
            defer { cancelled.add() }
            try await loop.sleep(for: .seconds(60))
        case "stubborn":
            await withUnsafeContinuation { next in
                _ = loop.schedule(after: .seconds(1)) { next.resume() }
            }
        case "medium":
            return CallFixture.Response(id: String(repeating: "x", count: 60_000))
        case "big":
            return CallFixture.Response(id: String(repeating: "x", count: 1 << 20))
        default:
            break
        }
        return CallFixture.Response(id: id)
    }

    /// Waits, blocking, until something holds.
    func wait(for seconds: Int = 60, until condition: () -> Bool) throws {
        let limit = MonotonicTime.now().advanced(by: .seconds(seconds))
        while !condition() {
            if MonotonicTime.now() > limit { throw RawPeer.Failure(text: "still not so after \(seconds) s") }
            _ = poll(nil, 0, 2)
        }
    }
}
