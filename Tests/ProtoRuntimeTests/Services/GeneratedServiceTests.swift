import KitchenSink
import Testing

@testable import ProtoRuntime

/// Answers every kind of call of the kitchen sink's service.
struct CopyingKitchen: KitchenSinkAPI.Kitchen {
    func taste(_ request: KitchenSinkAPI.Scalars, context: ServerContext) async throws -> KitchenSinkAPI.Scalars { request }

    func cook(_ requests: MessageStream<KitchenSinkAPI.Scalars>, context: ServerContext) async throws -> KitchenSinkAPI.Lists {
        var lists = KitchenSinkAPI.Lists()
        for try await request in requests { lists.scalars.append(request) }
        return lists
    }

    func serve(
        _ request: KitchenSinkAPI.Lists, responses: MessageWriter<KitchenSinkAPI.Scalars>, context: ServerContext
    ) async throws {
        for element in request.scalars { try await responses.write(element) }
    }

    func dine(
        _ requests: MessageStream<KitchenSinkAPI.Scalars>, responses: MessageWriter<KitchenSinkAPI.Scalars>, context: ServerContext
    ) async throws {
        for try await request in requests {
            if request.stringValue == "poison" { throw RPCError(.aborted, "no", details: [.help(.init())]) }
            try await responses.write(request)
        }
    }
}

/// The generated protocol, definition and client of all kinds of methods together.
@Suite struct GeneratedServiceTests {
    private static let dishes = (0..<3).map { KitchenSinkAPI.Scalars(int32Value: Int32($0), stringValue: "dish \($0)") }

    private func with(_ transport: Transport, _ body: (KitchenSinkAPI.KitchenClient) async throws -> Void) async throws {
        try await ServiceFixture.with(transport, [KitchenSinkAPI.definition(of: CopyingKitchen())]) {
            try await body(KitchenSinkAPI.KitchenClient($0))
        }
    }

    @Test(arguments: Transport.allCases)
    func unary(transport: Transport) async throws {
        try await with(transport) { client in
            let dish = try await client.taste(Self.dishes[1])
            #expect(dish == Self.dishes[1])
        }
    }

    @Test(arguments: Transport.allCases)
    func clientStreaming(transport: Transport) async throws {
        try await with(transport) { client in
            let lists = try await client.cook { requests in
                for dish in Self.dishes { try await requests.write(dish) }
            }
            #expect(lists.scalars == Self.dishes)
        }
    }

    @Test(arguments: Transport.allCases)
    func serverStreaming(transport: Transport) async throws {
        try await with(transport) { client in
            let served = try await client.serve(.init(scalars: Self.dishes)) { responses in
                var served: [KitchenSinkAPI.Scalars] = []
                for try await response in responses { served.append(response) }
                return served
            }
            #expect(served == Self.dishes)
        }
    }

    @Test(arguments: Transport.allCases)
    func bidirectionalStreaming(transport: Transport) async throws {
        try await with(transport) { client in
            let count = try await client.dine { call in
                for dish in Self.dishes {
                    try await call.requests.write(dish)
                    #expect(try await call.responses.next() == dish)
                }
                await call.finishRequests()
                #expect(try await call.responses.next() == nil)
                return Self.dishes.count
            }
            #expect(count == 3)
        }
    }

    @Test(arguments: Transport.allCases)
    func errorsOfStreamsHaveTheirDetails(transport: Transport) async throws {
        try await with(transport) { client in
            let error = await #expect(throws: RPCError.self) {
                try await client.dine { call in
                    try await call.requests.write(.init(stringValue: "poison"))
                    _ = try await call.responses.next()
                }
            }
            #expect(error?.code == .aborted && error?.details == [.help(.init())])
        }
    }
}
