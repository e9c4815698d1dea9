import EventLoops
import Glibc
import GreeterAPI
import ProtoRuntime

/// A small gRPC server and client: `greeter serve [PORT]` and `greeter greet PORT NAME…`.
@main
struct GreeterProgram {
    private static let usage = """
        usage:
          greeter serve [PORT]              serves until it is interrupted (default port: 50051)
          greeter greet PORT NAME [NAME…]   calls every method of a running server
        """

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "serve" where arguments.count <= 2:
            try await serve(port: arguments.dropFirst().first.flatMap { Int($0) } ?? 50051)
        case "greet":
            guard let port = arguments.dropFirst().first.flatMap({ Int($0) }), arguments.count > 2 else { return print(usage) }
            try await greet(Array(arguments.dropFirst(2)), port: port)
        default:
            print(usage)
        }
    }

    private static func serve(port: Int) async throws {
        let loops = try EventLoopGroup(count: 2, name: "greeter")
        let greeter = GreeterAPI.definition(of: GreeterService())
        let health = HealthService(serving: [greeter.name])
        let services = [greeter, health.definition]
        let server = try Server.start(
            at: .host("127.0.0.1", port: port), services: services + ReflectionService(describing: services).definitions, loops: loops)
        print("greeting on \(server.address)")
        fflush(nil)
        // Until the process is interrupted.
        try await loops.next().sleep(for: .seconds(Int64.max))
    }

    private static func greet(_ names: [String], port: Int) async throws {
        let loop = try EventLoop(name: "greeter")
        let channel = HTTP2Channel(host: "127.0.0.1", port: port, loop: loop)
        defer { channel.close() }
        let greeter = GreeterAPI.GreeterClient(channel, options: CallOptions(timeout: .seconds(5)))
        let requests = names.map { GreeterAPI.HelloRequest(name: $0) }

        print("unary:", try await greeter.sayHello(requests[0]).text)
        try await greeter.sayHelloInAllLanguages(requests[0]) { replies in
            for try await reply in replies { print("server streaming:", reply.text) }
        }
        let all = try await greeter.sayHelloToAll { writer in
            for request in requests { try await writer.write(request) }
        }
        print("client streaming:", all.text)
        try await greeter.chat { call in
            for request in requests {
                try await call.requests.write(request)
                if let reply = try await call.responses.next() { print("bidirectional:", reply.text) }
            }
        }
    }
}
