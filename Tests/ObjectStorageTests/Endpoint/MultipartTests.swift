import Environments
import EventLoops
import Foundation
import HTTPServing
import Hashing
import Testing

@testable import ObjectStorage

/// What boto3 cannot show of multipart uploads: their end by age, and the arithmetic of their checksums.
@Suite struct MultipartTests {
    let endpoint = EmbeddedS3Tests()

    func uploadID(_ s3: EmbeddedS3) async throws -> String {
        let answer = endpoint.text(await s3.handle(endpoint.request("POST", "/bucket/k?uploads")))
        return try #require(XMLElement(parsing: Array(answer.utf8))?["UploadId"]?.text)
    }

    @Test(arguments: [(6, true), (8, false)]) func uploadsLiveForSevenDays(days: Int, isThere: Bool) async throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let pool = BlockingPool(threads: 1, name: "s3-disk")
        func open(at time: Timestamp) throws -> EmbeddedS3 {
            try EmbeddedS3(
                directory: directory, credentials: EndpointFixture.credentials, environment: Environment(clock: FixedClock(time)),
                pool: pool)
        }
        let s3 = try open(at: EmbeddedS3Tests.now)
        try await s3.createBucketIfMissing("bucket")
        let id = try await uploadID(s3)
        let put = await s3.handle(endpoint.request("PUT", "/bucket/k?partNumber=1&uploadId=\(id)", body: [1, 2, 3]))
        #expect(put.status == 200)
        let reopened = try open(at: EmbeddedS3Tests.now + .seconds(days * 24 * 3600))
        #expect(try reopened.store.multipartUploads().map(\.id) == (isThere ? [id] : []))
        #expect(try reopened.store.part(1, of: id)?.metadata.size == (isThere ? 3 : nil))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory)/.multipart").count == (isThere ? 1 : 0))
        pool.stop()
    }

    /// An upload may have more parts than a process may open files.
    @Test func partsAreNotKeptOpen() throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try ObjectDirectory(root: directory)
        let upload = MultipartUpload(
            id: String(repeating: "a", count: 32), bucket: "bucket", key: "k", started: EmbeddedS3Tests.now, checksum: nil,
            checksumKind: .composite, headers: [])
        #expect(try store.beginMultipart(upload.id, trailer: try #require(upload.description.trailer)))
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        var list = "<CompleteMultipartUpload>"
        for number in 1...20 {
            var part = try store.beginUpload()
            try part.append([UInt8](repeating: 7, count: MultipartUpload.minimumPartSize))
            let metadata = try EmbeddedS3.seal(part, digests: part.digests(), headers: [], at: EmbeddedS3Tests.now)
            try store.store(part, asPart: number, of: upload.id)
            list += "<Part><PartNumber>\(number)</PartNumber><ETag>\(metadata.tag)</ETag></Part>"
        }
        let document = try #require(XMLElement(parsing: Array("\(list)</CompleteMultipartUpload>".utf8)))
        let parts = try CompletedParts(document)
        let found = try parts.check(upload, in: store)
        #expect(found.count == 20)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < before + 10)
        withExtendedLifetime(found) {}
    }

    @Test func uploadsOfAKeyAreListedInTheOrderOfTime() {
        let ids = [0, 1, 255, 256, 1 << 40].map {
            MultipartUpload.makeID(at: Timestamp(microseconds: $0), random: Identifier(high: 7, low: 0))
        }
        #expect(ids == ids.sorted() && ids.allSatisfy(MultipartUpload.isID))
        #expect(!MultipartUpload.isID("../\(ids[0].dropFirst(3))") && !MultipartUpload.isID(""))
    }

    @Test(arguments: [Checksum.Algorithm.crc32, .crc32c, .crc64nvme], [0, 1, 7, 1000, 70_000])
    func checksumsOfPartsAreThatOfTheWhole(_ algorithm: Checksum.Algorithm, length: Int) throws {
        let parts = [Array("first".utf8), (0..<length).map { UInt8(truncatingIfNeeded: $0 * 31) }, Array("last".utf8)]
        func sum(_ bytes: [UInt8]) -> [UInt8] {
            var checksum = Checksum(algorithm)
            checksum.update(bytes)
            return checksum.value
        }
        let whole = Checksum.ofParts(parts.map { (checksum: sum($0), size: $0.count) }, algorithm, .fullObject)
        #expect(whole == Base64.encode(sum(parts.flatMap { $0 })))
    }

    @Test func filesAreCopiedFromOneFileSystemToAnother() throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 8) }
        let source = "/dev/shm/generia-\(UUID().uuidString)"
        defer { unlink(source) }
        try Data(bytes).write(to: URL(fileURLWithPath: source))
        let object = try #require(try ObjectFile(path: source))
        let whole = try UnfinishedFile(path: "\(directory)/whole")
        for _ in 0..<2 { try whole.append(object) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/whole")) == Data(bytes + bytes))
    }
}
