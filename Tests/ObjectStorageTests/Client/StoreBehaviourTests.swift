import Environments
import EventLoops
import Foundation
import HTTPClient
import HTTPMessages
import HTTPServing
import Synchronization
import Testing

@testable import ObjectStorage

/// Stores that are elsewhere, slow, overloaded, or do not know the caller.
@Suite struct StoreBehaviourTests {
    /// A store that answers whatever `answer` gives for the number of the request.
    func withStore(
        region: String? = "us-east-1", _ answer: @escaping @Sendable (Int, HTTPServerRequest) async -> HTTPServerResponse,
        _ body: (S3Client, () -> Int) async throws -> Void
    ) async throws {
        let loop = try EventLoop(name: "s3-strange")
        let count = Counter()
        let server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop) { await answer(count.next(), $0) }
        let http = try HTTPClient(loop: loop)
        let endpoint = S3Endpoint(host: "127.0.0.1:\(server.port)", region: region, bucket: "bucket")
        let s3 = S3Client(endpoint: endpoint, credentials: EndpointFixture.credentials, http: http, environment: Environment())
        try await body(s3, { count.value })
        await http.close()
        await server.stop()
        loop.stop()
    }

    final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    func error(_ call: () async throws -> Void) async -> S3Error? {
        do {
            try await call()
            return nil
        } catch {
            return error as? S3Error
        }
    }

    static func refusal(_ code: String, _ status: Int, region: String? = nil) -> HTTPServerResponse {
        .xml("<Error><Code>\(code)</Code><Message>m</Message>\(region.map { "<Region>\($0)</Region>" } ?? "")</Error>", status: status)
    }

    @Test func overloadIsOvercomeByRepetition() async throws {
        try await withStore({ number, _ in number < 3 ? Self.refusal("SlowDown", 503) : .bytes([7], contentType: "x/y") }) {
            (s3, count) async throws in
            #expect(try await s3.get("k") == [7])
            #expect(count() == 3)
        }
    }

    @Test func repetitionEnds() async throws {
        try await withStore({ _, _ in Self.refusal("SlowDown", 503) }) { (s3, count) async throws in
            let failure = await error { try await s3.put("k", [1]) }
            #expect(failure?.code == "SlowDown" && failure?.isTransient == true && count() == 3)
            // Whether the first attempt stored the object is unknown: a second one could be refused because of it.
            _ = await error { try await s3.put("k", [1], onlyIfVacant: true) }
            #expect(count() == 4)
        }
    }

    @Test(arguments: [("InternalError", 500, true), ("AccessDenied", 403, false), ("NoSuchBucket", 404, false), ("X", 507, false)])
    func otherRefusalsAreNotRepeated(_ code: String, _ status: Int, isTransient: Bool) async throws {
        try await withStore({ _, _ in Self.refusal(code, status) }) { (s3, count) async throws in
            let failure = await error { try await s3.put("k", [1]) }
            #expect(failure?.code == code && failure?.isTransient == isTransient && failure?.refusesCredentials == false && count() == 1)
        }
    }

    @Test func aSlowStoreIsGivenUpInTime() async throws {
        try await withStore({ _, _ in
            try? await Task.sleep(for: .seconds(5))
            return .bytes([], contentType: "x/y")
        }) { (s3, _) async throws in
            let start = ContinuousClock.now
            let failure = await error { _ = try await s3.get("k", timeout: .milliseconds(300)) }
            #expect(failure?.code == S3Error.Code.timedOut && failure?.isTransient == true)
            #expect(.now - start < .seconds(2))
        }
    }

    @Test func repetitionsStayWithinTheTime() async throws {
        try await withStore({ _, _ in Self.refusal("SlowDown", 503) }) { (s3, count) async throws in
            #expect(await error { _ = try await s3.get("k", timeout: .milliseconds(80)) }?.code == "SlowDown")
            #expect(count() == 1)
        }
    }

    @Test func theRegionIsAskedOnce() async throws {
        try await withStore(
            region: nil,
            { _, request in
                if request.target.contains("location") { return .xml("<LocationConstraint>eu-west-7</LocationConstraint>") }
                let isRight = request.headers["Authorization"]?.contains("/eu-west-7/s3/") == true
                return isRight ? .bytes([1], contentType: "x/y") : Self.refusal("AuthorizationHeaderMalformed", 400, region: "eu-west-7")
            }
        ) { (s3, count) async throws in
            #expect(try s3.presignedGet(key: "k", expires: 1).contains("us-east-1"))
            for _ in 0..<3 { #expect(try await s3.get("k") == [1]) }
            #expect(count() == 4)
            #expect(try s3.presignedGet(key: "k", expires: 1).contains("eu-west-7"))
            #expect(try await s3.region() == "eu-west-7")
        }
    }

    @Test func aRefusalSaysTheRegion() async throws {
        try await withStore(
            region: nil,
            { _, request in
                let isRight = request.headers["Authorization"]?.contains("/eu-west-7/s3/") == true && !request.target.contains("location")
                return isRight ? .bytes([1], contentType: "x/y") : Self.refusal("AuthorizationHeaderMalformed", 400, region: "eu-west-7")
            }
        ) { (s3, count) async throws in
            #expect(try await s3.get("k") == [1])
            #expect(count() == 2)
        }
    }

    @Test(arguments: [("AccessDenied", 2), ("NoSuchBucket", 3)]) func aStoreThatDoesNotSayTheRegion(_ code: String, requests: Int)
        async throws
    {
        try await withStore(
            region: nil,
            { _, request in
                request.target.contains("location")
                    ? Self.refusal(code, code == "AccessDenied" ? 403 : 404) : .bytes([1], contentType: "x/y")
            }
        ) { (s3, count) async throws in
            #expect(try await s3.region() == "us-east-1")
            #expect(try await s3.get("k") == [1])
            #expect(count() == requests)
        }
    }

    @Test func wrongKeysAreToldApart() async throws {
        try await EndpointFixture.with { fixture in
            for region in [nil, "us-east-1"] {
                for (accessKey, code) in [("minioadmin", "SignatureDoesNotMatch"), ("stranger", "InvalidAccessKeyId")] {
                    let http = try HTTPClient(loop: fixture.loop)
                    let endpoint = try #require(S3Endpoint(url: fixture.url, region: region, bucket: EndpointFixture.bucket))
                    let s3 = S3Client(
                        endpoint: endpoint, credentials: S3Credentials(accessKey: accessKey, secretKey: "wrong"), http: http,
                        environment: Environment())
                    let failure = await error { try await s3.createBucketIfMissing() }
                    #expect(failure?.code == code && failure?.refusesCredentials == true && failure?.isTransient == false)
                    await http.close()
                }
            }
        }
    }
}
