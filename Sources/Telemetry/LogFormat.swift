import Environments

/// Everything that one log line says.
struct LogEvent: Sendable {
    var time: Timestamp
    var level: LogLevel
    var service: String
    var message: String
    var trace: TraceContext?
    var fields: [(name: String, value: LogFieldValue)]
}

/// How a log event becomes a line.
public enum LogFormat: String, Sendable, CaseIterable {
    /// For people: time, level, service, message, then `name=value` pairs.
    case text
    /// For machines: one JSON object with `timestamp`, `level`, `service`, `message`, `trace_id`, `span_id` and the fields.
    case json

    /// The event as one line, with its line feed.
    func line(for event: LogEvent) -> String {
        switch self {
        case .text: textLine(event)
        case .json: jsonLine(event)
        }
    }

    private func textLine(_ event: LogEvent) -> String {
        var line = event.time.iso8601
        line += " "
        line += event.level.name
        line += " "
        line += event.service
        line += ": "
        append(event.message, to: &line, quotingSpaces: false)
        for (name, value) in event.fields {
            line += " \(name)="
            append(value.description, to: &line, quotingSpaces: true)
        }
        if let trace = event.trace { line += " trace_id=\(trace.traceIDText) span_id=\(trace.spanIDText)" }
        line += "\n"
        return line
    }

    /// Control characters are escaped, so that no text from outside can forge a second line or steer a terminal.
    private func append(_ text: String, to line: inout String, quotingSpaces: Bool) {
        let needsQuotes = quotingSpaces && (text.isEmpty || text.utf8.contains { $0 == 0x20 || $0 == 0x22 || $0 == 0x3D })
        if needsQuotes { line += "\"" }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case "\"" where needsQuotes: line += "\\\""
            case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": line += "\\u{\(String(scalar.value, radix: 16))}"
            default: line.unicodeScalars.append(scalar)
            }
        }
        if needsQuotes { line += "\"" }
    }

    private static let reservedNames: Set<String> = ["timestamp", "level", "service", "message", "trace_id", "span_id"]

    private func jsonLine(_ event: LogEvent) -> String {
        var line = "{\"timestamp\":\"\(event.time.iso8601)\",\"level\":\"\(event.level.name)\",\"service\":"
        appendJSON(event.service, to: &line)
        line += ",\"message\":"
        appendJSON(event.message, to: &line)
        if let trace = event.trace { line += ",\"trace_id\":\"\(trace.traceIDText)\",\"span_id\":\"\(trace.spanIDText)\"" }
        for (name, value) in event.fields where !Self.reservedNames.contains(name) {
            line += ","
            appendJSON(name, to: &line)
            line += ":"
            switch value {
            case let value as Bool: line += value ? "true" : "false"
            case let value as any BinaryInteger: line += "\(value)"
            case let value as Double where value.isFinite: line += "\(value)"
            default: appendJSON(value.description, to: &line)
            }
        }
        line += "}\n"
        return line
    }

    private func appendJSON(_ text: String, to line: inout String) {
        line += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case "\u{00}"..."\u{1F}":
                line += scalar.value < 16 ? "\\u000\(String(scalar.value, radix: 16))" : "\\u00\(String(scalar.value, radix: 16))"
            default: line.unicodeScalars.append(scalar)
            }
        }
        line += "\""
    }
}
