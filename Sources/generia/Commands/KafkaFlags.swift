import GenerationMessages
import Kafka
import Suite

/// Who tells workers of tasks, as `--queue` says it.
enum QueueChoice: String, Sendable, CaseIterable {
    case local
    case kafka
}

/// The flags of Kafka.
enum KafkaFlags {
    static let queue = Flag<QueueChoice?>.value(
        "queue", "local|kafka", default: nil, shownAs: "local, or kafka when KAFKA_BROKERS is set",
        "who tells workers of tasks; kafka without --kafka starts librdkafka's mock in the process, which keeps nothing"
    ) { text throws(InvalidValue) in try Word.read(text) }
    static let brokers = Flag<String?>.value(
        "kafka", "HOST:PORT,…", default: nil, shownAs: nil, also: ["KAFKA_BROKERS"], "the brokers to ask first"
    ) { text throws(InvalidValue) in
        do throws(KafkaError) {
            _ = try KafkaConfiguration(brokers: text)
            return text
        } catch {
            throw InvalidValue(text: text, accepted: "HOST:PORT, several separated by commas")
        }
    }
    static let tasks = Flag<String>.text(
        "kafka-topic-tasks", "TOPIC", default: MessageTopics().tasks, also: ["KAFKA_TOPIC_TASKS"], "the topic of tasks")
    static let progress = Flag<String>.text(
        "kafka-topic-progress", "TOPIC", default: MessageTopics().progress, also: ["KAFKA_TOPIC_PROGRESS"],
        "the topic of progress and of published posts")
    static let group = Flag<String>.text(
        "kafka-group", "NAME", default: "ai-worker", also: ["KAFKA_GROUP_ID"], "the consumer group of the workers")
    static let options = Flag<[KafkaOption]>.list(
        "kafka-option", "NAME=VALUE", "a setting by librdkafka's name, such as security.protocol=SASL_SSL"
    ) { text throws(InvalidValue) in try KafkaOption(text) }

    static let declarations = [
        queue.declaration, brokers.declaration, tasks.declaration, progress.declaration, group.declaration, options.declaration,
    ]

    /// The topics that the flags name.
    /// - Throws: `CommandError` with `usage` when they are the same: a reader of tasks would get everything.
    static func topics(_ settings: Settings) throws(CommandError) -> MessageTopics {
        var topics = MessageTopics()
        topics.tasks = settings[tasks]
        topics.progress = settings[progress]
        guard topics.tasks != topics.progress else {
            throw CommandError(
                .conflict("the topics of tasks and of progress are both '\(topics.tasks)'", hint: "give each a name of its own"))
        }
        return topics
    }

    /// The brokers that the flags name, or a suite that runs here; `nil` when there are none.
    static func configuration(_ settings: Settings, neighbour: String? = nil) throws(CommandError) -> KafkaConfiguration? {
        guard let text = settings[brokers] ?? neighbour else { return nil }
        do throws(KafkaError) {
            let properties = Dictionary(settings[options].map { ($0.name, $0.value) }) { $1 }
            return try KafkaConfiguration(brokers: text, properties: properties)
        } catch {
            throw CommandError(.usage, error.description, hint: "give --kafka HOST:PORT")
        }
    }
}

/// A setting of librdkafka's.
struct KafkaOption: Sendable, Hashable {
    /// Settings that have a flag, by what it is, or on which it rests that no message is lost.
    private static let taken: [String: String?] = [
        "bootstrap.servers": "--kafka", "metadata.broker.list": "--kafka", "group.id": "--kafka-group", "enable.auto.commit": nil,
        "enable.auto.offset.store": nil, "partition.assignment.strategy": nil,
    ]

    let name: String
    let value: String

    init(_ text: String) throws(InvalidValue) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { throw InvalidValue(text: text, accepted: "NAME=VALUE") }
        name = String(parts[0])
        value = String(parts[1])
        if let flag = Self.taken[name] {
            let instead = flag.map { "it has a flag of its own, \($0)" } ?? "the worker rests on its own"
            throw InvalidValue(text: text, accepted: "other settings of librdkafka's; \(instead)")
        }
    }
}
