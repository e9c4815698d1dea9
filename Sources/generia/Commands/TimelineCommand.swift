import JSONModel

/// `generia timeline`: when the tasks of a world were worked on.
enum TimelineCommand {
    static let command = Command(
        name: "timeline",
        purpose: "show when each task of a world began and ended, with its attempts",
        arguments: ["WORLD"],
        flags: [AdminFlags.group],
        examples: [
            .init(command: "generia timeline 5f0c…", meaning: "a line of characters for each task"),
            .init(command: "generia timeline 5f0c… -o json", meaning: "the times of all tasks and attempts"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let id = try invocation.identifier("WORLD", of: "a world")
            let timeline = try await connection.get("/worlds/\(id)/timeline")
            let console = invocation.console
            switch console.format {
            case .text:
                for line in TimelinePicture(timeline, terminal: console.terminal).lines(columns: Terminal.columns) { console.say(line) }
            case .jsonl: for task in timeline["tasks"]?.arrayValue ?? [] { console.printJSON(task) }
            case .json: console.printJSON(timeline)
            case .none: break
            }
            return .fine
        })
}
