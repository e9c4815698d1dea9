import Environments
import EventLoops
import JSONModel

/// `generia status`: how far a world is.
enum StatusCommand {
    private static let follow = Flag<Bool>.toggle("follow", letter: "f", "watch the generation to its end")

    private static let tasks = Flag<Bool>.toggle("tasks", "also count the tasks by type and state, and say why some have failed")

    static let command = Command(
        name: "status",
        purpose: "show how far the generation of a world is, or what the worker is about",
        details: [
            "Without WORLD: the tasks of the suite's worker, and of everything that it calls the circuit breaker and the calls under way."
        ],
        arguments: ["[WORLD]"],
        flags: [.init(title: "status", declarations: [follow.declaration, tasks.declaration]), TargetFlags.group, adminFlag],
        examples: [
            .init(command: "generia status 5f0c…  --follow", meaning: "progress bars until the world is complete"),
            .init(command: "generia status", meaning: "whether providers and services are well, as the worker sees them"),
        ],
        exitCodes: [.failed, .cannotConnect, .refused, .notFound],
        run: run)

    /// Needed for tasks and workers only.
    private static let adminFlag = Command.FlagGroup(title: "administration", declarations: [AdminFlags.admin.declaration])

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        guard let text = invocation.arguments.first else { return try await showWorkers(invocation) }
        guard let world = Identifier(parsing: text)?.canonical else {
            throw CommandError(.invalidValue(origin: "WORLD", InvalidValue(text: text, accepted: "the id of a world, a UUID")))
        }
        let connection = try PlatformConnection(invocation.settings)
        defer { connection.close() }
        let console = invocation.console
        let follower = GenerationFollower(connection: connection, console: console)
        guard invocation.settings[follow] else {
            let progress = try await follower.progress(of: world)
            write(progress, try await overview(of: world, invocation), to: console)
            return .fine
        }
        guard let progress = try await follower.follow(world, since: .now()) else { return .other }
        if console.format != .jsonl { write(progress, try await overview(of: world, invocation), to: console) }
        return progress.status == "completed" ? .fine : .failed
    }

    private static func showWorkers(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        guard !invocation.settings[follow], !invocation.settings[tasks] else {
            throw CommandError(.conflict("--follow and --tasks are about one world", hint: "name it: generia status WORLD"))
        }
        let connection = try AdminConnection(invocation.settings)
        defer { connection.close() }
        let overview = try await WorkerOverview(from: connection)
        switch invocation.console.format {
        case .text: for line in overview.lines { invocation.console.say(line) }
        default: invocation.console.printJSON(overview.json)
        }
        return .fine
    }

    /// The tasks of the world, when the flags ask for them.
    private static func overview(of world: String, _ invocation: Invocation) async throws(CommandError) -> TaskOverview? {
        guard invocation.settings[tasks] else { return nil }
        let connection = try AdminConnection(invocation.settings)
        defer { connection.close() }
        return try await TaskOverview(of: world, from: connection)
    }

    private static func write(_ progress: GenerationProgress, _ overview: TaskOverview?, to console: Console) {
        guard console.format == .text else {
            var members = progress.json.objectValue ?? [:]
            for (name, value) in overview?.members ?? [] { members[name] = value }
            console.printJSON(.object(members))
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
        for line in overview.map({ [""] + $0.lines }) ?? [] { console.say(line) }
    }
}
