import Environments
import EventLoops
import Foundation
import HTTPMessages
import HTTPServing
import Hashing
import Testing

@testable import ObjectStorage

/// The endpoint without a network: requests as values, at a time that stands still.
@Suite struct EmbeddedS3Tests {
    static let now = Timestamp(rfc3339: "2026-11-20T10:00:00Z") ?? Timestamp(seconds: 0)
    static let signer = SigV4Signer(credentials: EndpointFixture.credentials)

    func withEndpoint(maximumObjectSize: Int = 1 << 20, _ body: (EmbeddedS3) async throws -> Void) async throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let pool = BlockingPool(threads: 2, name: "s3-disk")
        let s3 = try EmbeddedS3(
            directory: directory, credentials: EndpointFixture.credentials, environment: Environment(clock: FixedClock(Self.now)),
            pool: pool,
            maximumObjectSize: maximumObjectSize)
        try await s3.createBucketIfMissing("bucket")
        try await body(s3)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory)/.uploads").isEmpty)
        pool.stop()
    }

    func request(
        _ method: String, _ target: String, headers: [(String, String)] = [], payload: SigV4Signer.Payload? = nil, body: [UInt8] = []
    ) -> HTTPServerRequest {
        let parts = target.split(separator: "?", maxSplits: 1)
        let query = DecodedQuery(parts.count > 1 ? String(parts[1]) : "")?.items ?? []
        let added = Self.signer.signedHeaders(
            method: method, path: String(parts[0]), query: query.map { ($0.name, $0.value) }, headers: [("host", "s3")] + headers,
            payload: payload ?? .bytes(body), region: "us-east-1", at: Self.now)
        let all = [(name: "Host", value: "s3")] + headers.map { (name: $0.0, value: $0.1) } + added
        return HTTPServerRequest(method: method, target: target, headers: HTTPHeaders(all), body: HTTPRequestBody(bytes: body))
    }

    func text(_ response: HTTPServerResponse) -> String {
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    func code(_ response: HTTPServerResponse) -> String {
        XMLElement(parsing: Array(text(response).utf8))?["Code"]?.text ?? "\(response.status)"
    }

    @Test func answersSayWhoTheyAre() async throws {
        try await withEndpoint { s3 in
            let put = await s3.handle(request("PUT", "/bucket/k", headers: [("content-type", "text/plain")], body: Array("hello".utf8)))
            #expect(put.status == 200 && put.headers["ETag"] == "\"5d41402abc4b2a76b9719d911017c592\"")
            #expect(put.headers["x-amz-request-id"]?.count == 16)
            let get = await s3.handle(request("GET", "/bucket/k?response-expires=never"))
            #expect(text(get) == "hello")
            #expect(get.headers["Last-Modified"] == "Fri, 20 Nov 2026 10:00:00 GMT" && get.headers["Accept-Ranges"] == "bytes")
            #expect(get.headers["Content-Type"] == "text/plain" && get.headers["Expires"] == "never")
            let missing = await s3.handle(request("GET", "/bucket/none"))
            let error = XMLElement(parsing: Array(text(missing).utf8))
            #expect(missing.status == 404 && missing.headers["Content-Type"] == "application/xml")
            #expect(error?["Resource"]?.text == "/bucket/none" && error?["RequestId"]?.text == missing.headers["x-amz-request-id"])
        }
    }

    @Test func bodiesThatAreNotWhatWasSignedAreRefused() async throws {
        try await withEndpoint { s3 in
            var changed = request("PUT", "/bucket/k", body: Array("hello".utf8))
            changed.body = HTTPRequestBody(bytes: Array("jello".utf8))
            #expect(code(await s3.handle(changed)) == "XAmzContentSHA256Mismatch")
            #expect(await s3.handle(request("HEAD", "/bucket/k")).status == 404)
            let unsigned = request("PUT", "/bucket/k", payload: .unsigned, body: Array("jello".utf8))
            #expect(await s3.handle(unsigned).status == 200)
        }
    }

    @Test func sizesHaveALimit() async throws {
        try await withEndpoint(maximumObjectSize: 4) { s3 in
            #expect(code(await s3.handle(request("PUT", "/bucket/k", body: [1, 2, 3, 4]))) == "200")
            #expect(code(await s3.handle(request("PUT", "/bucket/k", body: [1, 2, 3, 4, 5]))) == "EntityTooLarge")
            #expect(text(await s3.handle(request("GET", "/bucket/k"))) == "\u{1}\u{2}\u{3}\u{4}")
        }
    }

    @Test func chunkedBodiesAreDecoded() async throws {
        try await withEndpoint { s3 in
            // "hello" has the CRC-32 3610a686.
            func upload(_ body: String, length: String = "5", checksum: Bool = true) -> HTTPServerRequest {
                request(
                    "PUT", "/bucket/k",
                    headers: [
                        ("content-encoding", "gzip,aws-chunked"), ("x-amz-decoded-content-length", length),
                        ("x-amz-trailer", checksum ? "x-amz-checksum-crc32" : "x-amz-checksum-other"),
                    ], payload: .hash("STREAMING-UNSIGNED-PAYLOAD-TRAILER"), body: Array(body.utf8))
            }
            let good = await s3.handle(upload("3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"))
            #expect(good.status == 200 && good.headers["x-amz-checksum-crc32"] == "NhCmhg==")
            let get = await s3.handle(request("GET", "/bucket/k"))
            #expect(text(get) == "hello" && get.headers["Content-Encoding"] == "gzip")
            #expect(code(await s3.handle(upload("5\r\njello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"))) == "BadDigest")
            #expect(code(await s3.handle(upload("5\r\nhello\r\n0\r\n\r\n"))) == "InvalidDigest")
            #expect(code(await s3.handle(upload("5\r\nhello\r\n0\r\n\r\n", checksum: false))) == "200")
            #expect(code(await s3.handle(upload("5\r\nhello\r\n0\r\n\r\n", length: "6", checksum: false))) == "IncompleteBody")
            #expect(code(await s3.handle(upload("5\r\nhello\r\n0\r\n\r\n", length: "4", checksum: false))) == "IncompleteBody")
            #expect(code(await s3.handle(upload("5\r\nhello", checksum: false))) == "IncompleteBody")
            #expect(code(await s3.handle(upload("5\r\nhello\r\n0\r\n\r\n", length: "x", checksum: false))) == "InvalidArgument")
        }
    }

    @Test func signedChunksAreCheckedAgainstTheRequest() async throws {
        try await withEndpoint { s3 in
            let empty = request(
                "PUT", "/bucket/k", headers: [("x-amz-decoded-content-length", "5")], payload: .hash("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"))
            let scope = CredentialScope(at: Self.now, region: "us-east-1", service: "s3")
            let seed = String(empty.headers["Authorization"]?.suffix(64) ?? "")
            var chain = ChunkSignatureChain(
                signingKey: scope.signingKey(of: EndpointFixture.credentials.secretKey), date: Self.now.basicISO8601, scope: scope,
                seed: seed)
            let first = chain.next(chunkHash: Hashing.sha256("hello"))
            let last = chain.next(chunkHash: Hashing.sha256(""))
            func upload(_ content: String) -> HTTPServerRequest {
                var request = empty
                let body = "5;chunk-signature=\(first)\r\n\(content)\r\n0;chunk-signature=\(last)\r\n\r\n"
                request.body = HTTPRequestBody(bytes: Array(body.utf8))
                return request
            }
            #expect(code(await s3.handle(upload("jello"))) == "SignatureDoesNotMatch")
            #expect(await s3.handle(request("HEAD", "/bucket/k")).status == 404)
            #expect(code(await s3.handle(upload("hello"))) == "200")
            #expect(text(await s3.handle(request("GET", "/bucket/k"))) == "hello")
        }
    }

    @Test(arguments: [
        ("GET", "/Bad_Name/k", "InvalidBucketName"), ("GET", "//k", "InvalidBucketName"), ("GET", "/../k", "InvalidBucketName"),
        ("GET", "/.uploads/1-1", "InvalidBucketName"), ("POST", "/bucket/k", "MethodNotAllowed"), ("PATCH", "/bucket", "MethodNotAllowed"),
        ("PUT", "/", "MethodNotAllowed"), ("GET", "/bucket/k?partNumber=1", "NotImplemented"),
        ("PUT", "/bucket?uploads", "MethodNotAllowed"),
        ("PUT", "/bucket/k?partNumber=1", "MethodNotAllowed"), ("PUT", "/bucket/k?uploadId=1&partNumber=0", "InvalidArgument"),
        ("PUT", "/bucket/k?uploadId=../../bucket&partNumber=1", "NoSuchUpload"), ("POST", "/missing/k?uploads", "NoSuchBucket"),
        ("DELETE", "/missing/k?uploadId=1", "NoSuchBucket"), ("PUT", "/bucket/k?tagging", "NotImplemented"),
        ("GET", "/bucket/k?versionId=7", "InvalidArgument"), ("GET", "/bucket?max-keys=-1", "InvalidArgument"),
        ("GET", "/bucket?list-type=2&continuation-token=%21", "InvalidArgument"),
        ("GET", "/bucket?encoding-type=base64", "InvalidArgument"),
        ("POST", "/bucket?delete", "MalformedXML"), ("GET", "/nobody-has-it", "NoSuchBucket"), ("DELETE", "/nobody-has-it", "NoSuchBucket"),
        ("DELETE", "/nobody-has-it/k", "NoSuchBucket"), ("PUT", "/nobody-has-it/k", "NoSuchBucket"),
    ])
    func refusals(_ method: String, _ target: String, expected: String) async throws {
        try await withEndpoint { s3 in
            #expect(code(await s3.handle(request(method, target))) == expected)
        }
    }

    @Test func targetsThatAreNoPathsAreRefused() async throws {
        try await withEndpoint { s3 in
            for target in ["*", "", "/bucket/%ff", "/bucket/%4"] {
                var request = request("GET", "/bucket/k")
                request.target = target
                let response = await s3.handle(request)
                #expect([400, 403].contains(response.status), "\(target)")
            }
        }
    }

    @Test func deletionsOfManyReportEach() async throws {
        try await withEndpoint { s3 in
            _ = await s3.handle(request("PUT", "/bucket/a", body: [1]))
            let long = String(repeating: "k", count: 1025)
            let body = "<Delete><Object><Key>a</Key></Object><Object><Key>\(long)</Key></Object></Delete>"
            let answer = XMLElement(parsing: Array(text(await s3.handle(request("POST", "/bucket?delete", body: Array(body.utf8)))).utf8))
            #expect(answer?.children(named: "Deleted").map { $0["Key"]?.text } == ["a"])
            #expect(answer?["Error"]?["Code"]?.text == "KeyTooLongError")
            #expect(await s3.handle(request("HEAD", "/bucket/a")).status == 404)
        }
    }

    @Test func aDirectoryThatCannotBeUsedIsNamed() throws {
        #expect {
            _ = try EmbeddedS3(
                directory: "/dev/null/objects", credentials: EndpointFixture.credentials, environment: Environment(),
                pool: BlockingPool(threads: 1, name: "s3-disk"))
        } throws: { error in
            (error as? S3Error)?.message.contains("/dev/null/objects") == true
        }
    }
}
