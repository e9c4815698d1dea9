import AIWorker
import Environments
import GenerationMessages
import JSONModel
import Kafka
import Suite
import Telemetry

/// `generia send-message`: a generation started as the platform's older generation starts it, by a document and a message.
enum SendMessageCommand {
    private static let users = Flag<Int>.number("users", in: 1...40, default: 10, "how many characters")
    private static let posts = Flag<Int>.number("posts", in: 1...250, default: 50, "how many posts in all")
    private static let world = Flag<String?>.value(
        "world", "UUID", default: nil, shownAs: "a new one", "the world to fill; the WorldService that the workers call must know it"
    ) { text throws(InvalidValue) in
        guard let id = Identifier(parsing: text) else { throw InvalidValue(text: text, accepted: "the id of a world, a UUID") }
        return id.canonical
    }

    static let command = Command(
        name: "send-message",
        purpose: "start a generation through Kafka: write its first task, and send the message that wakes a worker",
        details: [
            "The task is written into the workers' database: MongoDB with --mongodb-uri, or the data directory that workers on this machine",
            "share with --data. Then task_created goes to the topic of tasks, in the Kafka that is named or in that of the running suite.",
            "Workers whose WorldService does not know the world make nothing of it: name an existing one with --world.",
            "Without --mongodb-uri and --data, and without --world, the world is created in the running suite (--target, --state-file), whose",
            "WorldService writes the task and sends the message itself, by its own Kafka; generia generate does the same and follows the",
            "generation.",
        ],
        flags: [
            .init(
                title: "generation",
                declarations: [
                    WorldFlags.prompt.declaration, WorldFlags.promptFile.declaration, users.declaration, posts.declaration,
                    world.declaration,
                ]),
            .init(
                title: "Kafka",
                declarations: [KafkaFlags.brokers.declaration, KafkaFlags.tasks.declaration, KafkaFlags.options.declaration]
            ),
            .init(
                title: "the workers' database",
                declarations: [
                    ComponentFlags.mongodbURI.declaration, ComponentFlags.mongodbDatabase.declaration, WorkerStore.data.declaration,
                ]),
            TargetFlags.group,
        ],
        examples: [
            .init(
                command: "generia send-message --prompt 'a city on the back of a whale' --users 5 --posts 20",
                meaning: "a world in the suite that runs in this directory"),
            .init(
                command: "generia send-message --prompt '…' --world 5f0c… --kafka kafka:9092 --mongodb-uri mongodb://mongodb:27017",
                meaning: "for workers that share a MongoDB and a Kafka"),
        ],
        exitCodes: [.cannotConnect, .refused],
        run: run)

    private static func run(_ invocation: Invocation) async throws(CommandError) -> ExitCode {
        let (settings, console) = (invocation.settings, invocation.console)
        let order = try WorldFlags.order(
            settings, characters: settings[users], posts: settings[posts], fallback: nil)
        if let remark = order.remark { console.note("note: \(remark)") }
        let sent =
            if let place = WorkerStore.place(settings, isAskedFor: settings[world] != nil) {
                try await send(order, to: place, settings)
            } else {
                try await create(order, settings, console)
            }
        sent.report(to: console)
        return .fine
    }

    /// Creates the world in a running suite, which does the rest.
    private static func create(_ order: WorldOrder, _ settings: Settings, _ console: Console) async throws(CommandError) -> SentMessage {
        let connection = try PlatformConnection(settings)
        defer { connection.close() }
        try checkKafka(settings)
        let worldID = try await GenerationFollower(connection: connection, console: console).create(order)
        return SentMessage(order: order, worldID: worldID, taskID: nil, route: .worldService(connection.address))
    }

