import Environments
import EventLoops
import Foundation
import HTTPClient
import Testing

@testable import ObjectStorage

/// Our client at stores that we did not write; its URLs in the hands of curl.
@Suite(.serialized, .enabled(if: ForeignStore.areInstalled, "OpenStack Swift and rclone are needed")) struct ForeignStoreTests {
    let tests = S3ClientTests()

    @Test(arguments: ForeignStore.allCases) func objectsOfAnotherStore(_ store: ForeignStore) async throws {
        try await store.run { host in
            let loop = try EventLoop(name: "s3-other")
            let http = try HTTPClient(loop: loop)
            let endpoint = S3Endpoint(host: host, bucket: "generia-images", addressing: store.addressing)
            func client(_ credentials: S3Credentials, region: String? = nil) -> S3Client {
                let place = S3Endpoint(host: host, region: region, bucket: endpoint.bucket, addressing: store.addressing)
                return S3Client(endpoint: place, credentials: credentials, http: http, environment: Environment())
            }
            let s3 = client(ForeignStore.credentials)
            try await tests.useObjects(s3, http, keys: store.keys)
            #expect(try await s3.region() == "us-east-1")
            try await useFiles(s3)
            try await useCurl(s3)

            let (accessKey, secretKey) = (ForeignStore.credentials.accessKey, ForeignStore.credentials.secretKey)
            for strange in [S3Credentials(accessKey: accessKey, secretKey: "wrong"), S3Credentials(accessKey: "x:y", secretKey: secretKey)]
            {
                let failure = await tests.error { try await client(strange).createBucketIfMissing() }
                #expect(failure?.refusesCredentials == true && failure?.isTransient == false, "\(String(describing: failure))")
                #expect(await tests.error { try await client(strange).put("k", [1]) }?.status == 403)
            }
            if store == .swift {
                let elsewhere = await tests.error { try await client(ForeignStore.credentials, region: "eu-west-1").put("k", [1]) }
                #expect(elsewhere?.code == "AuthorizationHeaderMalformed")
            }
            await http.close()
            loop.stop()
        }
    }

    func useFiles(_ s3: S3Client) async throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let content = Data((0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 * 13) })
        try content.write(to: URL(fileURLWithPath: "\(directory)/source"))
        try await s3.upload("w/file.bin", from: "\(directory)/source", contentType: "image/png")
        try await s3.download("w/file.bin", to: "\(directory)/target")
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/target")) == content)
        try await s3.delete("w/file.bin")
    }

    func useCurl(_ s3: S3Client) async throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (source, target) = ("\(directory)/source", "\(directory)/target")
        try Data("a picture".utf8).write(to: URL(fileURLWithPath: source))
        let (put, get) = (try s3.presignedPut(key: "w/é +.png", expires: 60), try s3.presignedGet(key: "w/é +.png", expires: 60))
        #expect(try curl("-T", source, "-o", target, put) == "200")
        #expect(try curl("-o", target, get) == "200")
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "a picture")
        #expect(try curl("-T", source, "-o", target, get) == "403")
        #expect(try curl("-o", target, get.dropLast() + (get.hasSuffix("0") ? "1" : "0")) == "403")
        #expect(try await s3.get("w/é +.png") == Array("a picture".utf8))
    }

    /// Runs curl to its end; gives the status of the answer.
    func curl(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "-sS", "-m", "30", "--noproxy", "*", "-w", "%{http_code}"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        return String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }
}
