import ServiceSupport
import Suite

/// `generia demo`: the suite with a world in it.
enum DemoCommand {
    private static let prompt = "a floating archipelago where the islands drift on music and every islander tunes a different wind"
    private static let world = WorldFlags(characters: 5, posts: 20)
    private static let exit = Flag<Bool>.toggle("exit", "end when the world is complete, in the place of waiting for Ctrl-C")

    static let command = Command(
        name: "demo",
        purpose: "start the suite, generate one world and tell where to look at it",
        details: [
            "What the platform lacks is offered, too, as with --extensions, unless --strict is given.",
            "Stays until Ctrl-C, so that clients can look at the world; with --exit it ends with the generation.",
        ],
        flags: [world.group, .init(title: "demo", declarations: [exit.declaration])] + SuiteFlags.groups,
        examples: [
            .init(command: "generia demo --prompt 'a library that dreams' --characters 20 --posts 100", meaning: "a larger world"),
            .init(command: "generia demo --ephemeral --in-memory --exit -o json", meaning: "one JSON object as the result, for scripts"),
        ],
        exitCodes: [.failed, .cannotConnect, .refused],
        run: run)

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        let (settings, console) = (invocation.settings, invocation.console)
        let order = try world.order(settings, fallback: prompt)
        let signals = invocation.signals
        signals.takeOver()
        let host = try await SuiteHost.start(settings, console: console, signals: signals) { configuration in
            if configuration.behaviour == .standard { configuration.behaviour = .extended }
        }
        let result = await Self.generate(order, on: host, console: console, signals: signals)
        switch result {
        case .success(let outcome?):
            outcome.report(to: console)
            if settings[exit] {
                await host.stop()
                return outcome.exitCode
            }
            for line in NextSteps(state: host.state, worldID: outcome.progress.worldID).lines { console.say(line) }
            await signals.first()
            await host.stop()
            return outcome.exitCode
        case .success(nil):
            await host.stop()
            guard settings[exit] else { return .fine }
            throw CommandError(.other, "interrupted before the world was complete", hint: "generia up goes on with it")
        case .failure(let error):
            await host.stop()
            throw error
        }
    }

    /// Generates the world; a signal ends the watching, not the generation.
    private static func generate(
        _ order: WorldOrder, on host: SuiteHost, console: Console, signals: ShutdownSignals
    ) async -> Result<Generation.Outcome?, CommandError> {
        let generation = Task { () async -> Result<Generation.Outcome?, CommandError> in
            do throws(CommandError) {
                guard let address = host.state[endpoint: "world"] else {
                    throw CommandError(.usage, "a demo needs WorldService", hint: "leave --only and --except away")
                }
                let connection = try PlatformConnection(address: address)
                defer { connection.close() }
                let follower = GenerationFollower(connection: connection, console: console)
                return .success(try await Generation(order: order, follower: follower).run())
            } catch {
                return .failure(error)
            }
        }
        signals.onFirst { generation.cancel() }
        return await generation.value
    }
}

/// What one can do with a suite that has a world in it.
struct NextSteps: Sendable {
    let state: StateFile
    let worldID: String

    var lines: [String] {
        var rows: [(label: String, text: String)] = [("its state", "generia status \(worldID)")]
        if let post = state[endpoint: "post"] {
            let call = "grpcurl -plaintext -import-path proto -proto post/post.proto -d '{\"world_id\":\"\(worldID)\",\"limit\":3}'"
            rows.append(("its posts", "\(call) \(post) post.PostService/GetGlobalFeed"))
        }
        if let consul = state[endpoint: "consul"] {
            rows.append(("discovery", "curl http://\(consul)/v1/health/service/post-service?passing=1"))
        }
        if let s3 = state[endpoint: "s3"] { rows.append(("its pictures", "http://\(s3), bucket generia-images, prefix \(worldID)/")) }
        if let admin = state[endpoint: "admin"] { rows.append(("the suite", "curl http://\(admin)/")) }
        return ["", "Where to look next:"] + Table.aligned(rows, indent: 2) + ["", "Ctrl-C ends the suite."]
    }
}
