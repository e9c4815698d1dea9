/// The client of a service: a function for each method, in the shape that its kind asks for.
extension ServiceRenderer {
    /// The client that makes the calls through a channel.
    func client(_ service: ProtoService) -> Source {
        let (channel, options) = ("any \(runtime("Channel"))", runtime("CallOptions"))
        return .group([
            .documentation("Calls the methods of `\(service.fullName)` through a channel."),
            .block("\(access) struct \(service.name)Client: Sendable") {
                "private let channel: \(channel)"
                "private let options: \(options)"
                Source.blank
                Source.documentation("A client that calls through `channel`; `options` hold for calls that are made without their own.")
                Source.block("\(access) init(_ channel: \(channel), options: \(options) = .default)") {
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
        let shape = shape(of: method)
        let passed =
            ["\(service.name)Methods.\(name)"] + (method.isClientStreaming ? [] : ["request"]) + ["options: options ?? self.options"]
        let arguments = (passed + (shape.body == nil ? [] : ["body"])).joined(separator: ", ")
        return .group([
            .documentation(text(method.comment, or: "`\(method.name)`.")),
            .documentation(shape.documentation),
            .function(
                "\(access) func \(name)\(shape.generics)",
                (method.isClientStreaming ? [] : ["_ request: \(type(method.input))"])
                    + ["options: \(runtime("CallOptions"))? = nil"] + (shape.body.map { ["_ body: \($0)"] } ?? []),
                returning: "async \(shape.failure) -> \(shape.result)",
                [.line("try await channel.\(kind(method))(\(arguments))")]),
        ])
    }

    /// What differs between the functions of the four kinds.
    private struct Shape {
        var generics = ""
        /// The type of the closure that lives as long as the call.
        var body: String?
        let failure: String
        let result: String
        let documentation: String
    }

    private func shape(of method: ProtoService.Method) -> Shape {
        let (request, response) = (type(method.input), type(method.output))
        let generics = "<Result: Sendable>"
        switch (method.isClientStreaming, method.isServerStreaming) {
        case (false, false):
            return Shape(
                failure: "throws(\(runtime("RPCError")))", result: response,
                documentation: "- Throws: the status of the call when it is not OK.")
        case (true, false):
            return Shape(
                body: "(\(runtime("MessageWriter"))<\(request)>) async throws -> Void", failure: "throws", result: response,
                documentation: """
                    - Parameter body: writes the requests; when it returns, there are no more.
                    - Throws: the status of the call when it is not OK, or what `body` throws, which cancels the call.
                    """)
        case (false, true):
            return Shape(
                generics: generics, body: "(\(runtime("MessageStream"))<\(response)>) async throws -> Result", failure: "throws",
                result: "Result",
                documentation: """
                    - Parameter body: reads the responses; a call that it has not read to the end is cancelled when it returns.
                    - Returns: what `body` returns.
                    - Throws: the status of the call when it is not OK, or what `body` throws.
                    """)
        case (true, true):
            return Shape(
                generics: generics, body: "(\(runtime("ClientStream"))<\(request), \(response)>) async throws -> Result",
                failure: "throws", result: "Result",
                documentation: """
                    - Parameter body: writes the requests and reads the responses; a call that is not over when it returns is cancelled.
                    - Returns: what `body` returns.
                    - Throws: the status of the call when it is not OK, or what `body` throws.
                    """)
        }
    }
}
