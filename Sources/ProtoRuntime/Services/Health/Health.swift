import Synchronization

/// The standard health service, `grpc.health.v1.Health` (gRPC "Health Checking Protocol"): tells whether a server and its services are
/// ready for calls.
public final class HealthService: Sendable {
    /// The status of a service.
    public typealias Status = HealthAPI.HealthCheckResponse.ServingStatus

    /// What is answered for a service that was never set.
    public enum UnknownServices: Sendable {
        /// `Check` fails with NOT_FOUND and `Watch` says SERVICE_UNKNOWN until the service is set, as the protocol says.
        case notFound
        /// SERVING, whatever the name.
        case serving
    }

    /// How many services `List` tells of; with more it fails with RESOURCE_EXHAUSTED (gRFC A90).
    public static let maximumListSize = 100

    private struct State {
        var statuses: [String: Status]
        var watchers: [String: [ObjectIdentifier: LatestValue<Status>]] = [:]
        var isShutDown = false
    }

    private let state: Mutex<State>
    private let unknownServices: UnknownServices
    private let offersWatch: Bool

    /// - Parameters:
    ///   - services: the services that are serving; the server as a whole, under the empty name, always is.
    ///   - unknownServices: what is answered for other names.
    ///   - offersWatch: whether `Watch` is answered; otherwise it fails with UNIMPLEMENTED.
    public init(serving services: [String], unknownServices: UnknownServices = .notFound, offersWatch: Bool = true) {
        var statuses: [String: Status] = ["": .serving]
        for service in services { statuses[service] = .serving }
        state = Mutex(State(statuses: statuses))
        self.unknownServices = unknownServices
        self.offersWatch = offersWatch
    }

    /// The service, to be offered by a server.
    public var definition: ServiceDefinition { HealthAPI.definition(of: self) }

    // MARK: Setting

    /// Sets the status of one service; the empty name is the server as a whole. Has no effect after ``shutdown()``.
    public func set(_ status: Status, for service: String) {
        state.withLock { state in
            guard !state.isShutDown else { return }
            Self.set(status, for: service, in: &state)
        }
    }

    /// Sets the status of all services. Has no effect after ``shutdown()``.
    public func setAll(_ status: Status) {
        state.withLock { state in
            guard !state.isShutDown else { return }
            for service in state.statuses.keys { Self.set(status, for: service, in: &state) }
        }
    }

    /// Sets all services to NOT_SERVING for good and ends every `Watch` after it has said so: what a server does before it drains, so that
    /// callers turn to another one and no watcher holds the drain up.
    public func shutdown() {
        setAll(.notServing)
        let watchers = state.withLock { state in
            state.isShutDown = true
            return state.watchers.values.flatMap(\.values)
        }
        for watcher in watchers { watcher.finish() }
    }

    private static func set(_ status: Status, for service: String, in state: inout State) {
        state.statuses[service] = status
        for watcher in (state.watchers[service] ?? [:]).values { watcher.set(status) }
    }

    /// The status of a service; `nil` for one that is not known.
    private func status(of service: String, in state: State) -> Status? {
        state.statuses[service] ?? (unknownServices == .serving ? .serving : nil)
    }

    // MARK: Watching

    /// How many calls of `Watch` are running.
    var watcherCount: Int { state.withLock { state in state.watchers.values.reduce(0) { $0 + $1.count } } }

    /// The values that a watcher of a service shall see, beginning with the status now.
    private func startWatching(_ service: String) -> LatestValue<Status> {
        state.withLock { state in
            let watcher = LatestValue(status(of: service, in: state) ?? .serviceUnknown)
            if state.isShutDown { watcher.finish() }
            state.watchers[service, default: [:]][ObjectIdentifier(watcher)] = watcher
            return watcher
        }
    }

    private func stopWatching(_ service: String, _ watcher: LatestValue<Status>) {
        state.withLock { state in
            state.watchers[service]?[ObjectIdentifier(watcher)] = nil
            if state.watchers[service]?.isEmpty == true { state.watchers[service] = nil }
        }
    }
}

extension HealthService: HealthAPI.Health {
    /// The status of one service now.
    public func check(_ request: HealthAPI.HealthCheckRequest, context: ServerContext) async throws -> HealthAPI.HealthCheckResponse {
        guard let status = state.withLock({ status(of: request.service, in: $0) }) else { throw RPCError(.notFound, "unknown service") }
        return HealthAPI.HealthCheckResponse(status: status)
    }

    /// The status of every known service.
    public func list(_ request: HealthAPI.HealthListRequest, context: ServerContext) async throws -> HealthAPI.HealthListResponse {
        let statuses = state.withLock { $0.statuses }
        guard statuses.count <= Self.maximumListSize else {
            throw RPCError(.resourceExhausted, "\(statuses.count) services are too many to list (accepted: \(Self.maximumListSize))")
        }
        return HealthAPI.HealthListResponse(statuses: statuses.mapValues { HealthAPI.HealthCheckResponse(status: $0) })
    }

    /// The status of one service now and whenever it has changed, until the caller cancels or the service is shut down. Of changes that
    /// follow faster than the caller reads, it sees the last.
    public func watch(
        _ request: HealthAPI.HealthCheckRequest, responses: MessageWriter<HealthAPI.HealthCheckResponse>, context: ServerContext
    ) async throws {
        guard offersWatch else { throw RPCError(.unimplemented, "Watch is not implemented") }
        let watcher = startWatching(request.service)
        defer { stopWatching(request.service, watcher) }
        var last: Status?
        while let status = await watcher.next() {
            if status != last { try await responses.write(HealthAPI.HealthCheckResponse(status: status)) }
            last = status
        }
        try Task.checkCancellation()
        throw RPCError(.unavailable, "the server is shutting down")
    }
}
