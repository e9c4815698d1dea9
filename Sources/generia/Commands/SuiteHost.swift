import Environments
import Glibc
import Suite
import Telemetry

/// A suite that lives in this process, with its state file and banner.
struct SuiteHost: Sendable {
    /// How long calls and tasks may take to end once the suite is to stop.
    private static let grace = Duration.seconds(10)

    let suite: RunningSuite
    let state: StateFile
    private let stateFile: String
    private let console: Console

    /// Starts the suite that the flags ask for, then writes the state file and the banner.
    static func start(_ settings: Settings, console: Console) async throws(CommandError) -> SuiteHost {
        let configuration = try SuiteConfiguration(settings)
        let stateFile = settings[SuiteFlags.stateFile]
        if !["127.0.0.1", "::1", "localhost"].contains(configuration.host) {
            console.warn(
                "listening on \(configuration.host): whoever reaches this machine reaches the suite, which asks nobody who they are")
        }
        do throws(SuiteError) {
            try StateFile.claim(stateFile)
            let suite = try await RunningSuite.start(configuration, logger: logger(settings, console: console))
            let state = StateFile(
                pid: Int(getpid()), startedAt: suite.startedAt.iso8601, seed: configuration.seed,
                endpoints: suite.listeners.compactMap { listener in
                    listener.component.endpointName.map { ($0, listener.address) }
                })
            do throws(SuiteError) {
                try state.write(to: stateFile)
            } catch {
                await suite.stop(grace: .zero)
                throw error
            }
            let host = SuiteHost(suite: suite, state: state, stateFile: stateFile, console: console)
            host.printBanner(configuration)
            return host
        } catch {
            throw CommandError(error)
        }
    }

    /// Stops the suite: running calls and tasks get a grace to end.
    func stop() async {
        if console.terminal.isInteractive { console.note("Stopping…") }
        state.remove(from: stateFile)
        await suite.stop(grace: Self.grace)
    }

    private func printBanner(_ configuration: SuiteConfiguration) {
        console.say("generia \(VersionCommand.version), seed \(configuration.seed)")
        let rows = suite.listeners.map { (label: $0.component.title, text: "\($0.component.scheme)://\($0.address)") }
        for line in Table.aligned(rows, indent: 2) { console.say(line) }
        console.say("All services ready.")
    }

    private static func logger(_ settings: Settings, console: Console) -> Logger {
        let level: LogLevel =
            switch console.verbosity {
            case .quiet: .error
            case .normal: .warning
            case .verbose: .debug
            }
        return Logger(service: "generia", level: settings[CommonFlags.logLevel] ?? level, sink: console.logSink)
    }
}
