import JSONModel

/// `generia tasks`: the tasks of generations.
enum TasksCommand {
    static let command = Command(
        name: "tasks",
        purpose: "list tasks, look at one or retry it",
        subcommands: [list, show, retry],
        examples: [
            .init(command: "generia tasks list --world 5f0c… --status failed", meaning: "what has failed in a world, and why"),
            .init(command: "generia tasks retry 81d2…", meaning: "take up one failed task again"),
        ])

    private static let type = Flag<String?>.text("type", "TYPE", "only those of this type, such as generate_post")
    private static let status = Flag<String?>.text("status", "pending|in_progress|completed|failed", "only those in this state")

    private static let list = Command(
        name: "list",
        purpose: "list tasks, newest first",
        flags: [
            .init(
                title: "list",
                declarations: [
                    ListFlags.world.declaration, type.declaration, status.declaration, ListFlags.limit.declaration,
                ]), AdminFlags.group,
        ],
        examples: [
            .init(command: "generia tasks list --type generate_character --limit 200", meaning: "characters of all worlds"),
            .init(command: "generia tasks list --world 5f0c… -o jsonl", meaning: "whole documents, a line each"),
        ],
        exitCodes: [.cannotConnect, .refused],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let settings = invocation.settings
            let query = [("world", try ListFlags.worldID(settings)), ("type", settings[type]), ("status", settings[status])]
            var tasks: [JSONValue] = []
            try await connection.visit("tasks", query, limit: settings[ListFlags.limit]) { tasks.append($0) }
            let header = ["TASK", "TYPE", "STATUS", "ATTEMPTS", "WORLD", "CREATED", "ERROR"]
            invocation.write(tasks, as: "tasks", header: header) { task in
                [
                    task.text("_id"), task.text("type"), task.text("status"), task.text("attempt_count"), task.text("world_id"),
                    task.text("created_at"), DisplayText.abridged(task.text("error"), to: 100),
                ]
            }
            return .fine
        })

    private static let show = Command(
        name: "show",
        purpose: "show the document of a task",
        arguments: ["TASK"],
        flags: [AdminFlags.group],
        examples: [
            .init(command: "generia tasks show 81d2…", meaning: "parameters, result, attempts, error"),
            .init(command: "generia tasks show 81d2… -o json", meaning: "the same in one line"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let id = try invocation.identifier("TASK", of: "a task")
            invocation.console.printDocument(try await connection.get("/tasks/\(id)"))
            return .fine
        })

    private static let retry = Command(
        name: "retry",
        purpose: "take up a failed task again",
        arguments: ["TASK"],
        flags: [RetryFlags.group, AdminFlags.group],
        examples: [
            .init(command: "generia tasks retry 81d2…", meaning: "with all its attempts; what it had achieved is kept"),
            .init(command: "generia tasks retry 81d2… --raise-limits 10", meaning: "with more calls for its world"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let id = try invocation.identifier("TASK", of: "a task")
            RetryFlags.write(try await connection.post("/tasks/\(id)/retry", RetryFlags.query(invocation)), to: invocation.console)
            return .fine
        })
}
