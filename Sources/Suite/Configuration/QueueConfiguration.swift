import GenerationMessages
import Kafka

/// Who tells workers of tasks.
public enum QueueConfiguration: Sendable, Hashable {
    /// The workers themselves, by what is in their store.
    case local
    /// Kafka.
    case kafka(KafkaQueue)
}

/// The Kafka that carries tasks and news.
public struct KafkaQueue: Sendable, Hashable {
    /// The brokers; `nil` for some within the process, which keep nothing.
    public var brokers: KafkaConfiguration?
    /// The topics.
    public var topics: MessageTopics
    /// The group of the workers.
    public var group: String

    /// A Kafka with the platform's names.
    public init(brokers: KafkaConfiguration?, topics: MessageTopics = MessageTopics(), group: String = "ai-worker") {
        self.brokers = brokers
        self.topics = topics
        self.group = group
    }
}
