import GreeterAPI
import ProtoRuntime

/// The service: what protoc-gen-generia asks of an implementation is one function for each method.
struct GreeterService: GreeterAPI.Greeter {
    private static let greetings = ["Hello", "Hola", "Bonjour", "Hallo", "Привет", "こんにちは"]

    func sayHello(_ request: GreeterAPI.HelloRequest, context: ServerContext) async throws -> GreeterAPI.HelloReply {
        try reply("Hello", to: request)
    }

    func sayHelloInAllLanguages(
        _ request: GreeterAPI.HelloRequest, responses: MessageWriter<GreeterAPI.HelloReply>, context: ServerContext
    ) async throws {
        for greeting in Self.greetings { try await responses.write(try reply(greeting, to: request)) }
    }

    func sayHelloToAll(
        _ requests: MessageStream<GreeterAPI.HelloRequest>, context: ServerContext
    ) async throws -> GreeterAPI.HelloReply {
        var names: [String] = []
        for try await request in requests { names.append(request.name) }
        return GreeterAPI.HelloReply(text: "Hello, \(names.joined(separator: " and "))!")
    }

    func chat(
        _ requests: MessageStream<GreeterAPI.HelloRequest>, responses: MessageWriter<GreeterAPI.HelloReply>, context: ServerContext
    ) async throws {
        for try await request in requests { try await responses.write(try reply("Hello", to: request)) }
    }

    private func reply(_ greeting: String, to request: GreeterAPI.HelloRequest) throws(RPCError) -> GreeterAPI.HelloReply {
        guard !request.name.isEmpty else {
            let violation = RPCAPI.BadRequest.FieldViolation(field: "name", description: "must not be empty")
            throw RPCError(.invalidArgument, "name is empty", details: [.badRequest(.init(fieldViolations: [violation]))])
        }
        return GreeterAPI.HelloReply(text: "\(greeting), \(request.name)!")
    }
}
