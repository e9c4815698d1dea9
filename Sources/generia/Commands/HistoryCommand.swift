import Environments
import JSONModel

/// `generia history`: the calls that the worker has made.
enum HistoryCommand {
    static let command = Command(
        name: "history",
        purpose: "list the calls to providers and services, or look at one",
        subcommands: [list, show],
        examples: [
            .init(command: "generia history list --world 5f0c… --errors", meaning: "calls of a world that failed"),
            .init(command: "generia history show 07aa…", meaning: "what was asked and answered"),
        ])

    private static let task = Flag<String?>.text("task", "TASK", "only those of this task")
    private static let type = Flag<String?>.text(
        "type", "TYPE", "only those of this kind: llm, image_generation, grpc, or a type of request such as generate_image")
    private static let errors = Flag<Bool>.toggle("errors", "only those that failed")

    private static let list = Command(
        name: "list",
        purpose: "list calls, newest first",
        flags: [
            .init(
                title: "list",
                declarations: [
                    ListFlags.world.declaration, task.declaration, type.declaration, errors.declaration, ListFlags.limit.declaration,
                ]), AdminFlags.group,
        ],
        examples: [
            .init(command: "generia history list --type llm", meaning: "the last fifty calls to the language model"),
            .init(command: "generia history list --errors -o jsonl", meaning: "everything about the calls that failed"),
        ],
        exitCodes: [.cannotConnect, .refused],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let settings = invocation.settings
            let query = [
                ("world", try ListFlags.worldID(settings)), ("task", settings[task]), ("type", settings[type]),
                ("errors", settings[errors] ? "true" : nil),
            ]
            var calls: [JSONValue] = []
            try await connection.visit("history", query, limit: settings[ListFlags.limit]) { calls.append($0) }
            let header = ["CALL", "API", "REQUEST", "MS", "COST", "TASK", "CREATED", "ERROR"]
            invocation.write(calls, as: "history", header: header) { call in
                [
                    call.text("_id"), call.text("api_type"), call.text("request_type"), call.text("duration_ms"),
                    call["response_data"]?["cost"]?.doubleValue.map(Dollars.text) ?? "", call.text("task_id"), call.text("created_at"),
                    DisplayText.abridged(call.text("error"), to: 100),
                ]
            }
            return .fine
        })

    private static let show = Command(
        name: "show",
        purpose: "show one call with its request and answer",
        arguments: ["CALL"],
        flags: [AdminFlags.group],
        examples: [
            .init(command: "generia history show 07aa…", meaning: "the prompt, the answer, the error"),
            .init(command: "generia history show 07aa… -o json", meaning: "the same in one line"),
        ],
        exitCodes: [.cannotConnect, .refused, .notFound],
        run: AdminConnection.command { connection, invocation throws(CommandError) in
            let id = try invocation.identifier("CALL", of: "a call")
            invocation.console.printDocument(try await connection.get("/history/\(id)"))
            return .fine
        })
}
