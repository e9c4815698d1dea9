import Glibc
import Persistence
import Suite

/// The program: finds the command that a command line names and runs it.
@main
struct Program {
    private static let dotEnvLimit = 1024 * 1024
    private static let argumentsLimit = 4 * 1024 * 1024

    /// The command line as the kernel keeps it. The standard library looks for it beside the environment, which libraries that are loaded
    /// first (`LD_PRELOAD`) may have moved.
    private static var arguments: [String] {
        guard let line = try? TextFile.read("/proc/self/cmdline", limit: argumentsLimit) else { return CommandLine.arguments }
        return line.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    let environment: @Sendable (String) -> String?
    let dotEnv: DotEnv
    let signals: ShutdownSignals

    /// The main thread does nothing but wait for signals; an asynchronous `main` would unblock them.
    static func main() {
        // A reader that goes away shows as a failed write.
        signal(SIGPIPE, SIG_IGN)
        // A limit on the size of files fails the write that meets it, as a full disk does, and does not end the process.
        signal(SIGXFSZ, SIG_IGN)
        MongoCounters.hide()
        raiseOpenFileLimit()
        let program = Program(
            environment: { getenv($0).map { String(cString: $0) } },
            dotEnv: DotEnv(parsing: (try? TextFile.read(".env", limit: dotEnvLimit)) ?? ""),
            signals: ShutdownSignals())
        Task.detached {
            let code = await program.run(Array(arguments.dropFirst()))
            exit(code.rawValue)
        }
        program.signals.serve()
    }

    /// Lets as many files be open as this user may have: many systems begin with 1,024, and each call to a provider takes one.
    private static func raiseOpenFileLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Runs a command line, which does not include the name of the program.
    func run(_ arguments: [String]) async -> ExitCode {
        do throws(CommandError) {
            let call = try Call(arguments, self)
            return try await call.run()
        } catch {
            errorConsole(arguments).report(error)
            return error.code
        }
    }

    /// Where errors go when the command line may not even have been understood.
    private func errorConsole(_ arguments: [String]) -> Console {
        let settings = try? Settings(
            ParsedArguments(values: ["output": Self.outputs(in: arguments)].filter { !$0.value.isEmpty }),
            flags: [CommonFlags.output.declaration], environment: environment, dotEnv: dotEnv)
        return Console(
            format: settings?[CommonFlags.output] ?? .text, verbosity: .normal, terminal: .current(color: .never, variable: environment))
    }

    /// The valid formats that the command line asks for, however the rest of it looks.
    private static func outputs(in arguments: [String]) -> [String] {
        var outputs: [String] = []
        for (index, argument) in arguments.enumerated() {
            if argument == "-o" || argument == "--output" {
                if index + 1 < arguments.count { outputs.append(arguments[index + 1]) }
            } else if argument.hasPrefix("--output=") {
                outputs.append(String(argument.dropFirst(9)))
            } else if argument.hasPrefix("-o"), argument.count > 2 {
                outputs.append(String(argument.dropFirst(argument.hasPrefix("-o=") ? 3 : 2)))
            }
        }
        return outputs.filter { OutputFormat(rawValue: $0) != nil }
    }
}

/// One call of the program: a command with its settings.
struct Call {
    private let command: Command
    private let path: [String]
    private let parsed: ParsedArguments
    private let settings: Settings
    private let program: Program

    init(_ arguments: [String], _ program: Program) throws(CommandError) {
        let root = RootCommand.command
        do throws(UsageError) {
            (parsed, command) = try ArgumentParser.parse(Self.rewritten(arguments), root: root)
            path = [root.name] + parsed.path
            let groups = parsed.path.isEmpty ? root.flags : root.flags + command.flags
            // Help is given whatever the variables say.
            settings = try Settings(
                parsed, flags: parsed.wantsHelp ? [] : groups.flatMap(\.declarations), environment: program.environment,
                dotEnv: program.dotEnv)
        } catch {
            throw CommandError(error)
        }
        self.program = program
    }

    func run() async throws(CommandError) -> ExitCode {
        let console = Console(
            format: settings[CommonFlags.output], verbosity: verbosity,
            terminal: .current(color: settings[CommonFlags.color], variable: program.environment))
        if parsed.wantsHelp {
            let inherited = parsed.path.isEmpty ? [] : RootCommand.command.flags
            console.printText(HelpText.render(command, path: path, inherited: inherited))
            try console.checkResults()
            return .fine
        }
        let usage = HelpText.usage(of: command, path: path)
        guard command.subcommands.isEmpty else { throw CommandError(.missingCommand(known: command.subcommands.map(\.name))) }
        guard parsed.positionals.count <= command.arguments.count else {
            throw CommandError(.surplusArgument(parsed.positionals[command.arguments.count], usage: usage))
        }
        guard parsed.positionals.count >= command.requiredArguments else {
            throw CommandError(.missingArgument(command.arguments[parsed.positionals.count], usage: usage))
        }
        let code = try await command.run(
            Invocation(settings: settings, arguments: parsed.positionals, console: console, signals: program.signals))
        try console.checkResults()
        return code
    }

    private var verbosity: Console.Verbosity {
        settings[CommonFlags.quiet] ? .quiet : settings[CommonFlags.verbose] ? .verbose : .normal
    }

    /// The spellings that everybody tries: `generia help up` for `generia up --help`, and `--version`.
    private static func rewritten(_ arguments: [String]) -> [String] {
        switch arguments.first {
        case "help": arguments.dropFirst() + ["--help"]
        case "--version": ["version"] + arguments.dropFirst()
        default: arguments
        }
    }
}
