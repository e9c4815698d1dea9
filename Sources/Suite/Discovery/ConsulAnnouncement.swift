import Synchronization
import Telemetry

/// Keeps services known to an agent of Consul as long as they run.
///
/// They are registered again from time to time: an agent that was away or was started anew learns of them, and one that has taken an instance
/// for dead, because the process was stopped for a while, takes it back.
final class ConsulAnnouncement: Sendable {
    private static let interval = Duration.seconds(10)
    private static let firstPause = Duration.milliseconds(500)

    private let registrations: [ServiceRegistration]
    private let agent: ConsulAgent
    private let logger: Logger
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ registrations: [ServiceRegistration], to agent: ConsulAgent, logger: Logger) {
        self.registrations = registrations
        self.agent = agent
        self.logger = logger
    }

    /// Begins; an agent that is away is tried again.
    func start() {
        let running = Task { await self.run() }
        task.withLock { $0 = running }
    }

    /// Ends, and takes the services out.
    func end() async {
        let running = task.withLock { $0.take() }
        running?.cancel()
        await running?.value
        for registration in registrations {
            do throws(ConsulAgent.Failure) {
                try await agent.deregister(id: registration.id)
            } catch {
                logger.warning("a service was not deregistered", ["service": registration.name, "reason": "\(error)"])
                // The others would wait for the same agent in vain; it drops them when their checks fail.
                return
            }
        }
    }

    private func run() async {
        var pause = Self.firstPause
        var isAway = false
        while !Task.isCancelled {
            do throws(ConsulAgent.Failure) {
                for registration in registrations { try await agent.register(registration) }
                if isAway { logger.warning("the services are registered", ["agent": agent.address]) }
                isAway = false
                pause = Self.interval
            } catch {
                if !isAway, !Task.isCancelled { logger.warning("the services are not registered", ["reason": "\(error)"]) }
                isAway = true
                pause = min(pause * 2, Self.interval)
            }
            try? await Task.sleep(for: pause)
        }
    }
}
