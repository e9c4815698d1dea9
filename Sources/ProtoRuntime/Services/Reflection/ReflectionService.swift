/// Server reflection (gRPC "Server Reflection Protocol"), v1 and v1alpha: tells clients that have no proto files, such as grpcurl, which
/// services there are and how their messages look. It answers from ``ServiceDefinition/fileDescriptorSet``.
///
///     let services = [greeter, health.definition]
///     let server = try Server.start(…, services: services + ReflectionService(describing: services).definitions, …)
public struct ReflectionService: Sendable {
    private let pool: DescriptorPool
    private let services: [String]

    /// - Parameter services: what the server offers beside reflection itself, which is described, too.
    public init(describing services: [ServiceDefinition]) {
        pool = DescriptorPool(
            services.map(\.fileDescriptorSet) + [ReflectionV1API.fileDescriptorSet, ReflectionV1alphaAPI.fileDescriptorSet])
        let own = [ReflectionV1API.ServerReflectionMethods.all, ReflectionV1alphaAPI.ServerReflectionMethods.all]
        self.services = Set(services.map(\.name) + own.flatMap { $0 }.map(\.service)).sorted()
    }

    /// Both versions of the service, to be offered by a server.
    public var definitions: [ServiceDefinition] {
        [ReflectionV1API.definition(of: self), ReflectionV1alphaAPI.definition(of: V1alpha(service: self))]
    }

    private var session: ReflectionSession { ReflectionSession(pool: pool, services: services) }

    /// v1alpha differs from v1 in the name of its package only: messages are read as those of the other version.
    private struct V1alpha: ReflectionV1alphaAPI.ServerReflection {
        let service: ReflectionService

        func serverReflectionInfo(
            _ requests: MessageStream<ReflectionV1alphaAPI.ServerReflectionRequest>,
            responses: MessageWriter<ReflectionV1alphaAPI.ServerReflectionResponse>, context: ServerContext
        ) async throws {
            var session = service.session
            for try await request in requests {
                let answer = session.answer(try ReflectionSession.Request(decoding: request.encoded()))
                try await responses.write(try ReflectionV1alphaAPI.ServerReflectionResponse(decoding: answer.encoded()))
            }
        }
    }
}

extension ReflectionService: ReflectionV1API.ServerReflection {
    /// Answers every question of the stream, in order.
    public func serverReflectionInfo(
        _ requests: MessageStream<ReflectionV1API.ServerReflectionRequest>,
        responses: MessageWriter<ReflectionV1API.ServerReflectionResponse>, context: ServerContext
    ) async throws {
        var session = session
        for try await request in requests {
            try await responses.write(session.answer(request))
        }
    }
}
