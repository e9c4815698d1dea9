import Environments
import Foundation
import Testing

@testable import ObjectStorage

/// boto3 against the embedded endpoint, and its signatures beside ours.
@Suite(.enabled(if: Python.interpreter != nil, "the virtual environment of the tests is needed")) struct ForeignClientTests {
    @Test(arguments: ["operations.py", "presigned.py", "multipart.py", "signed.py", "minio_client.py"]) func boto3(
        _ script: String
    ) async throws {
        try await EndpointFixture.with { fixture in
            let environment = [
                "S3_URL": fixture.url, "S3_ACCESS_KEY": EndpointFixture.credentials.accessKey,
                "S3_SECRET_KEY": EndpointFixture.credentials.secretKey,
            ]
            let outcome = try await Python.run(script, environment: environment)
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(outcome.output.contains("ok case_"))
        }
    }

    struct Case: Codable, Sendable {
        var method = "GET"
        var origin = "http://minio:9000"
        var region = "us-east-1"
        var bucket = "generia-images"
        var key: String
        var expires = 600
        var time = "20261120T101112Z"
        var content_type = ""
        var access_key = "minioadmin"
        var secret_key = "minio/admin+secret"
    }

    static let cases: [Case] =
        [
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8/world_data/0123456789abcdef0123456789abcdef.png", "a b+c.png", "W//posts/x.png", "/lead",
            "..", "a/../b", "./a", "%2e%2e/x", "100%", "мир/世界 🜁.png", "q?u&e=r#y;,:@!$'()*", "~-._", "e\u{301}\u{e9}", "\u{1}\u{7f}",
        ].flatMap { key in
            [Case(method: "PUT", key: key), Case(key: key, expires: 604_800), Case(key: key, content_type: "image/png; x=\"ü\"")]
        } + [
            Case(origin: "https://s3.example.org", region: "eu-west-1", key: "k"), Case(origin: "http://h:80", key: "k"),
            Case(origin: "https://h:443", key: "k"), Case(origin: "http://127.0.0.1:9000", key: "k", expires: 1, time: "20240229T235959Z"),
        ]

    @Test func presignedURLsHaveTheSignaturesOfBoto3() async throws {
        let encoder = JSONEncoder()
        let lines = try Self.cases.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        let outcome = try await Python.run("presign.py", input: lines.joined(separator: "\n"))
        try #require(outcome.status == 0, "\(outcome.output)")
        let theirs = try outcome.output.split(separator: "\n").map { try JSONDecoder().decode(String.self, from: Data($0.utf8)) }
        try #require(theirs.count == Self.cases.count)
        for (theirURL, input) in zip(theirs, Self.cases) {
            let endpoint = try #require(S3Endpoint(url: input.origin, region: input.region, bucket: input.bucket))
            let signer = SigV4Signer(credentials: S3Credentials(accessKey: input.access_key, secretKey: input.secret_key))
            let ourURL = signer.presignedURL(
                method: input.method, endpoint: endpoint, key: input.key, expires: input.expires,
                at: try #require(Timestamp(basicISO8601: input.time)),
                extraQuery: input.content_type.isEmpty ? [] : [("response-content-type", input.content_type)])
            #expect(ourURL.suffix(64) == theirURL.suffix(64), "\(ourURL)\n\(theirURL)")
            let (our, their) = (ourURL.split(separator: "?"), theirURL.split(separator: "?"))
            #expect(our[1].split(separator: "&").sorted() == their[1].split(separator: "&").sorted())
            if !input.origin.hasSuffix(":80"), !input.origin.hasSuffix(":443") { #expect(our[0] == their[0]) }
        }
    }
}
