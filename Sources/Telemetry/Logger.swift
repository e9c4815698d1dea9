import Environments

/// A value that a log field can carry; numbers and booleans stay what they are in JSON lines.
public typealias LogFieldValue = any CustomStringConvertible & Sendable

/// Fields of one event, in the order in which they are written.
public typealias LogFields = KeyValuePairs<String, LogFieldValue>

/// Writes one line per event.
///
/// A logger is a small value: copy it freely, and derive one with more fields by ``with(_:)``. When an event is below the
/// level, neither its message nor its fields are evaluated. The current ``TraceContext`` is added to every event.
public struct Logger: Sendable {
    let service: String
    let format: LogFormat
    let clock: any WallClock
    let sink: LogSink
    let fields: [(name: String, value: LogFieldValue)]
    /// Events of this level and above are written; `nil` writes nothing.
    public let level: LogLevel?

    /// A logger whose lines carry `service`, drop what is below `level`, and go to `sink` (standard error by default).
    public init(
        service: String, level: LogLevel? = .info, format: LogFormat = .text, clock: any WallClock = SystemClock(),
        sink: LogSink = .standardError
    ) {
        self.init(service: service, level: level, format: format, clock: clock, sink: sink, fields: [])
    }

    init(
        service: String, level: LogLevel?, format: LogFormat, clock: any WallClock, sink: LogSink,
        fields: [(name: String, value: LogFieldValue)]
    ) {
        self.service = service
        self.level = level
        self.format = format
        self.clock = clock
        self.sink = sink
        self.fields = fields
    }

    /// A logger that writes nothing.
    public static let disabled = Logger(service: "", level: nil, sink: LogSink { _ in })

    /// Whether an event of `level` would be written.
    public func isEnabled(_ level: LogLevel) -> Bool {
        guard let threshold = self.level else { return false }
        return level >= threshold
    }

    /// The same logger with `fields` added to each of its events; a repeated name keeps the newest value.
    public func with(_ fields: LogFields) -> Logger {
        Logger(service: service, level: level, format: format, clock: clock, sink: sink, fields: merged(fields))
    }

    /// The same logger under another service name.
    public func named(_ service: String) -> Logger {
        Logger(service: service, level: level, format: format, clock: clock, sink: sink, fields: fields)
    }

    /// Writes an event that only a developer wants to see.
    public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.debug, message(), fields())
    }

    /// Writes an event of normal operation.
    public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.info, message(), fields())
    }

    /// Writes an event that needs attention, while the work goes on.
    public func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.warning, message(), fields())
    }

    /// Writes a failure.
    public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.error, message(), fields())
    }

    /// Writes an event of `level`; `message` and `fields` are evaluated only when it is enabled.
    public func log(_ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        guard isEnabled(level) else { return }
        let event = LogEvent(
            time: clock.now(), level: level, service: service, message: message(), trace: TraceContext.current,
            fields: merged(fields()))
        sink.write(format.line(for: event))
    }

    private func merged(_ more: LogFields) -> [(name: String, value: LogFieldValue)] {
        var result = fields
        for (name, value) in more {
            if let index = result.firstIndex(where: { $0.name == name }) {
                result[index].value = value
            } else {
                result.append((name, value))
            }
        }
        return result
    }
}
