import AIWorker
import Kafka
import Synchronization
import Telemetry

/// The connection of a process to the Kafka of the platform: it announces tasks, hands those of others to the worker, and publishes news.
public final class GenerationMessaging: Sendable {
    /// How long the brokers are asked for topics at a time.
    private static let topicTimeout = Duration.seconds(5)

    /// Announces tasks; for ``TaskDistribution/broker(_:)``, and for orders without a worker.
    public let broker: any TaskBroker
    /// Publishes what a worker does.
    public let listener: any GenerationListener
    private let configuration: KafkaConfiguration
    private let topics: MessageTopics
    private let logger: Logger
    private let producer: KafkaProducer
    private let desk: NewsDesk
    private let reader = Mutex<TaskReader?>(nil)

    /// Begins to connect; nothing is waited for. Brokers that are away are tried for ever.
    ///
    /// - Throws: `KafkaError.invalid` for a setting that librdkafka does not take.
    public init(_ configuration: KafkaConfiguration, topics: MessageTopics, logger: Logger) throws(KafkaError) {
        self.configuration = configuration
        self.topics = topics
        self.logger = logger
        producer = try KafkaProducer(configuration, logger: logger)
        broker = KafkaTaskBroker(topic: topics.tasks, producer: producer)
        desk = NewsDesk(topics: topics, producer: producer, logger: logger)
        listener = desk
    }

    /// Makes sure that the topics exist, as far as the brokers answer. Deployments that create topics by themselves do it otherwise, with as
    /// many partitions as they are set to.
    public func prepareTopics() async throws(KafkaError) {
        do throws(KafkaError) {
            try await KafkaTopics.ensure(
                [topics.tasks, topics.progress], partitions: MessageTopics.partitions, configuration, timeout: Self.topicTimeout,
                logger: logger)
        } catch .unreachable(let reason) {
            throw .unreachable(reason)
        } catch {
            logger.warning("topics could not be created and are left to the brokers", ["error": "\(error)"])
        }
    }

    /// Joins the group of the workers; from now on tasks come.
    ///
    /// - Parameters:
    ///   - group: the group's name.
    ///   - maximumWaiting: how many tasks may wait here for being claimed; then no more are taken until half of them are.
    /// - Throws: `KafkaError.invalid`.
    public func read(for worker: AIWorker, group: String, maximumWaiting: Int) throws(KafkaError) {
        let reader = try TaskReader(
            configuration, topic: topics.tasks, group: group, maximumWaiting: maximumWaiting, logger: logger,
            take: { await worker.take($0) })
        self.reader.withLock { $0 = reader }
    }

    /// Leaves the group of the workers, after the worker has stopped; sends what is left to send, at most for `deadline`.
    public func close(deadline: Duration) async {
        let reader = self.reader.withLock { reader in
            defer { reader = nil }
            return reader
        }
        await reader?.close()
        await desk.close()
        await producer.close(deadline: deadline)
    }
}
