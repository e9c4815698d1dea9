import EventLoops
import ProtoRuntime

/// Services with a channel to them.
enum ServiceFixture {
    /// Runs `body` with a channel to services that are offered over `transport`.
    static func with(
        _ transport: Transport, _ services: [ServiceDefinition], _ body: (any Channel) async throws -> Void
    ) async throws {
        let loops = try EventLoopGroup(count: 2, name: "test")
        defer { loops.stop() }
        switch transport {
        case .http2:
            let server = try Server.start(host: "127.0.0.1", port: 0, services: services, loops: loops)
            let channel = HTTP2Channel(host: "127.0.0.1", port: server.port, loop: loops.next())
            do { try await body(channel) } catch {
                channel.close()
                await server.shutdown(grace: .seconds(1))
                throw error
            }
            channel.close()
            await server.shutdown(grace: .seconds(1))
        case .inProcess:
            let channel = InProcessChannel(loop: loops.next())
            channel.serve(services)
            try await body(channel)
        }
    }
}
