/// Prints what belongs to a service: the table of its methods, the protocol to implement, the client and the definition.
struct ServiceRenderer {
    let registry: TypeRegistry
    let access: String

    /// `CharacterServiceMethods`: a constant for each method and the list of all.
    func methodTable(_ service: ProtoService) -> Source {
        .group([
            .documentation("The methods of `\(service.fullName)`."),
            .block("\(access) enum \(service.name)Methods") {
                for method in service.methods {
                    Source.documentation("`\(service.fullName)/\(method.name)`.")
                    "\(access) static let \(SwiftNames.method(method.name)) = MethodDescriptor("
                    "    service: \"\(service.fullName)\", name: \"\(method.name)\", kind: .\(kind(method)))"
                }
                Source.blank
                Source.documentation("All methods, in the order of the proto file.")
                "\(access) static let all: [MethodDescriptor] = ["
                for method in service.methods { "    \(SwiftNames.method(method.name))," }
                "]"
            },
        ])
    }

    /// The protocol that an implementation conforms to.
    func serviceProtocol(_ service: ProtoService) -> Source {
        .group([
            .documentation(text(service.comment, or: "What an implementation of `\(service.fullName)` offers.")),
            .block("\(access) protocol \(service.name): Sendable") {
                for method in service.methods {
                    Source.documentation(text(method.comment, or: "`\(method.name)`."))
                    "func \(SwiftNames.method(method.name))(_ request: \(type(method.input)), context: ServerContext) "
                        + "async throws -> \(type(method.output))"
                    Source.blank
                }
            },
        ])
    }

    /// The client that makes the calls through a channel.
    func client(_ service: ProtoService) -> Source {
        .group([
            .documentation("Calls the methods of `\(service.fullName)` through a channel."),
            .block("\(access) struct \(service.name)Client: Sendable") {
                "private let channel: any Channel"
                "private let options: CallOptions"
                Source.blank
                Source.documentation("A client that calls through `channel`; `options` hold for calls that are made without their own.")
                Source.block("\(access) init(_ channel: any Channel, options: CallOptions = .default)") {
                    "self.channel = channel"
                    "self.options = options"
                }
                for method in service.methods {
                    Source.blank
                    clientMethod(method, of: service)
                }
            },
        ])
    }

    private func clientMethod(_ method: ProtoService.Method, of service: ProtoService) -> Source {
        let name = SwiftNames.method(method.name)
        return .group([
            .documentation(text(method.comment, or: "`\(method.name)`.")),
            .documentation("- Throws: the status of the call when it is not OK."),
            .function(
                "\(access) func \(name)",
                ["_ request: \(type(method.input))", "options: CallOptions? = nil"],
                returning: "async throws(RPCError) -> \(type(method.output))",
                [.line("try await channel.unary(\(service.name)Methods.\(name), request, options: options ?? self.options)")]),
        ])
    }

    /// The function that makes a definition from an implementation.
    func definition(_ service: ProtoService) -> Source {
        .group([
            .documentation("`\(service.fullName)` as a server offers it, answered by `service`."),
            .block("\(access) static func definition(of service: some \(service.name)) -> ServiceDefinition") {
                "ServiceDefinition("
                "    name: \"\(service.fullName)\","
                "    methods: ["
                for method in service.methods {
                    let name = SwiftNames.method(method.name)
                    "        .unary(\(service.name)Methods.\(name)) { (request: \(type(method.input)), context: ServerContext) in"
                    "            try await service.\(name)(request, context: context)"
                    "        },"
                }
                "    ],"
                "    fileDescriptorSet: fileDescriptorSet)"
            },
        ])
    }

    private func type(_ fullName: String) -> String {
        registry.swiftName(fullName)
    }

    private func kind(_ method: ProtoService.Method) -> String {
        switch (method.isClientStreaming, method.isServerStreaming) {
        case (false, false): "unary"
        case (true, false): "clientStreaming"
        case (false, true): "serverStreaming"
        case (true, true): "bidirectionalStreaming"
        }
    }
}
