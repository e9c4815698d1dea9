import Environments
import Hashing
import Testing

@testable import ObjectStorage

@Suite struct AWSChunkedDecoderTests {
    static let scope = CredentialScope(date: "20130524", region: "us-east-1", service: "s3")
    static let seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"

    var chain: ChunkSignatureChain {
        ChunkSignatureChain(
            signingKey: Self.scope.signingKey(of: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), date: "20130524T000000Z", scope: Self.scope,
            seed: Self.seed)
    }

    /// The body of the S3 API reference's example: 66560 letters in three signed chunks.
    static let signedBody: [UInt8] = {
        func chunk(_ size: String, _ signature: String, _ count: Int) -> [UInt8] {
            Array("\(size);chunk-signature=\(signature)\r\n".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: count)
                + Array("\r\n".utf8)
        }
        return chunk("10000", "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", 65_536)
            + chunk("400", "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", 1024)
            + chunk("0", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", 0)
    }()

    func decode(_ bytes: [UInt8], step: Int, with decoder: AWSChunkedDecoder) throws(S3Error) -> ([UInt8], [String]) {
        var decoder = decoder
        var content: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            content += try decoder.decode(Array(bytes[start..<min(start + step, bytes.count)]))
        }
        return (content, try decoder.finish().map { "\($0.name)=\($0.value)" })
    }

    @Test(arguments: [1, 7, 8192, 100_000]) func signedChunks(_ step: Int) throws {
        let (content, trailer) = try decode(Self.signedBody, step: step, with: AWSChunkedDecoder(chain: chain, hasSignedTrailer: false))
        #expect(content == [UInt8](repeating: UInt8(ascii: "a"), count: 66_560))
        #expect(trailer.isEmpty)
    }

    @Test func changedChunksAreRefused() {
        for position in [0, 30, 1000, 65_700, Self.signedBody.count - 10] {
            var body = Self.signedBody
            body[position] ^= 1
            #expect(throws: S3Error.self, "byte \(position)") {
                _ = try decode(body, step: 4096, with: AWSChunkedDecoder(chain: chain, hasSignedTrailer: false))
            }
        }
        #expect(throws: S3Error.incompleteBody) {
            _ = try decode(Array(Self.signedBody.dropLast(100)), step: 4096, with: AWSChunkedDecoder(chain: chain, hasSignedTrailer: false))
        }
    }

    @Test(arguments: [1, 3, 1000]) func unsignedChunksWithTrailer(_ step: Int) throws {
        let body = "5\r\nhello\r\nA\r\n0123456789\r\n0\r\nX-Amz-Checksum-Crc32: abc=\r\n\r\n"
        let (content, trailer) = try decode(Array(body.utf8), step: step, with: AWSChunkedDecoder(chain: nil, hasSignedTrailer: false))
        #expect(String(decoding: content, as: UTF8.self) == "hello0123456789")
        #expect(trailer == ["x-amz-checksum-crc32=abc="])
    }

    @Test func signedTrailer() throws {
        var signatures = chain
        let chunk = signatures.next(chunkHash: Hashing.sha256("hi"))
        let last = signatures.next(chunkHash: Hashing.sha256(""))
        let trailer = signatures.next(trailer: "x-amz-checksum-crc32:abc=\n")
        func body(_ value: String) -> [UInt8] {
            Array(
                ("2;chunk-signature=\(chunk)\r\nhi\r\n0;chunk-signature=\(last)\r\nx-amz-checksum-crc32:\(value)\n\r\n"
                    + "x-amz-trailer-signature:\(trailer)\r\n\r\n").utf8)
        }
        let decoder = AWSChunkedDecoder(chain: chain, hasSignedTrailer: true)
        #expect(try decode(body("abc="), step: 5, with: decoder).1 == ["x-amz-checksum-crc32=abc="])
        #expect(throws: S3Error.signatureDoesNotMatch) { _ = try decode(body("abd="), step: 5, with: decoder) }
    }

    @Test(arguments: [
        "", "5\r\nhel", "5\r\nhello0\r\n\r\n", "x\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "+5\r\nhello\r\n0\r\n\r\n", "0\r\nnocolon\r\n",
        String(repeating: "0", count: 2000),
    ])
    func malformed(_ body: String) {
        #expect(throws: S3Error.self) {
            _ = try decode(Array(body.utf8), step: 3, with: AWSChunkedDecoder(chain: nil, hasSignedTrailer: false))
        }
    }
}
