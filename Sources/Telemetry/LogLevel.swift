/// How urgent a log event is; events below a logger's level are dropped before their text is built.
public enum LogLevel: Int, Sendable, Hashable, Comparable, CaseIterable {
    case debug
    case info
    case warning
    case error

    /// The level named by `text`, in any case: `debug`, `info`, `warning` (or `warn`), `error`; `nil` for anything else.
    public init?(parsing text: String) {
        switch text.lowercased() {
        case "debug": self = .debug
        case "info": self = .info
        case "warning", "warn": self = .warning
        case "error": self = .error
        default: return nil
        }
    }

    /// The name in capitals, as it stands in a log line: `DEBUG`, `INFO`, `WARNING`, `ERROR`.
    public var name: String {
        switch self {
        case .debug: "DEBUG"
        case .info: "INFO"
        case .warning: "WARNING"
        case .error: "ERROR"
        }
    }

    /// Orders levels by urgency, `debug` first.
    public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
