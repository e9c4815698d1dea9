/// Prints what belongs to a service: the table of its methods, the protocol to implement and the definition.
struct ServiceRenderer {
    let registry: TypeRegistry
    let access: String
    /// What the package itself declares beside the generated code.
    let declared: Set<String>

    /// A type of ProtoRuntime, with the module's name before it where the package has a type of the same name.
    func runtime(_ name: String) -> String { declared.contains(name) ? "ProtoRuntime.\(name)" : name }

    /// The Swift type of a message.
    func type(_ fullName: String) -> String { registry.swiftName(fullName) }

    /// The case of `MethodKind`, which is also the name of the functions that serve and call such a method.
    func kind(_ method: ProtoService.Method) -> String {
        switch (method.isClientStreaming, method.isServerStreaming) {
        case (false, false): "unary"
        case (true, false): "clientStreaming"
        case (false, true): "serverStreaming"
        case (true, true): "bidirectionalStreaming"
        }
    }

    /// `CharacterServiceMethods`: a constant for each method and the list of all.
    func methodTable(_ service: ProtoService) -> Source {
        .group([
            .documentation("The methods of `\(service.fullName)`."),
            .block("\(access) enum \(service.name)Methods") {
                for method in service.methods {
                    Source.documentation("`\(service.fullName)/\(method.name)`.")
                    "\(access) static let \(SwiftNames.method(method.name)) = \(runtime("MethodDescriptor"))("
                    "    service: \"\(service.fullName)\", name: \"\(method.name)\", kind: .\(kind(method)))"
                }
                Source.blank
                Source.documentation("All methods, in the order of the proto file.")
                "\(access) static let all: [\(runtime("MethodDescriptor"))] = ["
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
                    let parameters = handlerParameters(method).map { "\($0.label): \($0.type)" }.joined(separator: ", ")
                    "func \(SwiftNames.method(method.name))(\(parameters)) async throws\(handlerResult(method))"
                    Source.blank
                }
            },
        ])
    }

    /// The function that makes a definition from an implementation.
    func definition(_ service: ProtoService) -> Source {
        let result = runtime("ServiceDefinition")
        return .group([
            .documentation("`\(service.fullName)` as a server offers it, answered by `service`."),
            .block("\(access) static func definition(of service: some \(service.name)) -> \(result)") {
                "\(result)("
                "    name: \"\(service.fullName)\","
                "    methods: ["
                for method in service.methods {
                    let name = SwiftNames.method(method.name)
                    let parameters = handlerParameters(method)
                    let typed = parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
                    let passed = parameters.map { $0.label.hasPrefix("_") ? $0.name : "\($0.name): \($0.name)" }.joined(separator: ", ")
                    "        .\(kind(method))(\(service.name)Methods.\(name)) { (\(typed)) in"
                    "            try await service.\(name)(\(passed))"
                    "        },"
                }
                "    ],"
                "    fileDescriptorSet: fileDescriptorSet)"
            },
        ])
    }

    /// What an implementation is given: the request or the requests, where to write a stream of responses, and the context.
    private func handlerParameters(_ method: ProtoService.Method) -> [(label: String, name: String, type: String)] {
        let request = type(method.input)
        var parameters =
            method.isClientStreaming
            ? [("_ requests", "requests", "\(runtime("MessageStream"))<\(request)>")] : [("_ request", "request", request)]
        if method.isServerStreaming {
            parameters.append(("responses", "responses", "\(runtime("MessageWriter"))<\(type(method.output))>"))
        }
        return parameters + [("context", "context", runtime("ServerContext"))]
    }

    /// One response is returned, a stream of them is written.
    private func handlerResult(_ method: ProtoService.Method) -> String {
        method.isServerStreaming ? "" : " -> \(type(method.output))"
    }
}
