/// Renders the help of a command from its declarations.
enum HelpText {
    private static let width = 100

    /// - Parameters:
    ///   - command: the command.
    ///   - path: the words that lead to it, the program's name included.
    ///   - inherited: the flags of the commands above it.
    static func render(_ command: Command, path: [String], inherited: [Command.FlagGroup] = []) -> String {
        var lines = ["\(path.joined(separator: " ")): \(command.purpose)", ""]
        lines += ["usage: \(usage(of: command, path: path))"]
        if !command.details.isEmpty { lines += [""] + command.details }
        if !command.subcommands.isEmpty {
            let column = (command.subcommands.map(\.name.count).max() ?? 0) + 4
            lines += ["", "commands:"]
            lines += command.subcommands.map { "  " + padded($0.name, to: column - 2) + $0.purpose }
        }
        for group in command.flags + inherited { lines += ["", "\(group.title):"] + group.declarations.flatMap(entry) }
        lines += ["", "examples:"]
        for example in command.examples { lines += ["  # \(example.meaning)", "  \(example.command)"] }
        lines += ["", "exit codes:"]
        lines += codes(of: command).map { "  " + padded(String($0.rawValue), to: 5) + $0.meaning }
        lines += ["", "order: flag, environment variable, .env in the working directory, default"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// How the command is called.
    static func usage(of command: Command, path: [String]) -> String {
        (path + (command.subcommands.isEmpty ? ["[flags]"] : ["COMMAND", "[flags]"]) + command.arguments).joined(separator: " ")
    }

    private static func codes(of command: Command) -> [ExitCode] {
        let used = Set(command.exitCodes + [.fine, .usage, .environment, .other])
        return ExitCode.allCases.filter { command.subcommands.isEmpty ? used.contains($0) : true }
    }

    private static func entry(_ flag: FlagDeclaration) -> [String] {
        var notes: [String] = []
        if let fallback = flag.fallbackText { notes.append("default \(fallback)") }
        if case .list = flag.kind { notes.append("repeatable") }
        notes.append(flag.variables.joined(separator: ", "))
        let body = "\(flag.summary) [\(notes.joined(separator: "; "))]"
        return ["  " + form(flag)] + wrapped(body, to: width - 8).map { "        " + $0 }
    }

    private static func form(_ flag: FlagDeclaration) -> String {
        let names = (flag.letter.map { "-\($0), " } ?? "") + "--\(flag.name)"
        switch flag.kind {
        case .toggle: return names
        case .value(let placeholder), .list(let placeholder): return "\(names) \(placeholder)"
        }
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return lines + [line]
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
