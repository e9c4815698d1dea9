/// What a command line says, before variables and defaults come in.
struct ParsedArguments: Sendable, Hashable {
    /// The command's path, such as `["status"]`; empty when none was named.
    var path: [String] = []
    /// The texts given for each flag, by long name.
    var values: [String: [String]] = [:]
    /// What is neither a flag nor a command.
    var positionals: [String] = []
    var wantsHelp = false
}

/// Splits a command line along the declarations of a tree of commands.
///
/// `--flag value`, `--flag=value`, `-o value`, `-ovalue`; `--toggle`, `--toggle=false`; `--` ends the flags. Flags may stand before and
/// after the words they belong to; a flag of the root is known everywhere.
struct ArgumentParser {
    private var command: Command
    private var known: [FlagDeclaration]
    private var result = ParsedArguments()

    /// Reads `arguments`, which do not include the name of the program.
    static func parse(_ arguments: [String], root: Command) throws(UsageError) -> (ParsedArguments, Command) {
        var parser = ArgumentParser(root: root)
        try parser.read(arguments)
        return (parser.result, parser.command)
    }

    private init(root: Command) {
        command = root
        known = root.flags.flatMap(\.declarations)
    }

    private mutating func read(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        var flagsHaveEnded = false
        while let argument = rest.popFirst() {
            if flagsHaveEnded || argument == "-" || !argument.hasPrefix("-") {
                try takeWord(argument, isCommand: !flagsHaveEnded)
            } else if argument == "--" {
                flagsHaveEnded = true
            } else if argument == "--help" || argument == "-h" {
                result.wantsHelp = true
            } else if argument.hasPrefix("--") {
                try takeLong(argument.dropFirst(2), &rest)
            } else {
                try takeShort(argument.dropFirst(), &rest)
            }
        }
    }

    private mutating func takeWord(_ word: String, isCommand: Bool) throws(UsageError) {
        guard isCommand, !command.subcommands.isEmpty, result.positionals.isEmpty else {
            result.positionals.append(word)
            return
        }
        guard let next = command.subcommands.first(where: { $0.name == word }) else {
            let names = command.subcommands.map(\.name)
            throw .unknownCommand(word, suggestion: Suggestion.nearest(to: word, among: names), known: names)
        }
        command = next
        known += next.flags.flatMap(\.declarations)
        result.path.append(word)
    }

    private mutating func takeLong(_ text: Substring, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let flag = known.first(where: { $0.name == name }) else {
            let suggestion = Suggestion.nearest(to: name, among: known.map(\.name) + ["help"])
            throw .unknownFlag("--\(name)", suggestion: suggestion.map { "--\($0)" })
        }
        try take(flag, called: "--\(name)", attached: parts.count > 1 ? String(parts[1]) : nil, &rest)
    }

    private mutating func takeShort(_ text: Substring, _ rest: inout ArraySlice<String>) throws(UsageError) {
        var text = text
        while let letter = text.popFirst() {
            guard let flag = known.first(where: { $0.letter == letter }) else { throw .unknownFlag("-\(letter)", suggestion: nil) }
            if flag.kind == .toggle, text.first != "=" {
                try take(flag, called: "-\(letter)", attached: nil, &rest)
                continue
            }
            let attached = text.first == "=" ? text.dropFirst() : text
            try take(flag, called: "-\(letter)", attached: text.isEmpty ? nil : String(attached), &rest)
            return
        }
    }

    private mutating func take(
        _ flag: FlagDeclaration, called name: String, attached: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let text: String
        switch flag.kind {
        case .toggle: text = attached ?? "true"
        case .value(let placeholder), .list(let placeholder):
            guard let given = attached ?? rest.popFirst() else { throw .missingValue(flag: name, placeholder: "\(name) \(placeholder)") }
            text = given
        }
        do throws(InvalidValue) {
            try flag.check([text])
        } catch {
            throw .invalidValue(origin: name, error)
        }
        result.values[flag.name, default: []].append(text)
    }
}
