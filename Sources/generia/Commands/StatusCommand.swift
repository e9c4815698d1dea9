import Environments
import EventLoops

/// `generia status`: how far a world is.
enum StatusCommand {
    private static let follow = Flag<Bool>.toggle("follow", letter: "f", "watch the generation to its end")

    static let command = Command(
        name: "status",
        purpose: "show how far the generation of a world is",
        arguments: ["WORLD"],
        flags: [.init(title: "status", declarations: [follow.declaration]), TargetFlags.group],
        examples: [
            .init(command: "generia status 5f0c…  --follow", meaning: "progress bars until the world is complete"),
            .init(command: "generia status 5f0c… -o jsonl --follow", meaning: "every change as a line of JSON"),
        ],
        exitCodes: [.failed, .cannotConnect, .refused, .notFound],
        run: run)

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        let text = invocation.arguments.first ?? ""
        guard let world = Identifier(parsing: text)?.canonical else {
            throw CommandError(.invalidValue(origin: "WORLD", InvalidValue(text: text, accepted: "the id of a world, a UUID")))
        }
        let connection = try PlatformConnection(invocation.settings)
        defer { connection.close() }
        let console = invocation.console
        let follower = GenerationFollower(connection: connection, console: console)
        guard invocation.settings[follow] else {
            write(try await follower.progress(of: world), to: console)
            return .fine
        }
        guard let progress = try await follower.follow(world, since: .now()) else { return .other }
        if console.format != .jsonl { write(progress, to: console) }
        return progress.status == "completed" ? .fine : .failed
    }

    private static func write(_ progress: GenerationProgress, to console: Console) {
        guard console.format == .text else {
            console.printJSON(progress.json)
            return
        }
        console.say("World: \(DisplayText.printable(progress.name))")
        var rows = [
            ("id", progress.worldID), ("status", progress.status),
            ("characters", "\(progress.usersCreated) of \(progress.usersPredicted)"),
            ("posts", "\(progress.postsCreated) of \(progress.postsPredicted)"),
            ("tasks", "\(progress.tasksCompleted) of \(progress.taskPredicted), \(progress.tasksFailed) failed"),
            ("LLM", "\(Plural.of(progress.llmCalls, "call")) of at most \(progress.llmCallLimit), \(Dollars.text(progress.llmCost))"),
            (
                "images",
                "\(Plural.of(progress.imageCalls, "call")) of at most \(progress.imageCallLimit), \(Dollars.text(progress.imageCost))"
            ),
        ]
        rows += progress.stages.map { ($0.name, $0.status) }
        for line in Table.aligned(rows, indent: 2) { console.say(line) }
    }
}
