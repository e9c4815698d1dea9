import Environments
import Telemetry

/// A suite that serves: built by ``start(_:logger:)`` out of a configuration, ended by ``stop(grace:)``.
///
/// Order of building: data directory and threads; databases and object storage; worker and services; listeners; discovery. It is undone in
/// reverse, so that nothing loses what it rests on.
public final class RunningSuite: Sendable {
    /// When the suite began to be built.
    public let startedAt: Timestamp
    /// All listeners, in the order of ``Component``.
    public let listeners: [Listener]
    /// The Kafka by which tasks go; `nil` when they do not.
    public let kafka: KafkaPlace?
    private let readiness: Readiness
    private let teardown: Teardown

    init(startedAt: Timestamp, listeners: [Listener], kafka: KafkaPlace?, readiness: Readiness, teardown: Teardown) {
        self.startedAt = startedAt
        self.listeners = listeners
        self.kafka = kafka
        self.readiness = readiness
        self.teardown = teardown
    }

    /// What some of the services still wait for, such as a database that does not answer; they refuse their calls meanwhile. Empty when all
    /// of them serve.
    public var obstacles: [String] { readiness.obstacles }

    /// Returns when everything that was waited for has come, or when the suite is stopped.
    public func allReady() async { await readiness.allReady() }

    /// Stops trying what is waited for; ``allReady()`` returns then.
    public func giveUpWaiting() { readiness.abandon() }

    /// Builds a suite and returns when it listens. What rests on a database or object storage that does not answer yet serves later, see
    /// ``obstacles``. Worlds whose generation an earlier process left unfinished go on.
    /// - Throws: ``SuiteError``; nothing is left running then.
    public static func start(_ configuration: SuiteConfiguration, logger: Logger) async throws(SuiteError) -> RunningSuite {
        try configuration.checkComponents()
        let teardown = Teardown()
        do throws(SuiteError) {
            return try await SuiteBuilder(configuration, logger: logger, teardown: teardown).build()
        } catch {
            await teardown.run(grace: .zero)
            throw error
        }
    }

    /// Ends the suite: takes no more calls and tasks, lets those under way end within `grace`, closes everything. Idempotent.
    public func stop(grace: Duration) async {
        await teardown.run(grace: grace)
    }
}
