import EventLoops
import HTTPServing
import Testing

/// Our server, driven by bytes that no decent client sends.
struct ServerWithRawSocketTests {
    @Test func malformedRequestsAreRefusedAndTheServerLives() async throws {
        try await TestServer.run({ $0.headerTimeout = .seconds(1) }) { test in
            let output = try await ForeignPeers.python(
                #"""
                import concurrent.futures, random
                random.seed(7)
                cases = [b"GET\r\n\r\n", b"\x00\xff\x01garbage\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                    b"GET /hello HTTP/1.1\r\n\r\n", b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
                    b"GET /hello HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 70000 + b"\r\n\r\n",
                    b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
                    b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabc",
                    b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\nabc",
                    b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                    b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                    b"POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                    b"POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"]
                cases += [bytes(random.randrange(256) for _ in range(200)) for _ in range(50)]
                def check(case):
                    answer = raw(case, wait=15)
                    ok = answer.endswith(b"<EOF>") and (answer == b"<EOF>" or answer[9:10] in b"45")
                    return "ok" if ok else "NOT REFUSED %r: %r" % (case[:80], answer[:80])
                with concurrent.futures.ThreadPoolExecutor(64) as pool: print("\n".join(pool.map(check, cases)))
                print(raw(b"GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")[:15].decode())
                """#, port: test.port)
            let lines = output.text.split(separator: "\n")
            #expect(lines.count == 65 && lines.dropLast().allSatisfy { $0 == "ok" }, "\(output.text)")
            #expect(lines.last == "HTTP/1.1 200 OK")
        }
    }

    @Test func aBodyThatEndsTooEarlyIsAnError() async throws {
        try await TestServer.run { test in
            let output = try await ForeignPeers.python(
                #"""
                head = b"POST %s HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n"
                print(raw(head % (b"/length", b"Content-Length: 10") + b"abc", half_close=True))
                print(raw(head % (b"/length", b"Transfer-Encoding: chunked") + b"5\r\nabc", half_close=True))
                print(raw(head % (b"/slow-length", b"Content-Length: 3000000") + b"x" * 1000000, half_close=True))
                """#, port: test.port)
            #expect(output.text == "b'<EOF>'\nb'<EOF>'\nb'<EOF>'\n")
            #expect(await test.events.wait(for: "\(HTTPBodyError.connectionLost)"))
            #expect(test.events.all.count == 3)
        }
    }

    @Test func requestsInOneSegmentAreAnsweredInOrder() async throws {
        try await TestServer.run { test in
            let output = try await ForeignPeers.python(
                #"""
                empty = b"POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                one = empty + b"GET /pool HTTP/1.1\r\nHost: a\r\n\r\n"
                answer = raw(one + b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + one + b"GET /hello HTTP/1.0\r\n\r\n")
                print([part.split(b"\r\n\r\n")[1][:6] for part in answer.split(b"HTTP/1.1 200 OK")[1:]], answer[-5:])
                """#, port: test.port)
            #expect(output.text == "[b'0', b'from t', b'3', b'0', b'from t', b'hello\\n'] b'<EOF>'\n")
        }
    }

    @Test func slowHeadersAndSilenceEndTheConnection() async throws {
        try await TestServer.run({
            $0.headerTimeout = .milliseconds(500)
            $0.idleTimeout = .seconds(1)
        }) { test in
            let output = try await ForeignPeers.python(
                #"""
                def timed(data, drip=b""):
                    s = socket.create_connection(("127.0.0.1", PORT)); s.settimeout(20); start = time.time(); s.sendall(data)
                    try:
                        for byte in drip: s.sendall(bytes([byte])); time.sleep(0.1)
                        while s.recv(65536): pass
                    except ConnectionError: pass
                    return time.time() - start
                print(0.3 < timed(b"") < 5, 0.3 < timed(b"GET / HT") < 5, 0.3 < timed(b"GET / HTTP/1.1\r\n", b"X-Slow: " * 20) < 5)
                print(0.5 < timed(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n") < 8)
                """#, port: test.port)
            #expect(output.text == "True True True\nTrue\n")
        }
    }

    @Test func connectionsBeyondTheLimitWait() async throws {
        try await TestServer.run({ $0.maximumConnections = 4 }) { test in
            let output = try await ForeignPeers.python(
                #"""
                held = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(4)]
                time.sleep(0.2)
                request = b"GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                print(raw(request, wait=0.5))
                held.pop().close(); held.pop().close()
                print(raw(request, wait=15)[:15])
                """#, port: test.port)
            #expect(output.text == "b'<timeout>'\nb'HTTP/1.1 200 OK'\n")
        }
    }

    @Test func aTakenPortIsNamed() async throws {
        try await TestServer.run { test in
            let error = await #expect(throws: HTTPServerError.self) {
                _ = try await HTTPServer.start(host: "127.0.0.1", port: test.port, loop: test.loop) { _ in .text("") }
            }
            #expect(error == .addressInUse(host: "127.0.0.1", port: test.port))
            for (host, port) in [("203.0.113.1", 0), ("no such host", 0), ("127.0.0.1", 70_000), ("127.0.0.1", -1)] {
                let error = await #expect(throws: HTTPServerError.self) {
                    _ = try await HTTPServer.start(host: host, port: port, loop: test.loop) { _ in .text("") }
                }
                guard case .cannotBind = error else {
                    Issue.record("\(host):\(port) gave \(String(describing: error))")
                    continue
                }
            }
        }
    }

    @Test func ipv6() async throws {
        let loop = try EventLoop(name: "test-ipv6")
        let server = try await HTTPServer.start(host: "::1", port: 0, loop: loop) { .text($0.remoteAddress) }
        let output = try await ForeignPeers.curl("http://[::1]:\(server.port)/")
        #expect(output.text.hasPrefix("[::1]:"))
        await server.stop()
        loop.stop()
    }
}
