import Synchronization

/// The standard health service, `grpc.health.v1.Health` (gRPC "Health Checking Protocol"): `Check` and `List`.
public final class HealthService: Sendable {
    /// The status of a service.
    public typealias Status = HealthAPI.HealthCheckResponse.ServingStatus

    /// What `Check` answers for a service that was never set.
    public enum UnknownServices: Sendable {
        /// NOT_FOUND `unknown service`, as the protocol says.
        case notFound
        /// SERVING, whatever the name: how the platform's CharacterService behaves (platform contract, section 5.1).
        case serving
    }

    private let statuses: Mutex<[String: Status]>
    private let unknownServices: UnknownServices

    /// - Parameters:
    ///   - services: the services that are serving; the server as a whole, under the empty name, always is.
    ///   - unknownServices: what `Check` answers for other names.
    public init(serving services: [String], unknownServices: UnknownServices = .notFound) {
        var statuses: [String: Status] = ["": .serving]
        for service in services { statuses[service] = .serving }
        self.statuses = Mutex(statuses)
        self.unknownServices = unknownServices
    }

    /// Sets the status of one service; the empty name is the server as a whole.
    public func set(_ status: Status, for service: String) {
        statuses.withLock { $0[service] = status }
    }

    /// Sets the status of all services, before a server drains.
    public func setAll(_ status: Status) {
        statuses.withLock { statuses in
            for service in statuses.keys { statuses[service] = status }
        }
    }

    /// The service, to be offered by a server.
    public var definition: ServiceDefinition {
        ServiceDefinition(
            name: "grpc.health.v1.Health",
            methods: [
                .unary(HealthAPI.HealthMethods.check) { (request: HealthAPI.HealthCheckRequest, _) in
                    HealthAPI.HealthCheckResponse(status: try self.check(request.service))
                },
                .unary(HealthAPI.HealthMethods.list) { (_: HealthAPI.HealthListRequest, _) in
                    let statuses = self.statuses.withLock { $0 }
                    return HealthAPI.HealthListResponse(statuses: statuses.mapValues { HealthAPI.HealthCheckResponse(status: $0) })
                },
                .unary(HealthAPI.HealthMethods.watch) { (_: HealthAPI.HealthCheckRequest, _) -> HealthAPI.HealthCheckResponse in
                    throw RPCError(.unimplemented, "Watch is not implemented")
                },
            ], fileDescriptorSet: HealthAPI.fileDescriptorSet)
    }

    private func check(_ service: String) throws(RPCError) -> Status {
        if let status = statuses.withLock({ $0[service] }) { return status }
        switch unknownServices {
        case .serving: return .serving
        case .notFound: throw RPCError(.notFound, "unknown service")
        }
    }
}
