import Testing

@testable import ProtoRuntime

@Suite(.timeLimit(.minutes(1))) struct HealthServiceTests {
    private typealias Request = HealthAPI.HealthCheckRequest
    private typealias Client = HealthAPI.HealthClient

    private func with(_ health: HealthService, _ transport: Transport, _ body: (Client) async throws -> Void) async throws {
        try await ServiceFixture.with(transport, [health.definition]) { try await body(Client($0)) }
        while health.watcherCount > 0 { await Task.yield() }
    }

    private func check(_ client: Client, _ name: String) async -> Result<HealthService.Status, RPCError> {
        do throws(RPCError) { return .success(try await client.check(Request(service: name)).status) } catch { return .failure(error) }
    }

    private func expect(_ status: HealthService.Status, _ statuses: MessageStream<HealthAPI.HealthCheckResponse>) async throws {
        let next = try await statuses.next()?.status
        #expect(next == status)
    }

    @Test(arguments: Transport.allCases)
    func knownServicesServeAndUnknownOnesAreNotFound(transport: Transport) async throws {
        let health = HealthService(serving: ["media.MediaService"])
        try await with(health, transport) { client in
            #expect(await check(client, "") == .success(.serving))
            #expect(await check(client, "media.MediaService") == .success(.serving))
            #expect(await check(client, "x") == .failure(RPCError(.notFound, "unknown service")))
            health.setAll(.notServing)
            #expect(await check(client, "") == .success(.notServing))
        }
    }

    @Test func aServiceMayAnswerForEveryName() async throws {
        try await with(HealthService(serving: [], unknownServices: .serving), .inProcess) { client in
            #expect(await check(client, "whatever") == .success(.serving))
            try await client.watch(Request(service: "whatever")) { try await expect(.serving, $0) }
        }
    }

    @Test(arguments: Transport.allCases)
    func watchTellsTheStatusAtOnceAndEveryChange(transport: Transport) async throws {
        let health = HealthService(serving: ["a"])
        try await with(health, transport) { client in
            try await client.watch(Request(service: "a")) { statuses in
                try await expect(.serving, statuses)
                health.set(.notServing, for: "b")
                health.set(.notServing, for: "a")
                try await expect(.notServing, statuses)
                // No change, no message: the next one is of the change after.
                health.set(.notServing, for: "a")
                health.setAll(.serving)
                try await expect(.serving, statuses)
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func watchOfAnUnknownServiceWaitsForIt(transport: Transport) async throws {
        let health = HealthService(serving: [])
        try await with(health, transport) { client in
            try await client.watch(Request(service: "later")) { statuses in
                try await expect(.serviceUnknown, statuses)
                health.set(.serving, for: "later")
                try await expect(.serving, statuses)
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func watchersThatWentAwayAreForgotten(transport: Transport) async throws {
        let health = HealthService(serving: ["a"])
        try await with(health, transport) { client in
            for _ in 0..<20 {
                try await client.watch(Request(service: "a")) { try await expect(.serving, $0) }
            }
            while health.watcherCount > 0 { await Task.yield() }
            await #expect(throws: RPCError.self) {
                try await client.watch(Request(service: "a"), options: CallOptions(timeout: .milliseconds(20))) { statuses in
                    while try await statuses.next() != nil {}
                }
            }
            while health.watcherCount > 0 { await Task.yield() }
        }
    }

    @Test(arguments: Transport.allCases)
    func shutdownIsForGoodAndEndsWatches(transport: Transport) async throws {
        let health = HealthService(serving: ["a"])
        try await with(health, transport) { client in
            let error = await #expect(throws: RPCError.self) {
                try await client.watch(Request(service: "a")) { statuses in
                    try await expect(.serving, statuses)
                    health.shutdown()
                    try await expect(.notServing, statuses)
                    _ = try await statuses.next()
                }
            }
            #expect(error?.code == .unavailable)
            health.set(.serving, for: "a")
            #expect(await check(client, "a") == .success(.notServing))
            let late = await #expect(throws: RPCError.self) {
                try await client.watch(Request(service: "a")) { statuses in
                    try await expect(.notServing, statuses)
                    _ = try await statuses.next()
                }
            }
            #expect(late?.code == .unavailable)
        }
    }

    @Test(arguments: Transport.allCases)
    func aServiceMayLackWatch(transport: Transport) async throws {
        try await with(HealthService(serving: [], offersWatch: false), transport) { client in
            let error = await #expect(throws: RPCError.self) { try await client.watch(Request()) { _ = try await $0.next() } }
            #expect(error == RPCError(.unimplemented, "Watch is not implemented"))
        }
    }

    @Test func listTellsOfAllServicesUnlessThereAreTooMany() async throws {
        let health = HealthService(serving: (1..<100).map { "service\($0)" })
        try await with(health, .inProcess) { client in
            health.set(.notServing, for: "service7")
            let statuses = try await client.list(.init()).statuses
            #expect(statuses.count == 100 && statuses[""]?.status == .serving && statuses["service7"]?.status == .notServing)
            health.set(.serving, for: "one more")
            let error = await #expect(throws: RPCError.self) { try await client.list(.init()) }
            #expect(error == RPCError(.resourceExhausted, "101 services are too many to list (accepted: 100)"))
        }
    }
}
