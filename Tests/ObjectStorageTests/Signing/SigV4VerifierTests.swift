import Environments
import HTTPMessages
import Testing

@testable import ObjectStorage

@Suite struct SigV4VerifierTests {
    let credentials = S3Credentials(accessKey: "minioadmin", secretKey: "minioadmin")
    let endpoint = S3Endpoint(host: "minio:9000", bucket: "generia-images")
    let time = Timestamp(rfc3339: "2026-11-20T10:00:00Z") ?? Timestamp(seconds: 0)
    var signer: SigV4Signer { SigV4Signer(credentials: credentials) }
    var verifier: SigV4Verifier { SigV4Verifier(credentials: credentials, region: "us-east-1") }

    func request(_ method: String, url: String, host: String = "minio:9000", headers: [(name: String, value: String)] = [])
        -> SigV4Verifier.Request
    {
        let target = url.dropFirst(endpoint.origin.count)
        let parts = target.split(separator: "?", maxSplits: 1)
        return SigV4Verifier.Request(
            method: method, rawPath: String(parts[0]), rawQuery: parts.count > 1 ? String(parts[1]) : "",
            headers: HTTPHeaders([(name: "Host", value: host)] + headers))
    }

    func presigned(_ method: String = "PUT", key: String = "w/world_data/a.png", expires: Int = 600, extra: [(String, String)] = [])
        -> String
    {
        signer.presignedURL(method: method, endpoint: endpoint, key: key, expires: expires, at: time, extraQuery: extra)
    }

    func code(_ request: SigV4Verifier.Request, at time: Timestamp? = nil) -> String {
        do throws(S3Error) {
            _ = try verifier.verify(request, at: time ?? self.time)
            return "accepted"
        } catch {
            return error.code
        }
    }

