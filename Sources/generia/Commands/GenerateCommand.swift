import EventLoops

/// `generia generate`: a world in a running suite.
enum GenerateCommand {
    private static let world = WorldFlags(characters: WorldFlags.defaultCharacters, posts: WorldFlags.defaultPosts)

    static let command = Command(
        name: "generate",
        purpose: "create a world in a running suite and follow its generation to the end",
        flags: [world.group, TargetFlags.group],
        examples: [
            .init(
                command: "generia generate --prompt 'a city on the back of a whale' --characters 10 --posts 40",
                meaning: "a world in the suite that runs in this directory"),
            .init(
                command: "generia generate --prompt-file idea.txt --target 127.0.0.1:8088 -o json",
                meaning: "a world in a suite elsewhere, with one JSON object as the result"),
        ],
        exitCodes: [.failed, .cannotConnect, .refused],
        run: run)

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        let order = try world.order(invocation.settings, fallback: nil)
        let connection = try PlatformConnection(invocation.settings)
        defer { connection.close() }
        let generation = Generation(order: order, follower: GenerationFollower(connection: connection, console: invocation.console))
        guard let outcome = try await generation.run() else { return .other }
        outcome.report(to: invocation.console)
        return outcome.exitCode
    }
}

/// One world from the order to its end.
struct Generation: Sendable {
    let order: WorldOrder
    let follower: GenerationFollower

    /// How a generation ended.
    struct Outcome: Sendable {
        let progress: GenerationProgress
        let duration: Duration

        var exitCode: ExitCode { progress.status == "completed" ? .fine : .failed }

        /// Writes the summary in the format of the results.
        func report(to console: Console) {
            switch console.format {
            case .json, .jsonl: console.printJSON(progress.summary(duration: duration))
            case .none: break
            case .text: for line in lines { console.say(line) }
            }
        }

        private var lines: [String] {
            let rows = [
                ("id", progress.worldID),
                ("status", "\(progress.status) after \(Seconds.text(duration))"),
                ("characters", "\(progress.usersCreated) of \(progress.usersPredicted)"),
                ("posts", "\(progress.postsCreated) of \(progress.postsPredicted)"),
                ("images", String(progress.imageCalls)),
                (
                    "cost",
                    "LLM \(Dollars.text(progress.llmCost)) in \(Plural.of(progress.llmCalls, "call")), images \(Dollars.text(progress.imageCost))"
                ),
            ]
            let failures = progress.tasksFailed > 0 ? [("failed tasks", String(progress.tasksFailed))] : []
            return ["World: \(DisplayText.printable(progress.name))"] + Table.aligned(rows + failures, indent: 2)
        }
    }

    /// Orders the world and follows it.
    /// - Returns: `nil` when the task was cancelled before the end.
    func run() async throws(CommandError) -> Outcome? {
        if let remark = order.remark { follower.console.note("note: \(remark)") }
        let start = MonotonicTime.now()
        let worldID = try await follower.create(order)
        guard let progress = try await follower.follow(worldID, since: start) else { return nil }
        return Outcome(progress: progress, duration: MonotonicTime.now() - start)
    }
}
