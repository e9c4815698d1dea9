import Testing

@testable import ProtoRuntime

@Suite struct HTTP1RefusalTests {
    private func reason(_ text: String) -> String? { Array(text.utf8).withUnsafeBytes { HTTP1Refusal.reason(in: $0) } }

    @Test func requestsOfHTTP1AreRecognised() {
        func isRequest(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes { HTTP1Refusal.looksLikeHTTP1($0) } }
        #expect(isRequest("GET / HTTP/1.1\r\n") && isRequest("POST /"))
        #expect(!isRequest("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") && !isRequest("GE") && !isRequest(""))
    }

    @Test func theWordsOfAServerAreTaken() {
        #expect(reason("HTTP/1.1 404 Not Found\r\nA: b\r\n\r\nnothing here\nmore") == "HTTP/1.1 404 Not Found: nothing here")
        #expect(reason("HTTP/1.0 400\r\n") == "HTTP/1.0 400")
        #expect(reason("HTTP/1.") == "HTTP/1.")
        #expect(reason("HTTP/2") == nil && reason("\u{0}\u{0}\u{0}\u{4}") == nil && reason("") == nil)
    }

    @Test func theWordsOfAServerAreCutAndCleaned() {
        #expect(reason("HTTP/1.1 \u{1B}[31mred\r\n\r\n") == "HTTP/1.1 31mred")
        #expect(reason("HTTP/1.1 400\r\n\r\n" + String(repeating: "x", count: 5000))?.count == "HTTP/1.1 400: ".count + 200)
    }
}
