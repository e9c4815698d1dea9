import Foundation
import HTTPServing
import Testing

/// Our server, driven by curl.
struct ServerWithCurlTests {
    @Test func answersAndKeepsTheConnection() async throws {
        try await TestServer.run { test in
            let output = try await ForeignPeers.curl("-i", test.url("/hello"), test.url("/pool"), "-w", "%{num_connects};")
            #expect(output.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(output.text.contains("\r\nDate: ") && output.text.contains("\r\nContent-Length: 6\r\n"))
            #expect(output.text.contains("from the pool"))
            #expect(!output.text.contains("Connection: close"))
            #expect(output.text.hasSuffix("0;"))
        }
    }

    @Test func headSendsTheLengthAndNothingElse() async throws {
        let file = try TemporaryFile(size: 1234)
        try await TestServer.run { test in
            let bytes = try await ForeignPeers.curl("-I", test.url("/hello"), "-w", "%{size_download}")
            #expect(bytes.text.contains("Content-Length: 6\r\n") && bytes.text.hasSuffix("\r\n\r\n0"))
            let ranged = try await ForeignPeers.curl("-I", test.url("/file?path=\(file.path)&offset=34&length=1200"))
            #expect(ranged.text.contains("Content-Length: 1200\r\n"))
            let empty = try await ForeignPeers.curl("-i", test.url("/empty"))
            #expect(empty.text.hasPrefix("HTTP/1.1 204 No Content\r\n") && !empty.text.contains("Content-Length"))
        }
    }

    @Test func theTargetAndRepeatedHeadersArriveAsSent() async throws {
        try await TestServer.run { test in
            let target = "/echo/a//b/%2e%2e/../x%20y+z%2F?q=1+2&w=%2F&%zz#"
            let output = try await ForeignPeers.curl("--path-as-is", "-H", "X-Two: 1", "-H", "X-Two: 2", "-H", "X-Мир: ü", test.url(target))
            #expect(output.text.hasPrefix(target.dropLast() + "\n"))
            #expect(output.text.contains("X-Two: 1\nX-Two: 2\n"))
            #expect(output.text.contains("X-Мир: ü\n"))
        }
    }

    @Test(arguments: [0, 1, 65_536, 3_000_000])
    func bodiesWithLengthAndChunked(_ size: Int) async throws {
        let file = try TemporaryFile(size: size)
        try await TestServer.run { test in
            for header in ["Expect:", "Expect: 100-continue", "Transfer-Encoding: chunked"] {
                // curl 7.88 never sends the last chunk of an empty upload.
                if size == 0, header.hasSuffix("chunked") { continue }
                let output = try await ForeignPeers.curl("-X", "POST", "-T", file.path, "-H", header, test.url("/length"))
                #expect(output.text == "\(size)", "\(header)")
            }
        }
    }

    /// The handler answers before it has read the body; curl must see the answer, not a broken connection.
    @Test(arguments: ["/deny", "/deny-later", "/deny-halfway"])
    func anEarlyAnswerArrives(_ path: String) async throws {
        let file = try TemporaryFile(size: 3_000_000)
        try await TestServer.run { test in
            for header in ["Expect:", "Expect: 100-continue", "Transfer-Encoding: chunked"] {
                let output = try await ForeignPeers.curl("-X", "POST", "-T", file.path, "-H", header, test.url(path), "-w", " %{http_code}")
                #expect(output.status == 0 && output.text == "denied 403", "\(path) \(header)")
            }
            #expect(try await ForeignPeers.curl(test.url("/hello")).text == "hello\n")
        }
    }

    @Test func collectHasALimit() async throws {
        try await TestServer.run { test in
            let exact = try await ForeignPeers.curl("-d", String(repeating: "x", count: 1000), test.url("/collect"))
            #expect(exact.text == "1000")
            for header in ["A: b", "Transfer-Encoding: chunked"] {
                let more = try await ForeignPeers.curl("-d", String(repeating: "x", count: 1001), "-H", header, test.url("/collect"))
                #expect(more.text == "the request body is larger than 1000 bytes")
            }
        }
    }

    @Test func fileRanges() async throws {
        let file = try TemporaryFile(size: 1_000_000)
        try await TestServer.run { test in
            let whole = try await ForeignPeers.curl(test.url("/file?path=\(file.path)&length=1000000"))
            #expect(whole.bytes == file.bytes)
            let part = try await ForeignPeers.curl(test.url("/file?path=\(file.path)&offset=77777&length=500000"))
            #expect(part.bytes == file.bytes[77_777..<577_777])
            let beyond = try await ForeignPeers.curl("-i", test.url("/file?path=\(file.path)&offset=999999&length=2"))
            #expect(beyond.text.hasPrefix("HTTP/1.1 500 "))
            let missing = try await ForeignPeers.curl("-i", test.url("/file?path=/nowhere&length=2"))
            #expect(missing.text.hasPrefix("HTTP/1.1 500 "))
        }
    }

    @Test func streams() async throws {
        try await TestServer.run { test in
            let flood = try await ForeignPeers.curl("-o", "/dev/null", test.url("/flood?blocks=320"), "-w", "%{size_download}")
            #expect(flood.text == "20971520")
            let exact = try await ForeignPeers.curl("-i", test.url("/exact"))
            #expect(exact.text.contains("Content-Length: 10\r\n") && exact.text.hasSuffix("0123456789"))
            let old = try await ForeignPeers.curl("-0", test.url("/flood?blocks=2"), "-o", "/dev/null", "-w", "%{size_download}")
            #expect(old.text == "131072")
            let broken = try await ForeignPeers.curl(test.url("/broken"))
            #expect(broken.status == 18, "curl: transfer closed with outstanding read data remaining")
        }
    }

    @Test func serverSentEventsArriveOneByOneAndEndWithTheClient() async throws {
        try await TestServer.run { test in
            let output = try await ForeignPeers.curl("-N", "-m", "0.5", test.url("/events"))
            #expect(output.text.hasPrefix("event: tick\nid: 0\ndata: line 0\ndata: second\n\nevent: tick\nid: 1\n"))
            #expect(await test.events.wait(for: "events ended"))
        }
    }

    @Test func aClientThatGoesAwayCancelsTheHandler() async throws {
        try await TestServer.run { test in
            _ = try await ForeignPeers.curl("-m", "0.3", test.url("/wait"))
            #expect(await test.events.wait(for: "cancelled"))
        }
    }
}
