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
/// whatever happens, and `big`, which answers with 1 MiB.
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
                .unary(CallFixture.method) { (request: CallFixture.Request, _) in
                    started.add()
                    return try await answer(request.characterID, loops.loops[0], cancelled)
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

    private static func answer(_ id: String, _ loop: EventLoop, _ cancelled: Counter) async throws -> CallFixture.Response {
        switch id {
        case "hang":
            defer { cancelled.add() }
            try await loop.sleep(for: .seconds(60))
        case "stubborn":
            await withUnsafeContinuation { next in
                _ = loop.schedule(after: .seconds(1)) { next.resume() }
            }
        case "big":
            return CallFixture.Response(id: String(repeating: "x", count: 1 << 20))
        default:
            break
        }
        return CallFixture.Response(id: id)
    }

    /// Waits, blocking, until something holds.
    func wait(for seconds: Int = 10, until condition: () -> Bool) throws {
        let limit = MonotonicTime.now().advanced(by: .seconds(seconds))
        while !condition() {
            if MonotonicTime.now() > limit { throw RawPeer.Failure(text: "still not so after \(seconds) s") }
            _ = poll(nil, 0, 2)
        }
    }
}
