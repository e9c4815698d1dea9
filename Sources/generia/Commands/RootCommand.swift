/// The program itself: all commands.
enum RootCommand {
    static let command = Command(
        name: "generia",
        purpose: "a local stand-in for the Generia platform, with the worker that fills its worlds",
        flags: [CommonFlags.group],
        subcommands: [
            UpCommand.command, DemoCommand.command, GenerateCommand.command, WorkerCommand.command, StatusCommand.command,
            WorldsCommand.command, TasksCommand.command, HistoryCommand.command, StatisticsCommand.command, TimelineCommand.command,
            SendMessageCommand.command,
            VersionCommand.command,
        ],
        examples: [
            .init(command: "generia demo", meaning: "start everything and generate a small world"),
            .init(command: "generia up --ephemeral --in-memory", meaning: "start everything on free ports and keep nothing"),
        ])
}
