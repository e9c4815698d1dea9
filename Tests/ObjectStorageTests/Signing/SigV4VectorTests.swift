import Environments
import Hashing
import Testing

@testable import ObjectStorage

/// The examples of the S3 API reference ("Signature calculations", "Authenticating requests: using query parameters"), whose bucket is in the host.
@Suite struct S3DocumentationVectors {
    let signer = SigV4Signer(
        credentials: S3Credentials(accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
    let time = Timestamp(rfc3339: "2013-05-24T00:00:00Z") ?? Timestamp(seconds: 0)
    let host = ("Host", "examplebucket.s3.amazonaws.com")

    func signature(
        _ method: String, _ path: String, query: [(String, String)] = [], headers: [(String, String)] = [], body: String = ""
    ) -> String {
        let added = signer.signedHeaders(
            method: method, path: path, query: query, headers: [host] + headers, payload: .bytes(Array(body.utf8)), region: "us-east-1",
            at: time)
        return String(added.last?.value.suffix(64) ?? "")
    }

    @Test func getObject() {
        #expect(
            signature("GET", "/test.txt", headers: [("Range", "bytes=0-9")])
                == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test func putObject() {
        let headers = [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")]
        #expect(
            signature("PUT", "/test%24file.text", headers: headers, body: "Welcome to Amazon S3.")
                == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test func bucketLifecycle() {
        #expect(
            signature("GET", "/", query: [("lifecycle", "")]) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
    }

    @Test func listObjects() {
        #expect(
            signature("GET", "/", query: [("prefix", "J"), ("max-keys", "2")])
                == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test func presignedURL() {
        let query = signer.presignedQuery(
            method: "GET", path: "/test.txt", host: host.1, region: "us-east-1", expires: 86_400, at: time, extraQuery: [])
        #expect(
            query == "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test func chunkedUpload() {
        let scope = CredentialScope(date: "20130524", region: "us-east-1", service: "s3")
        let headers = signer.signedHeaders(
            method: "PUT", path: "/examplebucket/chunkObject.txt",
            headers: [
                ("Host", "s3.amazonaws.com"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("Content-Encoding", "aws-chunked"),
                ("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824"),
            ], payload: .hash("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), region: "us-east-1", at: time)
        let seed = String(headers.last?.value.suffix(64) ?? "")
        #expect(seed == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")

        var chain = ChunkSignatureChain(
            signingKey: scope.signingKey(of: signer.credentials.secretKey), date: "20130524T000000Z", scope: scope, seed: seed)
        let chunks = [65_536, 1_024, 0].map { chain.next(chunkHash: Hashing.sha256([UInt8](repeating: UInt8(ascii: "a"), count: $0))) }
        #expect(
            chunks == [
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ])
    }

    @Test func chunkedUploadWithTrailer() {
        let scope = CredentialScope(date: "20130524", region: "us-east-1", service: "s3")
        var chain = ChunkSignatureChain(
            signingKey: scope.signingKey(of: signer.credentials.secretKey), date: "20130524T000000Z", scope: scope,
            seed: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
        let chunks = [65_536, 1_024, 0].map { chain.next(chunkHash: Hashing.sha256([UInt8](repeating: UInt8(ascii: "a"), count: $0))) }
        #expect(
            chunks == [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ])
        #expect(
            chain.next(trailer: "x-amz-checksum-crc32c:sOO8/Q==\n") == "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435")
    }
}

/// The published test suite of Signature Version 4, without the cases about path normalisation, which S3 does not do.
@Suite struct SigV4TestSuite {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "GET"
        var path = "/"
        var query = ""
        var headers: [(name: String, value: String)] = []
        let signature: String
        var testDescription: String { name }
    }

    static let vectors = [
        Vector(name: "get-vanilla", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Vector(name: "post-vanilla", method: "POST", signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        Vector(
            name: "get-vanilla-query-order-key-case", query: "Param2=value2&Param1=value1",
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        Vector(
            name: "get-vanilla-query-unreserved",
            query: "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                + "=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        Vector(
            name: "get-unreserved", path: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        Vector(
            name: "get-utf8", path: "/%E1%88%B4", signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        Vector(
            name: "get-header-value-trim", headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        Vector(
            name: "get-header-value-order",
            headers: [("My-Header1", "value4"), ("My-Header1", "value1"), ("My-Header1", "value3"), ("My-Header1", "value2")],
            signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
    ]

    @Test(arguments: vectors) func signature(_ vector: Vector) throws {
        let signer = SigV4Signer(
            credentials: S3Credentials(accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), service: "service")
        let scope = CredentialScope(date: "20150830", region: "us-east-1", service: "service")
        let request = CanonicalRequest(
            method: vector.method, path: vector.path, query: try #require(CanonicalQuery(sent: vector.query)),
            headers: [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")] + vector.headers,
            payloadHash: Hashing.hex(Hashing.sha256([])))
        let authorization = signer.authorization(of: request, at: "20150830T123600Z", scope: scope)
        #expect(authorization.hasSuffix("Signature=\(vector.signature)"))
    }
}
