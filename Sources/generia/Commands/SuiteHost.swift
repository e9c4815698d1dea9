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
    private let stateFile: String?
    private let console: Console

    /// Starts the suite that the flags ask for, then writes the state file and the banner.
    static func start(
        _ settings: Settings, console: Console, signals: ShutdownSignals, defaults: (inout SuiteConfiguration) -> Void = { _ in }
    ) async throws(CommandError) -> SuiteHost {
        var configuration = try SuiteConfiguration(settings)
        defaults(&configuration)
        return try await start(configuration, settings, stateFile: settings[SuiteFlags.stateFile], console: console, signals: signals)
    }

    /// Starts a suite, then writes the banner and, if it is to have one, the state file.
    ///
    /// While a database or object storage elsewhere does not answer, the suite listens but is not ready: this returns when it is, or with the
    /// first signal.
    static func start(
        _ configuration: SuiteConfiguration, _ settings: Settings, stateFile: String?, console: Console, signals: ShutdownSignals
    ) async throws(CommandError) -> SuiteHost {
        var configuration = configuration
        if console.verbosity == .verbose { configuration.textListener = { console.note(text: $0) } }
        if !["127.0.0.1", "::1", "localhost"].contains(configuration.host) {
            console.warn(
                "listening on \(configuration.host): whoever reaches this machine reaches the suite, which asks nobody who they are")
        }
        do throws(SuiteError) {
            if let stateFile { try StateFile.claim(stateFile) }
            let suite = try await RunningSuite.start(configuration, logger: logger(settings, console: console))
            let state = StateFile(
                pid: Int(getpid()), startedAt: suite.startedAt.iso8601, seed: configuration.seed,
                dataDirectory: configuration.databaseDirectory.flatMap(DataDirectory.absolute),
                endpoints: suite.listeners.compactMap { listener in
                    listener.component.endpointName.map { ($0, listener.address) }
                } + (suite.kafka.map { [("kafka", $0.brokers)] } ?? []))
            let host = SuiteHost(suite: suite, state: state, stateFile: stateFile, console: console)
            host.printListeners(configuration)
            await host.waitUntilReady(signals)
            guard suite.obstacles.isEmpty else { return host }
            do throws(SuiteError) {
                if let stateFile { try state.write(to: stateFile) }
            } catch {
                await suite.stop(grace: .zero)
                throw error
            }
            console.say("All services ready.")
            return host
        } catch {
            throw CommandError(error)
        }
    }

    private func waitUntilReady(_ signals: ShutdownSignals) async {
        guard !suite.obstacles.isEmpty else { return }
        for reason in suite.obstacles { console.note("Waiting: \(reason).") }
        let suite = suite
        signals.onFirst { suite.giveUpWaiting() }
        await suite.allReady()
    }

    /// Stops the suite: running calls and tasks get a grace to end.
    func stop() async {
        if console.terminal.isInteractive { console.note("Stopping…") }
        if let stateFile { state.remove(from: stateFile) }
        await suite.stop(grace: Self.grace)
    }

    private func printListeners(_ configuration: SuiteConfiguration) {
        console.say("generia \(VersionCommand.version), seed \(configuration.seed)")
        var rows = suite.listeners.map { (label: $0.component.title, text: "\($0.component.scheme)://\($0.address)") }
        if let kafka = suite.kafka {
            rows.append((kafka.isEmbedded ? "Kafka (librdkafka's mock, nothing kept)" : "Kafka elsewhere", kafka.brokers))
        }
        if configuration.runs(.worker) { rows += Self.paidProviders(configuration) }
        for line in Table.aligned(rows, indent: 2) { console.say(line) }
    }

    /// The providers that are not built in: what they do may cost money.
    private static func paidProviders(_ configuration: SuiteConfiguration) -> [(label: String, text: String)] {
        let providers = [
            ("texts", configuration.languageModel, configuration.languageModelName),
            ("pictures", configuration.images, configuration.imageModelName),
        ]
        return providers.compactMap { what, provider, model in
            if case .external(let url, _) = provider { ("\(what) by \(model)", url) } else { nil }
        }
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
