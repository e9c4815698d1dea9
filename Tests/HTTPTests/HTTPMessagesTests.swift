import HTTPMessages
import Testing

struct HTTPHeadersTests {
    @Test func namesCompareWithoutCaseAndRepeat() {
        var headers: HTTPHeaders = ["Accept": "a", "accept": "b", "Host": "h"]
        #expect(headers["ACCEPT"] == "a")
        #expect(headers.values(for: "Accept") == ["a", "b"])
        headers["aCCEPT"] = "c"
        #expect(headers.values(for: "Accept") == ["c"])
        #expect(headers.fields.map(\.name) == ["Accept", "Host"])
        headers["Accept"] = nil
        #expect(!headers.contains("accept") && headers.count == 1)
    }

    @Test func equality() {
        #expect(HTTPHeaders([("A", "1")]) == ["a": "1"])
        #expect(HTTPHeaders([("A", "1")]) != ["a": "2"])
        #expect(!HTTPHeaders.areEqual("a[", "a{"))
    }
}

struct PercentEncodingTests {
    @Test(arguments: [("a%20b", "a b"), ("%D0%BC", "м"), ("a+b", "a+b"), ("%2F%2f", "//"), ("", "")])
    func decodes(_ encoded: String, _ decoded: String) {
        #expect(PercentEncoding.decode(encoded) == decoded)
    }

    @Test(arguments: ["%", "%2", "%zz", "%FF", "a%2"])
    func refuses(_ encoded: String) {
        #expect(PercentEncoding.decode(encoded) == nil)
    }

    @Test func plusAndEncoding() {
        #expect(PercentEncoding.decode("a+b%2B", plusIsSpace: true) == "a b+")
        #expect(PercentEncoding.encode("a b/м~") == "a%20b%2F%D0%BC~")
        #expect(PercentEncoding.encode("a b/c", keeping: "/") == "a%20b/c")
    }
}
