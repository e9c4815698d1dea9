import Environments
import EventLoops
import Foundation
import HTTPClient
import HTTPMessages
import HTTPServing
import Testing

@testable import ObjectStorage

@Suite struct S3ClientTests {
    func client(
        _ fixture: EndpointFixture, bucket: String = EndpointFixture.bucket, credentials: S3Credentials = EndpointFixture.credentials,
        _ body: (S3Client, HTTPClient) async throws -> Void
    ) async throws {
        let http = try HTTPClient(loop: fixture.loop)
        let endpoint = try #require(S3Endpoint(url: fixture.url, bucket: bucket))
        try await body(S3Client(endpoint: endpoint, credentials: credentials, http: http, environment: Environment()), http)
        await http.close()
    }

    func error(_ call: () async throws -> Void) async -> S3Error? {
        do {
            try await call()
            return nil
        } catch {
            return error as? S3Error
        }
    }

    /// What any S3 must do for this client.
    func useObjects(_ s3: S3Client, _ http: HTTPClient, keys: [String] = Self.keys) async throws {
        try await s3.createBucketIfMissing()
        try await s3.createBucketIfMissing()
        for key in keys {
            let etag = try await s3.put(key, Array("content of \(key)".utf8), contentType: "image/png")
            #expect(try await s3.get(key) == Array("content of \(key)".utf8))
            let info = try await s3.stat(key)
            #expect(info.size == "content of \(key)".utf8.count && info.etag == etag && info.contentType == "image/png")
            #expect(info.lastModified != nil)
            let read = try await http.send(
                HTTPClientRequest(url: try s3.presignedGet(key: key, expires: 600, responseContentType: "text/x-test")))
            #expect(read.status == 200 && read.body == Array("content of \(key)".utf8) && read.headers["Content-Type"] == "text/x-test")
            let stored = try await http.send(
                HTTPClientRequest(method: "PUT", url: try s3.presignedPut(key: key, expires: 600), body: .bytes([1, 2, 3])))
            #expect(stored.status == 200)
            #expect(try await s3.get(key) == [1, 2, 3])
        }
        try await s3.put("empty", [])
        #expect(try await s3.get("empty") == [])
        try await s3.delete("empty")
        #expect(try await s3.head("empty") == nil)
        #expect(try await s3.list().map(\.key) == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(try await s3.list(prefix: "w/").map(\.size) == [3])
        #expect(try await s3.list(limit: 2).count == 2)
        let missing = await error { _ = try await s3.stat("missing") }
        #expect(missing?.code == "NoSuchKey" && missing?.message == "The specified key does not exist." && missing?.status == 404)
        for key in keys { try await s3.delete(key) }
        #expect(try await s3.list().isEmpty)
    }

    static let keys = ["W//posts/a.png", "w/c/avatars/1.png", "мир é+ /?#%41", "/lead", "trail/", "a&b=c;d,e'f(g)*"]

    @Test func objectsComeBackAsTheyWere() async throws {
        try await EndpointFixture.with { fixture in
            try await client(fixture) { try await useObjects($0, $1) }
        }
    }