    @Test func shapeOfAnUploadURL() {
        let url = presigned(key: "W//posts/ä b.png")
        #expect(
            url.hasPrefix(
                "http://minio:9000/generia-images/W//posts/%C3%A4%20b.png?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                    + "&X-Amz-Credential=minioadmin%2F20261120%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261120T100000Z"
                    + "&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature="))
        #expect(url.suffix(64).allSatisfy { $0.isHexDigit })
    }

    @Test func shapeOfADownloadURL() {
        let url = presigned("GET", extra: [("response-content-type", "image/png; charset=x")])
        #expect(url.contains("&X-Amz-SignedHeaders=host&response-content-type=image%2Fpng%3B%20charset%3Dx&X-Amz-Signature="))
    }

    @Test(arguments: ["a", "/a", "a//b", "../../etc/passwd", "%2e%2e/x", "a b+c&d=e?f#g", "мир/世界 🜁", "\u{1}\u{7f}", "a\u{301}\u{e9}"])
    func whatIsSignedIsAccepted(_ key: String) {
        #expect(code(request("PUT", url: presigned(key: key))) == "accepted")
    }

    @Test func decodedSlashesInTheQueryAreAccepted() {
        let url = presigned().replacing("%2F", with: "/")
        #expect(url.contains("minioadmin/20261120/us-east-1/s3/aws4_request"))
        #expect(code(request("PUT", url: url)) == "accepted")
    }

    @Test func otherSpellingsAreAccepted() {
        let url = presigned("GET", key: "a b", extra: [("response-content-disposition", "a b")])
        #expect(code(request("GET", url: url.replacing("a%20b?", with: "%61%20%62?"))) == "accepted")
        #expect(code(request("GET", url: url.replacing("disposition=a%20b", with: "disposition=a+b"))) == "accepted")
        #expect(code(request("GET", url: url.replacing("%2Fs3%2F", with: "%2fs3%2f"))) == "accepted")
    }

    @Test func anythingElseThatChangesIsRefused() {
        let url = presigned("GET", extra: [("response-content-type", "image/png")])
        #expect(code(request("PUT", url: url)) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: url, host: "other:9000")) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: url.replacing("a.png", with: "b.png"))) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: url.replacing("image%2Fpng", with: "text%2Fhtml"))) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: url.replacing("Expires=600", with: "Expires=601"))) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: url + "&response-expires=x")) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: String(url.dropLast()) + (url.last == "0" ? "1" : "0"))) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: String(url.dropLast()))) == "SignatureDoesNotMatch")
        #expect(code(request("GET", url: url.replacing("credentialX", with: ""))) == "accepted")
    }

    @Test func unsignedFieldsThatChangeMeaningAreRefused() {
        let copy = [(name: "X-Amz-Copy-Source", value: "/generia-images/secret")]
        #expect(code(request("PUT", url: presigned(), headers: copy)) == "AccessDenied")
        #expect(code(request("PUT", url: presigned(), headers: [(name: "Content-Type", value: "image/png")])) == "accepted")
        #expect(code(request("PUT", url: presigned(), headers: [(name: "X-Amz-Content-Sha256", value: "UNSIGNED-PAYLOAD")])) == "accepted")
    }

    @Test func lifeOfAURL() {
        let url = presigned(expires: 600)
        #expect(code(request("PUT", url: url), at: time + .seconds(600)) == "accepted")
        #expect(code(request("PUT", url: url), at: time + .seconds(601)) == "AccessDenied")
        #expect(code(request("PUT", url: url), at: time - .seconds(900)) == "accepted")
        #expect(code(request("PUT", url: url), at: time - .seconds(901)) == "AccessDenied")
    }

    @Test(arguments: [(0, false), (1, true), (604_800, true), (604_801, false), (-5, false)])
    func limitsOfExpiry(_ seconds: Int, isAccepted: Bool) {
        #expect(code(request("PUT", url: presigned(expires: seconds))) == (isAccepted ? "accepted" : "AuthorizationQueryParametersError"))
    }

    @Test(arguments: SigV4.QueryItem.all) func everyItemIsRequiredOnce(_ item: String) throws {
        let url = presigned()
        let start = try #require(url.firstRange(of: "\(item)="))
        let end = url[start.lowerBound...].firstIndex(of: "&") ?? url.endIndex
        let without = String(url[..<start.lowerBound].dropLast()) + String(url[end...])
        let fixed = without.contains("?") ? without : without.replacing("a.png&", with: "a.png?")
        #expect(code(request("PUT", url: fixed)) == "AuthorizationQueryParametersError")
        #expect(code(request("PUT", url: "\(url)&\(url[start.lowerBound..<end])")) == "AuthorizationQueryParametersError")
    }

    @Test func otherScopesAreRefused() {
        let other = S3Endpoint(host: "minio:9000", region: "eu-west-1", bucket: "generia-images")
        let region = signer.presignedURL(method: "PUT", endpoint: other, key: "k", expires: 600, at: time)
        #expect(code(request("PUT", url: region)) == "AuthorizationQueryParametersError")
        let service = SigV4Signer(credentials: credentials, service: "sqs")
        let url = service.presignedURL(method: "PUT", endpoint: endpoint, key: "k", expires: 600, at: time)
        #expect(code(request("PUT", url: url)) == "AuthorizationQueryParametersError")
        #expect(code(request("PUT", url: presigned().replacing("20261120%2F", with: "20261119%2F"))) == "AuthorizationQueryParametersError")
        let stranger = SigV4Signer(credentials: S3Credentials(accessKey: "other", secretKey: "minioadmin"))
        #expect(
            code(request("PUT", url: stranger.presignedURL(method: "PUT", endpoint: endpoint, key: "k", expires: 9, at: time)))
                == "InvalidAccessKeyId")
    }

    func signed(_ payload: SigV4Signer.Payload, at time: Timestamp, extra: [(String, String)] = []) -> SigV4Verifier.Request {
        let added = signer.signedHeaders(
            method: "PUT", path: "/generia-images/k%20/x", query: [("a", "b c"), ("X", "")], headers: [("host", "minio:9000")] + extra,
            payload: payload, region: "us-east-1", at: time)
        return SigV4Verifier.Request(
            method: "PUT", rawPath: "/generia-images/k%20/x", rawQuery: "X&a=b+c",
            headers: HTTPHeaders([(name: "Host", value: "minio:9000")] + extra.map { (name: $0.0, value: $0.1) } + added))
    }

    @Test func headersThatAreSignedAreAccepted() throws {
        let request = signed(.bytes([1, 2, 3]), at: time, extra: [("x-amz-meta-a", "  1   2 "), ("x-amz-meta-a", "3")])
        guard case .hash(let hash) = try verifier.verify(request, at: time).payload else {
            Issue.record("a hash is expected")
            return
        }
        #expect(hash == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
    }

    @Test func skewOfSignedHeaders() {
        #expect(code(signed(.unsigned, at: time), at: time + .seconds(900)) == "accepted")
        #expect(code(signed(.unsigned, at: time), at: time + .seconds(901)) == "RequestTimeTooSkewed")
        #expect(code(signed(.unsigned, at: time), at: time - .seconds(901)) == "RequestTimeTooSkewed")
    }

    @Test func changedHeadersAreRefused() {
        var request = signed(.unsigned, at: time, extra: [("x-amz-meta-a", "1")])
        request.headers["x-amz-meta-a"] = "2"
        #expect(code(request) == "SignatureDoesNotMatch")
        request = signed(.unsigned, at: time)
        request.headers.add("x-amz-meta-b", "1")
        #expect(code(request) == "AccessDenied")
        request = signed(.unsigned, at: time)
        request.headers.remove("x-amz-content-sha256")
        #expect(code(request) == "InvalidRequest")
        request = signed(.hash("nonsense"), at: time)
        #expect(code(request) == "InvalidArgument")
    }

    @Test(arguments: [
        ("AWS AKID:sig", "InvalidRequest"), ("Basic abc", "InvalidArgument"), ("", "InvalidArgument"),
        ("AWS4-HMAC-SHA256 nonsense", "AuthorizationHeaderMalformed"),
        ("AWS4-HMAC-SHA256 Credential=a/b,SignedHeaders=host,Signature=00", "AuthorizationHeaderMalformed"),
        (
            "AWS4-HMAC-SHA256 Credential=minioadmin/20261120/mars/s3/aws4_request,SignedHeaders=host,Signature=00",
            "AuthorizationHeaderMalformed"
        ),
    ])
    func malformedAuthorization(_ value: String, expected: String) {
        var request = signed(.unsigned, at: time)
        request.headers["Authorization"] = value
        #expect(code(request) == expected)
    }

    @Test func unsignedAndDoublySignedRequestsAreRefused() {
        #expect(
            code(SigV4Verifier.Request(method: "GET", rawPath: "/b/k", rawQuery: "", headers: ["Host": "h"]))
                == "AccessDenied")
        #expect(
            code(request("PUT", url: presigned(), headers: [(name: "Authorization", value: "AWS4-HMAC-SHA256 x")])) == "InvalidArgument")
        #expect(code(request("PUT", url: presigned() + "&a=%zz")) == "InvalidURI")
        #expect(code(request("PUT", url: presigned() + "&a=%ff")) == "InvalidURI")
    }
}
