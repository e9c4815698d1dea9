import EventLoops
import ProtoRuntime

/// One call, and a report of all that came of it: what tests of the wire format ask a client for.
public struct Probe: Sendable {
    /// A method of `grpc.testing.TestService` that can be probed.
    public enum Method: String, CaseIterable, Sendable {
        case unary = "UnaryCall"
        case clientStreaming = "StreamingInputCall"
        case serverStreaming = "StreamingOutputCall"
        case bidirectionalStreaming = "FullDuplexCall"
    }

    /// The method to call.
    public var method: Method
    /// The number of requests, of a method that streams them.
    public var requests = 1
    /// The size of a request's payload in bytes; without payload when it is 0.
    public var requestSize = 0
    /// Timeout, metadata and compression.
    public var options: CallOptions
    /// After how long the task that makes the call is cancelled; `nil` means never.
    public var cancellation: Duration?

    /// - Parameters:
    ///   - method: the method to call.
    ///   - options: timeout, metadata and compression.
    public init(_ method: Method, options: CallOptions) {
        self.method = method
        self.options = options
    }

    /// Makes the call.
    /// - Parameters:
    ///   - channel: where the call goes.
    ///   - loop: the loop that keeps the time of the cancellation.
    /// - Returns: a line for each fact: `code=`, `message=`, and as often as there are any, `received=` with the size of a message's payload,
    ///   `initial=` and `trailing=` with a pair of metadata. Bytes other than printable ASCII appear as `\xff`.
    public func run(on channel: any Channel, loop: EventLoop) async -> [String] {
        let call = Task { await report(on: channel).lines }
        let timer = cancellation.map { loop.schedule(after: $0) { call.cancel() } }
        defer { timer?.cancel() }
        return await call.value
    }

    private func report(on channel: any Channel) async -> Report {
        var report = Report()
        do {
            switch method {
            case .unary: try await unary(channel, &report)
            case .clientStreaming: try await clientStreaming(channel, &report)
            case .serverStreaming: try await serverStreaming(channel, &report)
            case .bidirectionalStreaming: try await bidirectionalStreaming(channel, &report)
            }
        } catch let error as RPCError {
            report.error = error
            report.trailing = error.metadata
        } catch {
            report.error = RPCError(.unknown, "not a status: \(error)")
        }
        return report
    }

    // MARK: The kinds of calls

    private func unary(_ channel: any Channel, _ report: inout Report) async throws {
        let response: ClientResponse<TestingAPI.SimpleResponse> = try await channel.call(
            TestingAPI.TestServiceMethods.unaryCall, TestingAPI.SimpleRequest(payload: payload), options: options)
        report.received = [response.message.payload?.body.count ?? 0]
        report.initial = response.initialMetadata
        report.trailing = response.trailingMetadata
    }

    private func clientStreaming(_ channel: any Channel, _ report: inout Report) async throws {
        let response = try await TestingAPI.TestServiceClient(channel).streamingInputCall(options: options) { requests in
            for _ in 0..<self.requests { try await requests.write(TestingAPI.StreamingInputCallRequest(payload: payload)) }
        }
        report.received = [Int(response.aggregatedPayloadSize)]
    }

    private func serverStreaming(_ channel: any Channel, _ report: inout Report) async throws {
        let request = TestingAPI.StreamingOutputCallRequest(payload: payload)
        var received: [Int] = []
        defer { report.received = received }
        try await TestingAPI.TestServiceClient(channel).streamingOutputCall(request, options: options) { responses in
            while let response = try await responses.next() { received.append(response.payload?.body.count ?? 0) }
        }
    }

    private func bidirectionalStreaming(_ channel: any Channel, _ report: inout Report) async throws {
        var seen = Report()
        defer { report = seen }
        try await TestingAPI.TestServiceClient(channel).fullDuplexCall(options: options) { call in
            do {
                for _ in 0..<requests { try await call.requests.write(TestingAPI.StreamingOutputCallRequest(payload: payload)) }
            } catch {
                // The server has ended the call early: what it says counts, and is found where the responses are.
                guard call.isOver else { throw error }
            }
            await call.finishRequests()
            seen.initial = (try? await call.initialMetadata()) ?? Metadata()
            while let response = try await call.responses.next() { seen.received.append(response.payload?.body.count ?? 0) }
            seen.trailing = call.trailingMetadata
        }
    }

    private var payload: TestingAPI.Payload? {
        requestSize == 0 ? nil : TestingAPI.Payload(type: .compressable, body: [UInt8](repeating: 0, count: requestSize))
    }
}

extension Probe {
    /// What came of a call.
    private struct Report {
        var error: RPCError?
        var received: [Int] = []
        var initial = Metadata()
        var trailing = Metadata()

        var lines: [String] {
            ["code=\(error?.code.rawValue ?? 0)", "message=\(Self.escaped((error?.message ?? "").utf8))"]
                + received.map { "received=\($0)" }
                + initial.entries.map { "initial=\(Self.text($0))" }
                + trailing.entries.map { "trailing=\(Self.text($0))" }
        }

        private static func text(_ entry: Metadata.Entry) -> String {
            switch entry.value {
            case .text(let text): "\(entry.key):\(escaped(text.utf8))"
            case .binary(let bytes): "\(entry.key):\(escaped(bytes))"
            }
        }

        private static func escaped(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { byte in
                if (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\\") { return String(UnicodeScalar(byte)) }
                let digits = String(byte, radix: 16)
                return "\\x\(digits.count == 1 ? "0" : "")\(digits)"
            }.joined()
        }
    }
}