    @Test func listingsOfManyPages() async throws {
        try await EndpointFixture.with { fixture in
            for number in 0..<2100 {
                var upload = try fixture.s3.store.beginUpload()
                try upload.append([1])
                let digests = upload.digests()
                let metadata = ObjectMetadata(
                    size: 1, tag: digests.md5Hex, sha256: digests.sha256Hex, lastModified: Timestamp(seconds: 1), headers: [])
                try upload.finish(trailer: try #require(metadata.trailer))
                try fixture.s3.store.store(upload, as: "many/\(number)", in: EndpointFixture.bucket, onlyIfVacant: false)
            }
            try await client(fixture) { s3, _ in
                let listed = try await s3.list(prefix: "many/")
                #expect(Set(listed.map(\.key)).count == 2100)
            }
        }
    }

    @Test func refusalsHaveTheWordsOfThePlatformsClient() async throws {
        try await EndpointFixture.with { fixture in
            try await client(fixture) { s3, _ in
                let unread = await error { _ = try await s3.get("missing") }
                #expect(unread?.code == "NoSuchKey" && unread?.message == "The specified key does not exist.")
            }
            try await client(fixture, credentials: S3Credentials(accessKey: "minioadmin", secretKey: "wrong")) { s3, _ in
                let denied = await error { _ = try await s3.stat("missing") }
                #expect(denied?.code == "AccessDenied" && denied?.message == "Access Denied." && denied?.status == 403)
                #expect(await error { try await s3.put("k", [1]) }?.code == "SignatureDoesNotMatch")
            }
        }
    }

    @Test func bucketsAreMadeOnce() async throws {
        try await EndpointFixture.with { fixture in
            try await client(fixture, bucket: "fresh-bucket") { s3, _ in
                #expect(await error { try await s3.put("k", [1]) }?.code == "NoSuchBucket")
                try await s3.createBucketIfMissing()
                try await s3.createBucketIfMissing()
                try await s3.put("k", [1])
            }
            try await client(fixture, bucket: "Bad_Bucket") { s3, _ in
                #expect(await error { try await s3.createBucketIfMissing() }?.status == 400)
            }
        }
    }

    @Test func presignedURLsWorkAtTheEndpoint() async throws {
        try await EndpointFixture.with { fixture in
            try await client(fixture) { s3, http in
                let put = HTTPClientRequest(
                    method: "PUT", url: try s3.presignedPut(key: "W//x y.png", expires: 600), headers: ["Content-Type": "image/png"],
                    body: .bytes([1, 2, 3]))
                let stored = try await http.send(put)
                #expect(stored.status == 200 && stored.body.isEmpty)
                let url = try s3.presignedGet(key: "W//x y.png", expires: 3600, responseContentType: "image/x-test")
                let read = try await http.send(HTTPClientRequest(url: url))
                #expect(read.status == 200 && read.body == [1, 2, 3] && read.headers["Content-Type"] == "image/x-test")
                let misused = try await http.send(HTTPClientRequest(method: "PUT", url: url, body: .bytes([9])))
                #expect(misused.status == 403)
                #expect(String(decoding: misused.body, as: UTF8.self).contains("<Code>SignatureDoesNotMatch</Code>"))
            }
        }
    }

    @Test func presigningSaysWhatIsAccepted() async throws {
        let loop = try EventLoop(name: "s3-presign")
        let s3 = S3Client(
            endpoint: S3Endpoint(host: "minio:9000", bucket: "generia-images"),
            publicEndpoint: S3Endpoint(scheme: .https, host: "media.example:443", bucket: "generia-images"),
            credentials: EndpointFixture.credentials, http: try HTTPClient(loop: loop), environment: Environment())
        func message(_ call: () throws -> String) -> String {
            do { return try call() } catch { return (error as? S3Error)?.message ?? "" }
        }
        #expect(
            message { try s3.presignedGet(key: "k", expires: 604_801) } == "Expires cannot be greater than 7 days.")
        #expect(message { try s3.presignedGet(key: "k", expires: 0) } == "Expires cannot be lesser than 1 second.")
        #expect(
            message { try s3.presignedPut(key: String(repeating: "k", count: 1025), expires: 1) }
                == "Object name cannot be longer than 1024 characters")
        #expect(
            message { try s3.presignedGet(key: "k", expires: 604_800, responseContentType: "") }
                .hasPrefix("https://media.example/generia-images/k?X-Amz-Algorithm="))
        #expect(!message { try s3.presignedGet(key: "k", expires: 1, responseContentType: "") }.contains("response-"))
        loop.stop()
    }

    @Test func urlsAreMadeForEachPublicEndpoint() async throws {
        let loop = try EventLoop(name: "s3-presign")
        let hosts = [
            S3Endpoint(host: "localhost:9000", bucket: "b"),
            S3Endpoint(scheme: .https, host: "s3.example", region: "eu-west-1", bucket: "b", addressing: .virtualHost),
        ]
        let s3 = S3Client(
            endpoint: S3Endpoint(host: "minio:9000", region: "us-west-2", bucket: "b"), publicEndpoints: hosts,
            credentials: EndpointFixture.credentials, http: try HTTPClient(loop: loop), environment: Environment())
        #expect(s3.publicEndpoint == hosts[0])
        let (usual, other) = (try s3.presignedPut(key: "a/b c", expires: 9), try s3.presignedPut(key: "a/b c", expires: 9, for: hosts[1]))
        #expect(usual.hasPrefix("http://localhost:9000/b/a/b%20c?") && usual.contains("%2Fus-west-2%2F"))
        #expect(other.hasPrefix("https://b.s3.example/a/b%20c?") && other.contains("%2Feu-west-1%2F"))
        #expect(try s3.presignedGet(key: "k", expires: 9, for: s3.endpoint).hasPrefix("http://minio:9000/b/k?"))
        loop.stop()
    }

    @Test func objectsComeFromFilesAndGoToFiles() async throws {
        try await EndpointFixture.with { fixture in
            try await client(fixture) { s3, _ in
                let (source, target) = ("\(fixture.directory)/source", "\(fixture.directory)/target")
                let content = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 * 7) })
                try content.write(to: URL(fileURLWithPath: source))
                let etag = try await s3.upload("file", from: source, contentType: "image/png")
                #expect(try await s3.stat("file").contentType == "image/png")
                try await s3.download("file", to: target)
                #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == content)
                #expect(await error { try await s3.download("missing", to: target) }?.code == "NoSuchKey")
                #expect(await error { try await s3.upload("file", from: "\(source)-missing") }?.code == S3Error.Code.failed)
                #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == content)
                #expect(!FileManager.default.fileExists(atPath: "\(target).download"))
                #expect(try await s3.get("file", unlessStill: etag) == nil)
                try await s3.put("file", [1])
                #expect(try await s3.get("file", unlessStill: etag) == [1])
                #expect(await error { try await s3.put("file", [2], onlyIfVacant: true) }?.code == "PreconditionFailed")
                try await s3.put("vacant", [2], onlyIfVacant: true)
            }
        }
    }

    @Test func anUnreachableStoreIsAnError() async throws {
        let loop = try EventLoop(name: "s3-nobody")
        let http = try HTTPClient(loop: loop)
        let s3 = S3Client(
            endpoint: S3Endpoint(host: "127.0.0.1:1", bucket: "bucket"), credentials: EndpointFixture.credentials, http: http,
            environment: Environment())
        let failure = await error { _ = try await s3.head("k") }
        #expect(failure?.code == S3Error.Code.unreachable && failure?.status == 0 && failure?.isTransient == true)
        #expect(failure?.message.contains("127.0.0.1:1") == true)
        await http.close()
        loop.stop()
    }

    @Test(arguments: ["http://h/path", "ftp://h", "h:9000", "http://", "http://a b", "http://h?x", "http://u@h", "http://h#f"])
    func malformedEndpoints(_ url: String) {
        #expect(S3Endpoint(url: url, bucket: "b") == nil)
    }
}
