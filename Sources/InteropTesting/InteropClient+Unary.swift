import EventLoops
import ProtoRuntime

/// The cases with unary calls.
extension InteropClient {
    func emptyUnary() async throws {
        try expectEqual(try await service.emptyCall(TestingAPI.Empty()), TestingAPI.Empty(), "response")
    }

    /// Without a proxy that caches there is no more to see than that the headers for one come through.
    func cacheableUnary() async throws {
        let options = CallOptions().adding("x-user-ip", "1.2.3.4")
        for _ in 0..<2 {
            let response: ClientResponse<TestingAPI.SimpleResponse> = try await channel.call(
                TestingAPI.TestServiceMethods.cacheableUnaryCall, largeRequest(), options: options)
            try expect(response.message.payload?.body.isEmpty == false, "the payload is empty")
            try expectEqual(response.initialMetadata["cache-control"], "max-age=60, public", "cache-control")
        }
    }

    func largeUnary() async throws {
        let response = try await service.unaryCall(largeRequest())
        try checkSize(response.payload, Self.largeResponse)
    }

    func concurrentLargeUnary() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency { group.addTask { try await largeUnary() } }
            try await group.waitForAll()
        }
    }

    func clientCompressedUnary() async throws {
        var request = largeRequest()
        request.expectCompressed = TestingAPI.BoolValue(value: true)
        // The probe: a server that cannot tell would accept the lie.
        let probe = request
        try await expectFailure(.invalidArgument) { _ = try await service.unaryCall(probe) }

        var compressed = CallOptions()
        compressed.compression = .gzip
        try checkSize(try await service.unaryCall(request, options: compressed).payload, Self.largeResponse)
        request.expectCompressed = TestingAPI.BoolValue(value: false)
        try checkSize(try await service.unaryCall(request).payload, Self.largeResponse)
    }

    func serverCompressedUnary() async throws {
        for isCompressed in [true, false] {
            var request = largeRequest()
            request.responseCompressed = TestingAPI.BoolValue(value: isCompressed)
            try checkSize(try await service.unaryCall(request).payload, Self.largeResponse)
        }
    }

    func unimplementedMethod() async throws {
        try await expectFailure(.unimplemented) { _ = try await service.unimplementedCall(TestingAPI.Empty()) }
    }

    func unimplementedService() async throws {
        let client = TestingAPI.UnimplementedServiceClient(channel)
        try await expectFailure(.unimplemented) { _ = try await client.unimplementedCall(TestingAPI.Empty()) }
    }

    func soak(newChannels: Bool) async throws {
        for _ in 0..<iterations {
            guard newChannels else {
                try await largeUnary()
                continue
            }
            let channel = try makeChannel()
            defer { channel.close() }
            let response = try await TestingAPI.TestServiceClient(channel).unaryCall(largeRequest())
            try checkSize(response.payload, Self.largeResponse)
        }
    }

    // MARK: Against servers that misbehave

    func goAway() async throws {
        try await largeUnary()
        // Time for the server's GOAWAY; the next call must go over another connection.
        try await loop.sleep(for: .milliseconds(100))
        try await largeUnary()
    }

    func reset() async throws {
        do {
            _ = try await service.unaryCall(largeRequest())
        } catch {
            return
        }
        throw InteropFailure("the call succeeded although the server has reset it")
    }

    func maxStreams() async throws {
        try await largeUnary()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { try await largeUnary() } }
            try await group.waitForAll()
        }
    }
}
