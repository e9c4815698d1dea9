import Telemetry

/// The flags that every command has.
enum CommonFlags {
    static let output = Flag<OutputFormat>.choice("output", letter: "o", default: .text, "the form of the results")
    static let color = Flag<ColorChoice>.choice("color", default: .auto, "colours; auto means on a terminal, unless NO_COLOR is set")
    static let quiet = Flag<Bool>.toggle("quiet", letter: "q", "say nothing but results and errors, draw no progress")
    static let verbose = Flag<Bool>.toggle("verbose", letter: "v", "log everything and show generated texts")
    static let logLevel = Flag<LogLevel?>.value(
        "log-level", "debug|info|warning|error", default: nil, shownAs: "warning", also: ["LOG_LEVEL"],
        "what is logged on standard error; wins over -q and -v"
    ) { text throws(InvalidValue) in
        guard let level = LogLevel(parsing: text) else { throw InvalidValue(text: text, accepted: "debug, info, warning, error") }
        return level
    }

    static let group = Command.FlagGroup(
        title: "output",
        declarations: [
            output.declaration, color.declaration, quiet.declaration, verbose.declaration, logLevel.declaration,
        ])
}

/// Where a running suite is found.
enum TargetFlags {
    static let stateFile = Flag<String>.text(
        "state-file", "FILE", default: ".generia/state.json", "the file that tells where a running suite listens")
    static let target = Flag<String?>.text(
        "target", "HOST:PORT", "the address of WorldService in the place of a state file; consul://AGENT:PORT/world-service is taken too")

    static let group = Command.FlagGroup(title: "suite", declarations: [target.declaration, stateFile.declaration])
}
