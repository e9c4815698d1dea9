/// One command: how it is called, what help says about it, and what it does. A command either has subcommands or runs.
struct Command: Sendable {
    /// Flags that help lists under one heading.
    struct FlagGroup: Sendable {
        let title: String
        let declarations: [FlagDeclaration]
    }

    /// A call to copy from the help text.
    struct Example: Sendable {
        let command: String
        let meaning: String
    }

    let name: String
    /// One line, without a full stop.
    let purpose: String
    /// Further lines of explanation, already broken.
    var details: [String] = []
    /// The words after the flags, such as `WORLD`. Those in brackets, which come last, may be left out.
    var arguments: [String] = []
    var flags: [FlagGroup] = []
    var subcommands: [Command] = []
    let examples: [Example]
    /// The exit codes this command uses besides 0, 2, 14 and 20, which all do.
    var exitCodes: [ExitCode] = []
    /// How many words have to be given.
    var requiredArguments: Int { arguments.count { !$0.hasPrefix("[") } }
    var run: @Sendable (Invocation) async throws(CommandError) -> ExitCode = { _ in .fine }
}

/// What a command is run with.
struct Invocation: Sendable {
    let settings: Settings
    let arguments: [String]
    let console: Console
    let signals: ShutdownSignals
}
