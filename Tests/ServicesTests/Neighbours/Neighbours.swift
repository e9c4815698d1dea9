import AuthService
import Environments
import EventLoops
import GeneriaAPI
import InteractionService
import Persistence
import ProtoRuntime
import Telemetry

/// AuthService and InteractionService in this process, each on a database of its own, with a clock that stands.
struct Neighbours {
    static let secret = "a secret of the tests"

    let auth: AuthAPI.AuthServiceClient
    let interactions: InteractionAPI.InteractionServiceClient
    let clock: StandingClock
    let authStore: SQLiteStore
    let interactionStore: SQLiteStore

    /// Runs `body` with both services.
    static func with(_ body: (Neighbours) async throws -> Void) async throws {
        let pool = BlockingPool(threads: 4, name: "neighbours-disk")
        let loop = try EventLoop(name: "neighbours")
        let clock = StandingClock()
        let environment = Environment(clock: clock)
        let channel = InProcessChannel(loop: loop)
        let authStore = try await SQLiteStore.inMemory(pool: pool)
        let interactionStore = try await SQLiteStore.inMemory(pool: pool)
        var configuration = AuthConfiguration()
        configuration.secret = secret
        configuration.lifetime = .seconds(60)
        let auth = AuthServiceHandler(
            store: authStore, environment: environment, pool: pool, configuration: configuration, logger: .disabled)
        let interactions = InteractionServiceHandler(
            store: interactionStore, environment: environment, users: AuthAPI.AuthServiceClient(channel), logger: .disabled)
        try await auth.prepare()
        try await interactions.prepare()
        channel.serve([AuthAPI.definition(of: auth), InteractionAPI.definition(of: interactions)])
        let neighbours = Neighbours(
            auth: AuthAPI.AuthServiceClient(channel), interactions: InteractionAPI.InteractionServiceClient(channel), clock: clock,
            authStore: authStore, interactionStore: interactionStore)
        let result: Result<Void, any Error>
        do { result = .success(try await body(neighbours)) } catch { result = .failure(error) }
        await authStore.close()
        await interactionStore.close()
        loop.stop()
        pool.stop()
        try result.get()
    }

    /// Registers a user `name` with the password `name` and the address `name@example.org`.
    func register(_ name: String) async throws(RPCError) -> AuthAPI.RegisterResponse {
        try await auth.register(.init(email: "\(name)@example.org", username: name, password: name))
    }
}
