import ProtoRuntime

/// The cases with streams.
extension InteropClient {
    func clientStreaming() async throws {
        let response = try await service.streamingInputCall { requests in
            for size in Self.requestSizes { try await requests.write(.init(payload: payload(size))) }
        }
        try expectEqual(response.aggregatedPayloadSize, Int32(Self.requestSizes.reduce(0, +)), "aggregated size")
    }

    func clientCompressedStreaming() async throws {
        let yes = TestingAPI.BoolValue(value: true)
        let no = TestingAPI.BoolValue(value: false)
        // The probe: a server that cannot tell would accept the lie.
        try await expectFailure(.invalidArgument) {
            _ = try await service.streamingInputCall { requests in
                try await requests.write(.init(payload: payload(27182), expectCompressed: yes))
            }
        }
        var options = CallOptions()
        options.compression = .gzip
        let response = try await service.streamingInputCall(options: options) { requests in
            try await requests.write(.init(payload: payload(27182), expectCompressed: yes), compressed: true)
            try await requests.write(.init(payload: payload(45904), expectCompressed: no), compressed: false)
        }
        try expectEqual(response.aggregatedPayloadSize, 73086, "aggregated size")
    }

    func serverStreaming() async throws {
        try await checkResponses(to: streamRequest(Self.responseSizes), Self.responseSizes)
    }

    func serverCompressedStreaming() async throws {
        let request = Request(responseParameters: [
            TestingAPI.ResponseParameters(size: 31415, compressed: TestingAPI.BoolValue(value: true)),
            TestingAPI.ResponseParameters(size: 92653, compressed: TestingAPI.BoolValue(value: false)),
        ])
        try await checkResponses(to: request, [31415, 92653])
    }

    private func checkResponses(to request: Request, _ sizes: [Int32]) async throws {
        try await service.streamingOutputCall(request) { responses in
            for size in sizes { try checkSize(try await responses.next()?.payload, size) }
            try expect(try await responses.next() == nil, "more responses than were asked for")
        }
    }

    func pingPong() async throws {
        try await service.fullDuplexCall { call in
            for (size, answer) in zip(Self.requestSizes, Self.responseSizes) {
                try await call.requests.write(streamRequest([answer], payload: size))
                try checkSize(try await call.responses.next()?.payload, answer)
            }
            await call.finishRequests()
            try expect(try await call.responses.next() == nil, "more responses than were asked for")
        }
    }

    func emptyStream() async throws {
        try await service.fullDuplexCall { call in
            await call.finishRequests()
            try expect(try await call.responses.next() == nil, "a response to no request")
        }
    }

    func customMetadata() async throws {
        let (initialKey, trailingKey) = ("x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin")
        let (initial, trailing): (String, [UInt8]) = ("test_initial_metadata_value", [0xAB, 0xAB, 0xAB])
        var options = CallOptions().adding(initialKey, initial)
        options.metadata.addBinary(trailingKey, trailing)

        let unary: ClientResponse<TestingAPI.SimpleResponse> = try await channel.call(
            TestingAPI.TestServiceMethods.unaryCall, largeRequest(), options: options)
        try expectEqual(unary.initialMetadata[initialKey], initial, "initial metadata of the unary call")
        try expectEqual(unary.trailingMetadata.binaryValues(for: trailingKey), [trailing], "trailing metadata of the unary call")

        try await service.fullDuplexCall(options: options) { call in
            try await call.requests.write(streamRequest([Self.largeResponse], payload: Self.largeRequest))
            await call.finishRequests()
            try expectEqual(try await call.initialMetadata()[initialKey], initial, "initial metadata of the stream")
            try checkSize(try await call.responses.next()?.payload, Self.largeResponse)
            try expect(try await call.responses.next() == nil, "more responses than were asked for")
            try expectEqual(call.trailingMetadata.binaryValues(for: trailingKey), [trailing], "trailing metadata of the stream")
        }
    }

    func statusCodeAndMessage(_ message: String, unaryOnly: Bool = false) async throws {
        let status = TestingAPI.EchoStatus(code: 2, message: message)
        try await expectFailure(.unknown, message: message) {
            _ = try await service.unaryCall(TestingAPI.SimpleRequest(responseStatus: status))
        }
        if unaryOnly { return }
        try await expectFailure(.unknown, message: message) {
            try await service.fullDuplexCall { call in
                try await call.requests.write(Request(responseStatus: status))
                await call.finishRequests()
                _ = try await call.responses.next()
            }
        }
    }

    func cancelAfterBegin() async throws {
        let method = TestingAPI.TestServiceMethods.streamingInputCall
        typealias Call = ClientStream<TestingAPI.StreamingInputCallRequest, TestingAPI.StreamingInputCallResponse>
        try await channel.stream(method, options: .default) { (call: Call) in
            call.cancel()
            try await expectFailure(.cancelled) { _ = try await call.responses.next() }
        }
    }

    func cancelAfterFirstResponse() async throws {
        try await service.fullDuplexCall { call in
            try await call.requests.write(streamRequest([31415], payload: 27182))
            try checkSize(try await call.responses.next()?.payload, 31415)
            call.cancel()
            try await expectFailure(.cancelled) { _ = try await call.responses.next() }
        }
    }

    func timeoutOnSleepingServer() async throws {
        try await expectFailure(.deadlineExceeded) {
            try await service.fullDuplexCall(options: CallOptions(timeout: .milliseconds(1))) { call in
                try await call.requests.write(Request(payload: payload(27182)))
                _ = try await call.responses.next()
            }
        }
    }
}
