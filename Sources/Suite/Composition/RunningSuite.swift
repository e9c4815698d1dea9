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
    private let teardown: Teardown

    private init(startedAt: Timestamp, listeners: [Listener], teardown: Teardown) {
        self.startedAt = startedAt
        self.listeners = listeners
        self.teardown = teardown
    }

    /// Builds a suite and returns when all of it serves. Worlds whose generation an earlier process left unfinished go on.
    /// - Throws: ``SuiteError``; nothing is left running then.
    public static func start(_ configuration: SuiteConfiguration, logger: Logger) async throws(SuiteError) -> RunningSuite {
        try configuration.checkComponents()
        let teardown = Teardown()
        do throws(SuiteError) {
            return try await SuiteBuilder(configuration, logger: logger, teardown: teardown).build { startedAt, listeners in
                RunningSuite(startedAt: startedAt, listeners: listeners, teardown: teardown)
            }
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
