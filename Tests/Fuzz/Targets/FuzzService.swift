import KitchenSink
import ProtoRuntime

/// A service with a method of every kind, in which the requests dictate what the handlers do: the more ways a call can take, the more a
/// fuzzer finds.
enum FuzzService {
    typealias Scalars = KitchenSinkAPI.Scalars

    static let unary = MethodDescriptor(service: "fuzz.Fuzz", name: "Unary", kind: .unary)
    static let clientStreaming = MethodDescriptor(service: "fuzz.Fuzz", name: "ClientStreaming", kind: .clientStreaming)
    static let serverStreaming = MethodDescriptor(service: "fuzz.Fuzz", name: "ServerStreaming", kind: .serverStreaming)
    static let bidirectional = MethodDescriptor(service: "fuzz.Fuzz", name: "Bidirectional", kind: .bidirectionalStreaming)

    /// The methods, and paths that lead nowhere.
    static let paths =
        [unary, clientStreaming, serverStreaming, bidirectional].map(\.path) + ["/fuzz.Fuzz/Unknown", "/unknown/Unary", "*"]

    /// The bits of `int32_value` choose what a handler does besides answering.
    private struct Orders: OptionSet {
        let rawValue: Int32
        static let fail = Orders(rawValue: 1)
        static let addMetadata = Orders(rawValue: 2)
        static let compress = Orders(rawValue: 4)
        static let beLarge = Orders(rawValue: 8)
        static let yield = Orders(rawValue: 16)
        static let sendInitialMetadata = Orders(rawValue: 32)
        static let waitForCancellation = Orders(rawValue: 64)
        static let endEarly = Orders(rawValue: 128)
    }

    private static func obey(_ request: Scalars, _ context: ServerContext) async throws -> Scalars {
        let orders = Orders(rawValue: request.int32Value)
        if orders.contains(.addMetadata) {
            context.addInitialMetadata(context.metadata)
            context.addTrailingMetadata(["x-text": request.stringValue])
        }
        if orders.contains(.compress) { context.setResponseCompression(.gzip) }
        if orders.contains(.sendInitialMetadata) { context.sendInitialMetadata() }
        if orders.contains(.yield) { await Task.yield() }
        if orders.contains(.waitForCancellation) { try await Task.sleep(for: .seconds(60)) }
        if orders.contains(.fail) { throw RPCError(.notFound, request.stringValue) }
        var response = request
        if orders.contains(.beLarge) { response.bytesValue = [UInt8](repeating: 7, count: 100_000) }
        return response
    }

    static let definition = ServiceDefinition(
        name: "fuzz.Fuzz",
        methods: [
            .unary(unary) { (request: Scalars, context) in try await obey(request, context) },
            .clientStreaming(clientStreaming) { (requests: MessageStream<Scalars>, context) in
                var last = Scalars()
                for try await request in requests {
                    last = try await obey(request, context)
                    if Orders(rawValue: request.int32Value).contains(.endEarly) { break }
                }
                return last
            },
            .serverStreaming(serverStreaming) { (request: Scalars, responses: MessageWriter<Scalars>, context) in
                let response = try await obey(request, context)
                for _ in 0..<(request.uint32Value % 16) { try await responses.write(response) }
            },
            .bidirectionalStreaming(bidirectional) {
                (requests: MessageStream<Scalars>, responses: MessageWriter<Scalars>, context) in
                for try await request in requests {
                    try await responses.write(try await obey(request, context), compressed: request.boolValue)
                    if Orders(rawValue: request.int32Value).contains(.endEarly) { break }
                }
            },
        ])
}
