import JSONModel

/// `generia worlds`: generations and what is done to them.
enum WorldsCommand {
    static let command = Command(
        name: "worlds",
        purpose: "list generations, look at one, pause, resume, cancel or retry it",
        subcommands: [list, show, pause, resume, cancel, retry],
        examples: [
            .init(command: "generia worlds list --status in_progress", meaning: "what is being generated"),
            .init(command: "generia worlds pause 5f0c…", meaning: "no more paid calls for this world until it is resumed"),
        ])

    // MARK: Looking

    private static let status = Flag<String?>.text(
        "status", "pending|in_progress|completed|failed|paused", "only those in this state")

    private static let list = Command(
        name: "list",
        purpose: "list generations, newest first",
        flags: [.init(title: "list", declarations: [status.declaration, ListFlags.limit.declaration]), AdminFlags.group],
        examples: [
            .init(command: "generia worlds list", meaning: "the last fifty"),
            .init(command: "generia worlds list --status failed -o jsonl", meaning: "a line of JSON for each failed one"),
        ],
        exitCodes: [.cannotConnect, .refused],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            var worlds: [JSONValue] = []
            let settings = invocation.settings
            try await connection.visit("worlds", [("status", settings[status])], limit: settings[ListFlags.limit]) { worlds.append($0) }
            let header = ["WORLD", "STATUS", "STAGE", "CHARACTERS", "POSTS", "FAILED", "COST", "CREATED", "PROMPT"]
            invocation.write(worlds, as: "worlds", header: header) { world in
                [
                    world.text("_id"), state(of: world), world.text("current_stage"),
                    "\(world.text("users_created"))/\(world.text("users_predicted"))",
                    "\(world.text("posts_created"))/\(world.text("posts_predicted"))", world.text("tasks_failed"), cost(of: world),
                    world.text("created_at"), DisplayText.fitted(world["parameters"]?.text("user_prompt") ?? "", to: 40),
                ]
            }
            return .fine
        })

    private static let show = Command(
        name: "show",
        purpose: "show the record of a generation",
        arguments: ["WORLD"],
        flags: [AdminFlags.group],
        examples: [
            .init(command: "generia worlds show 5f0c…", meaning: "the state, and why it failed"),
            .init(command: "generia worlds show 5f0c… -o json", meaning: "the document as the worker stores it, without its bookkeeping"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let id = try invocation.identifier("WORLD", of: "a world")
            write(try await connection.get("/worlds/\(id)"), to: invocation.console)
            return .fine
        })

    // MARK: Acting

    private static let pause = action(
        "pause", "stop working on a world until it is resumed",
        example: .init(
            command: "generia worlds pause 5f0c… && generia worlds list --status paused", meaning: "pause, and look at all that wait"))

    private static let resume = action(
        "resume", "go on with a paused world",
        example: .init(command: "generia worlds resume 5f0c… && generia status 5f0c… --follow", meaning: "go on, and watch"))

    private static let cancel = action(
        "cancel", "end a world as failed; what it has stays",
        example: .init(command: "generia worlds cancel 5f0c… -o json", meaning: "the record of the generation as a result"))

    private static func action(_ name: String, _ purpose: String, example: Command.Example) -> Command {
        Command(
            name: name, purpose: purpose, arguments: ["WORLD"], flags: [AdminFlags.group],
            examples: [.init(command: "generia worlds \(name) 5f0c…", meaning: purpose), example],
            exitCodes: [.cannotConnect, .refused, .notFound],
            run: AdminConnection.command { connection, invocation throws(CommandError) in
                let id = try invocation.identifier("WORLD", of: "a world")
                let query = name == "cancel" ? [("by", "generia worlds cancel")] : []
                write(try await connection.post("/worlds/\(id)/\(name)", query), to: invocation.console)
                return .fine
            })
    }

    private static let retry = Command(
        name: "retry",
        purpose: "take up all failed tasks of a world again",
        arguments: ["WORLD"],
        flags: [RetryFlags.group, AdminFlags.group],
        examples: [
            .init(command: "generia worlds retry 5f0c…", meaning: "when what made them fail is mended"),
            .init(command: "generia worlds retry 5f0c… --raise-limits 50", meaning: "for a world that has used up its limit of calls"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let id = try invocation.identifier("WORLD", of: "a world")
            RetryFlags.write(try await connection.post("/worlds/\(id)/retry", RetryFlags.query(invocation)), to: invocation.console)
            return .fine
        })

    // MARK: Showing

    private static func state(of world: JSONValue) -> String { world["paused"]?.boolValue == true ? "paused" : world.text("status") }

    private static func cost(of world: JSONValue) -> String {
        Dollars.text((world["llm_cost_total"]?.doubleValue ?? 0) + (world["image_cost_total"]?.doubleValue ?? 0))
    }

    static func write(_ world: JSONValue, to console: Console) {
        guard console.format == .text else {
            console.printJSON(world)
            return
        }
        var rows = [
            ("world", world.text("_id")), ("status", state(of: world)), ("stage", world.text("current_stage")),
            ("tasks", "\(world.text("tasks_completed")) completed, \(world.text("tasks_failed")) failed, of \(world.text("tasks_total"))"),
            ("characters", "\(world.text("users_created")) of \(world.text("users_predicted"))"),
            ("posts", "\(world.text("posts_created")) of \(world.text("posts_predicted"))"),
            ("LLM calls", "\(world.text("api_calls_made_LLM")) of at most \(world.text("api_call_limits_LLM"))"),
            ("images", "\(world.text("api_calls_made_images")) of at most \(world.text("api_call_limits_images"))"),
            ("cost", cost(of: world)), ("created", world.text("created_at")), ("updated", world.text("updated_at")),
        ]
        for (label, key) in [("failed", "failure_reason"), ("cancelled", "cancelled_at"), ("paused", "paused_at")] {
            if world[key]?.stringValue != nil { rows.append((label, world.text(key))) }
        }
        for line in Table.aligned(rows, indent: 0) { console.say(line) }
    }
}

/// What both ways to retry have in common.
enum RetryFlags {
    private static let raise = Flag<Int?>.number(
        "raise-limits", "PERCENT", in: 1...1000, "let the world's limits on calls grow by so many percent")

    static let group = Command.FlagGroup(title: "retry", declarations: [raise.declaration])

    static func query(_ invocation: Invocation) -> [(String, String?)] {
        [("raise_limits", invocation.settings[raise].map { String($0) })]
    }

    static func write(_ answer: JSONValue, to console: Console) {
        guard console.format == .text else {
            console.printJSON(answer)
            return
        }
        console.say("\(Plural.of(answer["retried"]?.intValue ?? 0, "task")) taken up again")
        WorldsCommand.write(answer["world"] ?? .null, to: console)
    }
}

extension JSONValue {
    /// A member as text for people: without control characters, and empty when it is null or missing.
    func text(_ key: String) -> String {
        switch self[key] {
        case nil, .null: ""
        case .string(let text): DisplayText.printable(text)
        case .some(let value): value.serialized()
        }
    }
}
