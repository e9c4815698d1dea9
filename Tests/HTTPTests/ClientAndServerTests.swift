import EventLoops
import Foundation
import HTTPClient
import HTTPServing
import Synchronization
import Testing

/// Our client and our server together, under load.
@Suite(.serialized) struct ClientAndServerTests {
    @Test func aThousandRequestsAtATime() async throws {
        try raiseDescriptorLimit()
        try await TestServer.run { test in
            let loop = try EventLoop(name: "test-client")
            let client = try HTTPClient(loop: loop, maximumConnections: 1000)
            let answers = await withTaskGroup(of: Int.self) { group in
                for index in 0..<1000 {
                    group.addTask {
                        let path = index.isMultiple(of: 2) ? "/hello" : "/pool"
                        return (try? await client.send(.init(url: test.url(path))))?.status ?? 0
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(answers == [200: 1000])
            await client.close()
            loop.stop()
        }
    }

    @Test func connectionsAreKeptAndSurviveTheServersClosing() async throws {
        try await TestServer.run({
            $0.idleTimeout = .seconds(1); $0.headerTimeout = .milliseconds(100)
        }) { test in
            let loop = try EventLoop(name: "test-client")
            let client = try HTTPClient(loop: loop)
            var peers: [String] = []
            for pause in [0, 0, 1800] {
                try await Task.sleep(for: .milliseconds(pause))
                let response = try await client.send(.init(url: test.url("/address")))
                peers.append(String(decoding: response.body, as: UTF8.self))
            }
            #expect(peers[0] == peers[1] && peers[1] != peers[2])
            await client.close()
            loop.stop()
        }
    }

    /// The reader is slow, so the sender must wait rather than the memory grow.
    @Test func aLargeBodyStreamsWithBoundedMemory() async throws {
        let path = NSTemporaryDirectory() + "generia-large-\(UUID().uuidString)"
        let size = 100 * 1024 * 1024
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        truncate(path, size)
        defer { unlink(path) }
        try await TestServer.run { test in
            let loop = try EventLoop(name: "test-client")
            let client = try HTTPClient(loop: loop)
            // Makes the peak start again from what is resident now.
            try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii)
            let before = try peakMemory()
            let answer = try await client.send(.init(method: "POST", url: test.url("/slow-length"), body: .file(path: path)))
            #expect(String(decoding: answer.body, as: UTF8.self) == "\(size)")
            let target = path + ".copy"
            defer { unlink(target) }
            let request = HTTPClientRequest(url: test.url("/flood?blocks=1600"), maximumResponseSize: 1 << 30)
            #expect(try await client.download(request, to: target).status == 200)
            #expect(try FileManager.default.attributesOfItem(atPath: target)[.size] as? Int == size)
            // Other tests run meanwhile and take some.
            #expect(try peakMemory() - before < 60 * 1024 * 1024)
            await client.close()
            loop.stop()
        }
    }

    /// A client that reads nothing must stop the producer of a stream.
    @Test func aStreamWaitsForItsReader() async throws {
        try await TestServer.run { test in
            let output = try await ForeignPeers.python(
                """
                s = socket.create_connection(("127.0.0.1", PORT))
                s.sendall(b"GET /flood?blocks=1600 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
                time.sleep(1)
                print("waited")
                s.close()
                """, port: test.port)
            #expect(output.text == "waited\n")
            #expect(test.events.all.count > 3 && test.events.all.count < 800, "\(test.events.all.count) of 1600 blocks were produced")
        }
    }

    @Test func cancellingTheClientEndsAServersStream() async throws {
        try await TestServer.run { test in
            let loop = try EventLoop(name: "test-client")
            let client = try HTTPClient(loop: loop)
            let task = Task { try await client.send(.init(url: test.url("/events"))) }
            try await Task.sleep(for: .milliseconds(300))
            task.cancel()
            await #expect(throws: HTTPClientError.cancelled) { _ = try await task.value }
            #expect(await test.events.wait(for: "events ended"))
            await client.close()
            loop.stop()
        }
    }

    @Test func stoppingEndsWhatIsUnderWayAfterItsGrace() async throws {
        try await TestServer.run { test in
            let loop = try EventLoop(name: "test-client")
            let client = try HTTPClient(loop: loop)
            let slow = Task { try await client.send(.init(url: test.url("/wait"))) }
            let short = Task { try await client.send(.init(url: test.url("/pause"))) }
            #expect(await test.events.wait(for: "waiting"))
            #expect(await test.events.wait(for: "pausing"))
            let start = ContinuousClock.now
            await test.server.stop(grace: .milliseconds(600))
            #expect(ContinuousClock.now - start < .seconds(2))
            #expect(try await short.value.status == 200)
            await #expect(throws: HTTPClientError.self) { _ = try await slow.value }
            #expect(await test.events.wait(for: "cancelled"))
            await #expect(throws: HTTPClientError.self) { _ = try await client.send(.init(url: test.url("/hello"))) }
            await client.close()
            loop.stop()
        }
    }

    /// Idle connections and a waiting handler must not keep a thread busy.
    @Test func nothingTurnsWhileNothingHappens() async throws {
        try await TestServer.run { test in
            let loop = try EventLoop(name: "test-client")
            let client = try HTTPClient(loop: loop)
            _ = try await client.send(.init(url: test.url("/hello")))
            let waiting = Task { try await client.send(.init(url: test.url("/wait"))) }
            #expect(await test.events.wait(for: "waiting"))
            let serverBefore = await threadTime(of: test.loop)
            let clientBefore = await threadTime(of: loop)
            try await Task.sleep(for: .seconds(1))
            #expect(await threadTime(of: test.loop) - serverBefore < .milliseconds(10))
            #expect(await threadTime(of: loop) - clientBefore < .milliseconds(10))
            waiting.cancel()
            _ = try? await waiting.value
            await client.close()
            loop.stop()
        }
    }

    private func threadTime(of loop: EventLoop) async -> Duration {
        await withCheckedContinuation { continuation in
            loop.execute {
                var time = timespec()
                clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
                continuation.resume(returning: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
            }
        }
    }

    /// The largest resident size of this process in bytes.
    private func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber))) * 1024
    }

    private func raiseDescriptorLimit() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(7), &limit)
        limit.rlim_cur = min(limit.rlim_max, 8192)
        #expect(setrlimit(__rlimit_resource_t(7), &limit) == 0)
    }
}
