import Suite

/// `generia worker`: the worker alone, one of as many as there is work for.
enum WorkerCommand {
    private static let stateFile = Flag<String>.text(
        "state-file", "FILE", default: ".generia/state.json", "the file that tells where a running suite listens")
    private static let data = Flag<String>.text(
        "data", "DIR", default: SuiteFlags.data.fallback, "the data directory to share; beside a suite it is that one's")

    static let command = Command(
        name: "worker",
        purpose: "run only the worker, on services that run elsewhere; several share the work",
        details: [
            "Takes tasks out of the worker's database, which it shares with other workers: the MongoDB of the suite, or on one machine the data",
            "directory of a suite that runs without its own worker (generia up --except worker), which the state file names.",
            "Services are found at the addresses given, in a Consul, or at those of the suite that the state file names.",
            "On SIGTERM the worker takes no more tasks, finishes or gives back those under way within 10 s, and ends.",
        ],
        flags: [
            .init(
                title: "services",
                declarations: [stateFile.declaration, PeerFlags.consul.declaration]
                    + Component.generationServices.map { PeerFlags.address(of: $0).declaration }),
            .init(
                title: "addresses",
                declarations: [SuiteFlags.host.declaration, SuiteFlags.portBase.declaration]),
            .init(title: "state", declarations: [data.declaration, SuiteFlags.seed.declaration]),
            .init(title: "work", declarations: ComponentFlags.workerDeclarations),
            .init(title: "Kafka", declarations: KafkaFlags.declarations),
        ],
        examples: [
            .init(
                command: "generia up --except worker & generia worker & generia worker",
                meaning: "two workers share the worlds of a suite, in its data directory"),
            .init(
                command: "generia worker --mongodb-uri mongodb://db:27017 --consul consul:8500 --llm openrouter --images runware",
                meaning: "a worker on the platform's own services, with real providers"),
        ],
        exitCodes: [.cannotConnect],
        run: run)

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        let (settings, console, signals) = (invocation.settings, invocation.console, invocation.signals)
        signals.takeOver()
        let configuration = try SuiteConfiguration(settings, as: .worker(beside: neighbour(settings)))
        let host = try await SuiteHost.start(configuration, settings, stateFile: nil, console: console, signals: signals)
        if console.format != .text { console.printJSON(host.state.json) }
        await signals.first()
        await host.stop()
        return .fine
    }

    /// The suite of the state file; none when the flags say where every service is.
    private static func neighbour(_ settings: Settings) throws(CommandError) -> StateFile? {
        let isPlaced =
            settings[PeerFlags.consul] != PeerFlags.embedded
            || Component.generationServices.allSatisfy { settings[PeerFlags.address(of: $0)] != nil }
        if isPlaced, settings.source(of: stateFile) == .fallback { return nil }
        return try StateFile.ofRunningSuite(settings[stateFile])
    }
}
