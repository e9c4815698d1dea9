/// A command line that cannot be understood; exit code 2.
enum UsageError: Error, Hashable {
    case unknownFlag(String, suggestion: String?)
    case unknownCommand(String, suggestion: String?, known: [String])
    case missingCommand(known: [String])
    case missingValue(flag: String, placeholder: String)
    case invalidValue(origin: String, InvalidValue)
    case missingArgument(String, usage: String)
    case surplusArgument(String, usage: String)
    /// Flags that are fine one by one and do not go together.
    case conflict(String, hint: String)

    /// What was wrong.
    var message: String {
        switch self {
        case .unknownFlag(let flag, _): "unknown flag \(flag)"
        case .unknownCommand(let name, _, _): "unknown command '\(name)'"
        case .missingCommand: "no command was given"
        case .missingValue(let flag, _): "\(flag) needs a value"
        case .invalidValue(let origin, let value): "\(origin) does not accept '\(Self.shortened(value.text))'"
        case .missingArgument(let name, _): "\(name) is missing"
        case .surplusArgument(let text, _): "unexpected argument '\(text)'"
        case .conflict(let message, _): message
        }
    }

    /// What is accepted, or how to mend it.
    var hint: String {
        switch self {
        case .unknownFlag(_, let suggestion): suggestion.map { "did you mean \($0)?" } ?? "--help lists the flags"
        case .unknownCommand(_, let suggestion, let known):
            suggestion.map { "did you mean '\($0)'?" } ?? "commands: \(known.joined(separator: ", "))"
        case .missingCommand(let known): "commands: \(known.joined(separator: ", "))"
        case .missingValue(_, let placeholder): "as in the form \(placeholder)"
        case .invalidValue(_, let value): "accepted: \(value.accepted)"
        case .missingArgument(_, let usage), .surplusArgument(_, let usage): "usage: \(usage)"
        case .conflict(_, let hint): hint
        }
    }

    private static func shortened(_ text: String) -> String {
        text.count <= 60 ? text : text.prefix(57) + "…"
    }
}
