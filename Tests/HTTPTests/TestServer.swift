import EventLoops
import Foundation
import HTTPServing
import Synchronization
import Telemetry

/// What a handler reports to its test.
final class Events: Sendable {
    private let recorded = Mutex<[String]>([])
    func record(_ event: String) { recorded.withLock { $0.append(event) } }
    var all: [String] { recorded.withLock { $0 } }

    /// Waits up to 5 s for `event`.
    func wait(for event: String) async -> Bool {
        for _ in 0..<500 {
            if all.contains(event) { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}

/// A server of ours on a free port with routes for all tests, and its loop.
struct TestServer {
    let loop: EventLoop
    let pool = BlockingPool(threads: 2, name: "test-pool")
    let server: HTTPServer
    let events = Events()

    var port: Int { server.port }
    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Runs `body` with a server that ends with it.
    static func run(_ configure: (inout HTTPServerLimits) -> Void = { _ in }, _ body: (TestServer) async throws -> Void) async throws {
        var limits = HTTPServerLimits()
        configure(&limits)
        let test = try await TestServer(limits: limits)
        do {
            try await body(test)
        } catch {
            await test.stop()
            throw error
        }
        await test.stop()
    }

    private init(limits: HTTPServerLimits) async throws {
        let loop = try EventLoop(name: "test-server")
        self.loop = loop
        let router = Self.router(loop: loop, pool: pool, events: events)
        server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop, limits: limits) { await router.route($0) }
    }

    private func stop() async {
        await server.stop()
        loop.stop()
        pool.stop()
    }

    private static func router(loop: EventLoop, pool: BlockingPool, events: Events) -> HTTPRouter {
        var router = HTTPRouter()
        router.on("GET", "/hello") { _ in .text("hello\n") }
        router.on("GET", "/pool") { _ in
            await pool.run { () -> Void in usleep(1000) }
            return .text("from the pool\n")
        }
        router.on("GET", "/empty") { _ in HTTPServerResponse(status: 204) }
        router.on("GET", "/echo/{rest...}") { request in
            .text("\(request.target)\n\(request.headers.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n"))\n")
        }
        router.on("POST", "/length") { await count($0, events: events) }
        router.on("POST", "/slow-length") { await count($0, events: events, pause: { try? await loop.sleep(for: .milliseconds(1)) }) }
        router.on("POST", "/collect") { request in
            do {
                return .text("\(try await request.body.collect(limit: 1000).count)")
            } catch {
                return .text("\(error)", status: 413)
            }
        }
        router.on("POST", "/deny") { _ in .text("denied", status: 403) }
        router.on("POST", "/deny-later") { _ in
            await pool.run { () -> Void in usleep(1000) }
            return .text("denied", status: 403)
        }
        router.on("POST", "/deny-halfway") { request in
            _ = try? await request.body.next()
            return .text("denied", status: 403)
        }
        router.on("GET", "/file") { request in
            .init(
                headers: ["Content-Type": "application/octet-stream"],
                body: .file(
                    path: request.queryValue("path") ?? "", offset: Int(request.queryValue("offset") ?? "") ?? 0,
                    length: Int(request.queryValue("length") ?? "") ?? 0))
        }
        router.on("GET", "/address") { .text($0.remoteAddress) }
        router.on("GET", "/pause") { _ in
            events.record("pausing")
            try? await loop.sleep(for: .milliseconds(300))
            return .text("paused")
        }
        router.on("GET", "/wait") { _ in
            events.record("waiting")
            do {
                try await loop.sleep(for: .seconds(30))
            } catch {
                events.record("cancelled")
            }
            return .text("waited")
        }
        addStreams(to: &router, loop: loop, events: events)
        return router
    }

    private static func addStreams(to router: inout HTTPRouter, loop: EventLoop, events: Events) {
        router.on("GET", "/events") { _ in
            .events { writer in
                do {
                    for index in 0..<1000 {
                        try await writer.writeEvent("line \(index)\nsecond", name: "tick", id: "\(index)")
                        try await loop.sleep(for: .milliseconds(20))
                    }
                } catch {
                    events.record("events ended")
                    throw error
                }
            }
        }
        router.on("GET", "/flood") { request in
            let blocks = Int(request.queryValue("blocks") ?? "") ?? 1
            return HTTPServerResponse(
                body: .stream(
                    HTTPResponseStream { writer in
                        let block = [UInt8](repeating: 0x41, count: 65536)
                        for index in 0..<blocks {
                            try await writer.write(block)
                            events.record("block \(index)")
                        }
                    }))
        }
        router.on("GET", "/exact") { _ in
            HTTPServerResponse(body: .stream(HTTPResponseStream(length: 10) { try await $0.write("0123456789") }))
        }
        router.on("GET", "/broken") { _ in
            HTTPServerResponse(
                body: .stream(
                    HTTPResponseStream { writer in
                        try await writer.write("part")
                        throw CancellationError()
                    }))
        }
    }

    private static func count(
        _ request: HTTPServerRequest, events: Events, pause: () async -> Void = {}
    ) async -> HTTPServerResponse {
        var total = 0
        do {
            while let chunk = try await request.body.next() {
                total += chunk.count
                await pause()
            }
            return .text("\(total)")
        } catch {
            events.record("\(error)")
            return .text("\(error)", status: 400)
        }
    }
}

/// A file of `size` bytes that do not repeat soon, removed with this object.
final class TemporaryFile {
    let path: String
    let bytes: Data

    init(size: Int) throws {
        path = NSTemporaryDirectory() + "generia-http-\(UUID().uuidString)"
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        var bytes = Data(capacity: size + 8)
        while bytes.count < size {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            withUnsafeBytes(of: state) { bytes.append(contentsOf: $0) }
        }
        self.bytes = bytes.prefix(size)
        try self.bytes.write(to: URL(fileURLWithPath: path))
    }

    deinit { unlink(path) }
}
