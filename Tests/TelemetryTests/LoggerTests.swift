import Environments
import Foundation
import Synchronization
import Testing

@testable import Telemetry

/// Collects lines.
final class LineCollector: Sendable {
    private let collected = Mutex<[String]>([])
    var lines: [String] { collected.withLock { $0 } }
    var sink: LogSink { LogSink { [self] line in collected.withLock { $0.append(line) } } }
}

struct LoggerTests {
    private let collector = LineCollector()
    private let clock = FixedClock(Timestamp(microseconds: 1_748_202_811_123_456))
    private let trace = TraceContext.parse(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")

    private func logger(_ level: LogLevel, _ format: LogFormat) -> Logger {
        Logger(service: "world", level: level, format: format, clock: clock, sink: collector.sink)
    }

    @Test func textLine() {
        logger(.info, .text).info("started", ["port": 8088, "path": "a b", "empty": "", "ok": true])
        #expect(collector.lines == ["2025-05-25T19:53:31.123Z INFO world: started port=8088 path=\"a b\" empty=\"\" ok=true\n"])
    }

    @Test func jsonLineKeepsTypesAndTrace() throws {
        TraceContext.$current.withValue(trace) {
            logger(.info, .json).error("broken \"x\"\n", ["count": 3, "ratio": 0.5, "ok": false, "name": "é\u{1}", "level": "forged"])
        }
        let line = try #require(collector.lines.first)
        #expect(line.hasSuffix("}\n") && line.filter { $0 == "\n" }.count == 1)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["timestamp"] as? String == "2025-05-25T19:53:31.123Z")
        #expect(object["level"] as? String == "ERROR")
        #expect(object["service"] as? String == "world")
        #expect(object["message"] as? String == "broken \"x\"\n")
        #expect(object["trace_id"] as? String == "0af7651916cd43dd8448eb211c80319c")
        #expect(object["span_id"] as? String == "b7ad6b7169203331")
        #expect(object["count"] as? Int == 3)
        #expect(object["ratio"] as? Double == 0.5)
        #expect(object["ok"] as? Bool == false)
        #expect(object["name"] as? String == "é\u{1}")
    }

    @Test func textCannotForgeALine() {
        logger(.info, .text).info("a\nb\u{1B}[2J", ["field": "x\ny"])
        #expect(collector.lines.count == 1)
        #expect(collector.lines[0].dropLast().allSatisfy { $0 != "\n" && $0 != "\u{1B}" })
    }

    @Test func belowTheLevelNothingIsEvaluated() {
        let evaluated = Mutex(0)
        let message: @Sendable () -> String = {
            evaluated.withLock { $0 += 1 }
            return ""
        }
        logger(.warning, .text).info(message(), ["field": message()])
        Logger.disabled.error(message())
        #expect(evaluated.withLock { $0 } == 0)
        logger(.warning, .text).warning(message())
        #expect(evaluated.withLock { $0 } == 1)
    }

    @Test func fieldsOfALoggerComeFirstAndTheNewestValueWins() {
        logger(.debug, .text).with(["a": 1, "b": 2]).debug("m", ["b": 3, "c": 4])
        #expect(collector.lines[0].hasSuffix("m a=1 b=3 c=4\n"))
    }

    @Test func levelNames() {
        #expect(LogLevel(parsing: "WARN") == .warning)
        #expect(LogLevel(parsing: "Info") == .info)
        #expect(LogLevel(parsing: "verbose") == nil)
    }

    /// A pipe that nobody reads must not stop the caller; what fits is kept in order, and the loss is told.
    @Test func aSlowReaderDoesNotBlockTheCaller() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let writer = DescriptorWriter(descriptor: ends[1], limit: 100_000)
        let line = String(repeating: "x", count: 99) + "\n"
        let start = ContinuousClock.now
        for _ in 0..<5_000 { writer.write(line) }
        #expect(ContinuousClock.now - start < .seconds(2))
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65536)
        var accounted = 0
        while accounted < 5_000, ContinuousClock.now - start < .seconds(30) {
            let count = read(ends[0], &buffer, buffer.count)
            guard count > 0 else {
                try await Task.sleep(for: .milliseconds(5))
                continue
            }
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
            guard text.hasSuffix("\n") else { continue }
            let lines = text.split(separator: "\n")
            let notices = lines.filter { $0.hasPrefix("(") && $0.hasSuffix("log lines dropped: the reader was too slow)") }
            #expect(lines.count == notices.count + lines.count { $0.count == 99 && !$0.hasPrefix("(") })
            accounted = lines.count - notices.count + notices.reduce(0) { $0 + (Int($1.dropFirst().prefix(while: \.isNumber)) ?? 0) }
        }
        #expect(accounted == 5_000 && text.contains("dropped"))
        close(ends[0])
        close(ends[1])
    }
}
