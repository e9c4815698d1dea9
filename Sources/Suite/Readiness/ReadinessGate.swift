import ProtoRuntime

/// Refuses the calls of a component that cannot serve yet, with the reason. Health checks and reflection are answered: they are how others
/// find out.
struct ReadinessGate: ServerInterceptor {
    private static let openServices = ["grpc.health.", "grpc.reflection."]

    let component: Component
    let readiness: Readiness

    func intercept(_ request: CallMessages, context: ServerContext, next: Next) async throws -> CallMessages {
        if let obstacle = readiness.obstacle(of: component), !Self.openServices.contains(where: context.method.service.hasPrefix) {
            throw RPCError(.unavailable, "\(component.title) is not ready: \(obstacle)")
        }
        return try await next(request, context)
    }
}
