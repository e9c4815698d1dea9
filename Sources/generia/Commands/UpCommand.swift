import Suite

/// `generia up`: the suite in the foreground.
enum UpCommand {
    static let command = Command(
        name: "up",
        purpose: "start the suite in the foreground and stay until Ctrl-C",
        details: [
            "Starts CharacterService, MediaService, PostService, WorldService, AuthService and InteractionService (gRPC), object storage (S3),",
            "discovery (Consul), stand-ins for the providers of texts and images, and the worker that generates worlds.",
        ],
        flags: SuiteFlags.groups,
        examples: [
            .init(command: "generia up", meaning: "on the platform's ports, data in .generia/data"),
            .init(
                command: "generia up --ephemeral --in-memory --state-file /tmp/suite.json", meaning: "for a test: free ports, nothing kept"),
        ],
        run: run)

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        let signals = invocation.signals
        signals.takeOver()
        let host = try await SuiteHost.start(invocation.settings, console: invocation.console, signals: signals)
        if invocation.console.format != .text { invocation.console.printJSON(host.state.json) }
        await signals.first()
        await host.stop()
        return .fine
    }
}