    /// Passes when what was typed about Kafka is what the suite that creates the world does by itself.
    private static func checkKafka(_ settings: Settings) throws(CommandError) {
        let hint = "leave it away, or name the workers' database with --mongodb-uri or --data"
        for (flag, source) in [
            (KafkaFlags.tasks.declaration, settings.source(of: KafkaFlags.tasks)),
            (KafkaFlags.options.declaration, settings.source(of: KafkaFlags.options)),
        ] where source == .commandLine {
            throw CommandError(
                .conflict("--\(flag.name) is of no use: the suite that creates the world sends the message itself", hint: hint))
        }
        guard settings.source(of: KafkaFlags.brokers) == .commandLine, let named = try KafkaFlags.configuration(settings) else { return }
        let suite = settings[TargetFlags.target] == nil ? StateFile.ofLivingSuite(settings[TargetFlags.stateFile]) : nil
        let own = suite?[endpoint: "kafka"]
        if let own, Set(own.split(separator: ",").map(String.init)) == Set(named.brokers) { return }
        let other = own.map { "the Kafka at \($0)" } ?? (suite == nil ? "a Kafka that is not known here, if any" : "no Kafka")
        throw CommandError(
            .conflict(
                "--kafka names \(named.brokers.joined(separator: ",")), but the suite that creates the world uses \(other)", hint: hint))
    }

    /// Writes the task and sends the message.
    private static func send(
        _ order: WorldOrder, to place: WorkerStore.Place, _ settings: Settings
    ) async throws(CommandError) -> SentMessage {
        guard settings.source(of: TargetFlags.target) != .commandLine else {
            throw CommandError(
                .conflict(
                    "--target is of no use: the task is written into the workers' database",
                    hint: "leave it away, or --world and the database"
                ))
        }
        let neighbour = StateFile.ofLivingSuite(settings[TargetFlags.stateFile])?[endpoint: "kafka"]
        guard let kafka = try KafkaFlags.configuration(settings, neighbour: neighbour) else {
            throw CommandError(
                .usage, "no Kafka is named", hint: "give --kafka HOST:PORT, or create the world in a running suite: leave the database away"
            )
        }
        let topics = try KafkaFlags.topics(settings)
        let environment = Environment()
        let worldID = settings[world].flatMap(Identifier.init(parsing:)) ?? environment.uuid(for: "world")
        let task = try await WorkerStore.with(place, environment: environment) { orders in
            let task = try await orders.place(world: worldID, prompt: order.prompt, users: order.characters, posts: order.posts)
            let messaging = try GenerationMessaging(kafka, topics: topics, logger: .disabled)
            do {
                try await within(Self.patience) {
                    try await messaging.prepareTopics()
                    try await orders.announce(task, by: messaging.broker)
                }
            } catch {
                await messaging.close(deadline: .zero)
                throw error
            }
            await messaging.close(deadline: .seconds(1))
            return task
        }
        return SentMessage(
            order: order, worldID: task.worldID.canonical, taskID: task.id.canonical,
            route: .kafka(topic: topics.tasks, brokers: kafka.brokers.joined(separator: ",")))
    }

    /// How long the brokers are waited for.
    private static let patience = Duration.seconds(10)

    private static func within(_ time: Duration, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        let deadline = Task {
            try? await Task.sleep(for: time)
            task.cancel()
        }
        defer { deadline.cancel() }
        try await task.value
    }
}

/// What was sent, for people and programs.
struct SentMessage: Sendable {
    /// How the workers hear of it.
    enum Route: Sendable {
        case kafka(topic: String, brokers: String)
        case worldService(String)
    }

    let order: WorldOrder
    let worldID: String
    let taskID: String?
    let route: Route

    func report(to console: Console) {
        guard console.format == .text else {
            console.printJSON(.object(JSONObject(fields.map { ($0.key, $0.value) })))
            return
        }
        let rows = fields.map { (label: $0.label, text: $0.value.stringValue ?? $0.value.serialized()) }
        for line in Table.aligned(rows.map { ($0.label, DisplayText.printable($0.text)) }, indent: 0) { console.say(line) }
    }

    private var fields: [(key: String, label: String, value: JSONValue)] {
        var fields: [(key: String, label: String, value: JSONValue)] =
            switch route {
            case .kafka(let topic, let brokers):
                [("topic", "topic", .string(topic)), ("kafka", "brokers", .string(brokers))]
            case .worldService(let address): [("world_service", "WorldService", .string(address))]
            }
        if let taskID { fields.append(("task_id", "task", .string(taskID))) }
        fields += [
            ("world_id", "world", .string(worldID)), ("prompt", "prompt", .string(order.prompt)),
            ("users", "users", .int(order.characters)), ("posts", "posts", .int(order.posts)),
        ]
        return fields
    }
}
