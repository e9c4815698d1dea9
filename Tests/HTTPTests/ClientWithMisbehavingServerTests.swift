import EventLoops
import Foundation
import HTTPClient
import Testing

/// Our client, against a Python server that hangs, breaks off, floods and lies.
@Suite final class ClientWithMisbehavingServerTests {
    private let peer: MisbehavingServer
    private let loop: EventLoop
    private let client: HTTPClient

    init() throws {
        peer = try MisbehavingServer()
        loop = try EventLoop(name: "test-client")
        client = try HTTPClient(loop: loop)
    }

    deinit { loop.stop() }

    private func failure(_ request: HTTPClientRequest) async -> HTTPClientError? {
        do {
            let response = try await client.send(request)
            Issue.record("\(request.url) answered \(response.status)")
            return nil
        } catch {
            return error
        }
    }

    @Test func aHangingServerTimesOut() async {
        let start = ContinuousClock.now
        guard case .timeout = await failure(.init(url: peer.url("/hang"), timeout: .milliseconds(300))) else { return failed("/hang") }
        guard case .timeout = await failure(.init(url: peer.url("/trickle"), timeout: .milliseconds(300))) else {
            return failed("/trickle")
        }
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    private func failed(_ path: String) { Issue.record("\(path) failed in another way") }

    @Test(arguments: ["/drop-before", "/drop", "/drop-chunked", "/garbage", "/endless-headers"])
    func brokenAnswersAreTransportErrors(_ path: String) async {
        guard case .transport = await failure(.init(url: peer.url(path), timeout: .seconds(10))) else { return failed(path) }
    }

    /// The server closes every connection at its second request, which it may have acted upon.
    @Test func aKeptConnectionThatEndsIsNoReasonToPostAgain() async throws {
        func seen() async throws -> String { String(decoding: try await client.send(.init(url: peer.url("/once"))).body, as: UTF8.self) }
        #expect(try await seen() == "0")
        let post = HTTPClientRequest(method: "POST", url: peer.url("/once"), body: .bytes([1]))
        guard case .transport(let reason) = await failure(post) else { return failed("/once") }
        #expect(reason.contains("a POST is not sent twice"))
        #expect(try await seen() == "1")
        // What may be sent twice is.
        #expect(try await client.send(.init(method: "PUT", url: peer.url("/once"), body: .bytes([1]))).status == 200)
    }

    @Test(arguments: ["/huge-declared", "/huge-endless"])
    func hugeAnswersAreCutOff(_ path: String) async {
        let error = await failure(HTTPClientRequest(url: peer.url(path), maximumResponseSize: 1_000_000))
        #expect(error == .tooLarge(limit: 1_000_000))
    }

    @Test func slowBytesArrive() async throws {
        let response = try await client.send(.init(url: peer.url("/slow")))
        #expect(response.body == [UInt8](repeating: 0x78, count: 20))
    }

    @Test func interimAnswersAndRepeatedHeaders() async throws {
        let response = try await client.send(.init(method: "PUT", url: peer.url("/continue-twice"), body: .bytes([1])))
        #expect(response.status == 201 && response.body == Array("ok".utf8))
        #expect(response.headers.values(for: "x-a") == ["1", "2"] && !response.headers.contains("X-Interim"))
    }

    @Test func anEarlyAnswerToALargeBodyIsSeen() async throws {
        let response = try await client.send(
            .init(method: "PUT", url: peer.url("/answer-early"), body: .bytes([UInt8](repeating: 0, count: 20_000_000))))
        #expect(response.status == 403 && response.body == Array("denied".utf8))
    }

    @Test func redirectsAreFollowedOnlyWhenAsked() async throws {
        let refused = try await client.send(.init(url: peer.url("/redirect")))
        #expect(refused.status == 302)
        let followed = try await client.send(.init(url: peer.url("/redirect"), followRedirects: true))
        #expect(followed.status == 200 && followed.body == Array("arrived".utf8))
        guard case .transport = await failure(.init(url: peer.url("/redirect-loop"), followRedirects: true)) else { return failed("loop") }
        guard case .transport = await failure(.init(url: peer.url("/redirect-file"), followRedirects: true)) else { return failed("file") }
    }

    @Test func requestsAreSentAsGiven() async throws {
        var request = HTTPClientRequest(method: "POST", url: peer.url("/echo"), headers: ["X-Two": "1", "x-two": "2", "X-Empty": ""])
        request.body = .bytes(Array("body".utf8))
        let text = String(decoding: try await client.send(request).body, as: UTF8.self)
        #expect(text.hasPrefix("POST /echo HTTP/1.1\r\nHost: 127.0.0.1:\(peer.port)\r\n"))
        #expect(text.contains("X-Two: 1\r\nx-two: 2\r\nX-Empty:\r\n") && text.contains("Content-Length: 4\r\n"))
        #expect(text.hasSuffix("\r\n\r\nbody") && !text.contains("Expect"))
        let empty = String(decoding: try await client.send(.init(method: "POST", url: peer.url("/echo"))).body, as: UTF8.self)
        #expect(empty.contains("Content-Length: 0\r\n"))
        let delete = String(decoding: try await client.send(.init(method: "DELETE", url: peer.url("/echo"))).body, as: UTF8.self)
        #expect(delete.hasPrefix("DELETE /echo HTTP/1.1\r\n") && !delete.contains("Content-Length"))
    }

    @Test func badRequestsAreRefusedBeforeSending() async {
        for url in ["", "nonsense", "/path", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://a b/", "http://127.0.0.1:99999/"]
        {
            let error = await failure(HTTPClientRequest(url: url))
            #expect(error == .invalidURL(url))
        }
        for headers: HTTPHeaders in [["A\r\nB": "c"], ["A": "b\r\nC: d"], ["A": "b\nc"], ["": "x"], ["A B": "c"], ["A:": "c"]] {
            guard case .invalidHeader = await failure(.init(url: peer.url("/echo"), headers: headers)) else { return failed("\(headers)") }
        }
    }

    @Test func connectErrorsAreToldApart() async throws {
        guard case .connectionFailed = await failure(.init(url: "http://127.0.0.1:1/")) else { return failed("refused") }
        guard case .unknownHost = await failure(.init(url: "http://nothing.invalid/")) else { return failed("unknown host") }
        guard case .tlsFailed = await failure(.init(url: "https://127.0.0.1:\(peer.port)/garbage", timeout: .seconds(5))) else {
            return failed("TLS")
        }
    }

    @Test func filesAreSentAndReceived() async throws {
        let file = try TemporaryFile(size: 5_000_000)
        let sent = try await client.send(.init(method: "PUT", url: peer.url("/length"), body: .file(path: file.path)))
        #expect(sent.body == Array("5000000".utf8))
        let target = NSTemporaryDirectory() + "generia-download-\(UUID().uuidString)"
        let response = try await client.download(.init(url: peer.url("/slow")), to: target)
        #expect(response.status == 200 && response.body.isEmpty)
        #expect(FileManager.default.contents(atPath: target) == Data(repeating: 0x78, count: 20))
        let dropped = HTTPClientRequest(url: peer.url("/drop"))
        await #expect(throws: HTTPClientError.self) { _ = try await client.download(dropped, to: target) }
        #expect(!FileManager.default.fileExists(atPath: target))
        guard case .file = await failure(.init(method: "PUT", url: peer.url("/length"), body: .file(path: "/nowhere"))) else {
            return failed("missing file")
        }
        guard case .file = await failure(.init(method: "PUT", url: peer.url("/length"), body: .file(path: "/tmp"))) else {
            return failed("directory")
        }
    }

    @Test func cancellationAbortsAtOnce() async throws {
        let request = HTTPClientRequest(url: peer.url("/hang"))
        let task = Task { [client] in
            _ = await #expect(throws: HTTPClientError.cancelled) { _ = try await client.send(request) }
        }
        try await Task.sleep(for: .milliseconds(200))
        let start = ContinuousClock.now
        task.cancel()
        await task.value
        #expect(ContinuousClock.now - start < .seconds(10))
        let early = Task { [client] in
            withUnsafeCurrentTask { $0?.cancel() }
            _ = await #expect(throws: HTTPClientError.cancelled) { _ = try await client.send(request) }
        }
        await early.value
    }

    @Test func closingEndsWhatIsUnderWay() async throws {
        let request = HTTPClientRequest(url: peer.url("/hang"))
        let task = Task { [client] in
            _ = await #expect(throws: HTTPClientError.closed) { _ = try await client.send(request) }
        }
        try await Task.sleep(for: .milliseconds(200))
        await client.close()
        await task.value
        #expect(await failure(request) == .closed)
    }
}
