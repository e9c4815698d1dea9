import AIWorker
import GenerationMessages
import Kafka
import Telemetry

/// Where the Kafka of a suite is.
public struct KafkaPlace: Sendable, Hashable {
    /// The addresses of the brokers, `host:port` separated by commas.
    public let brokers: String
    /// Whether they live within the process, and keep nothing.
    public let isEmbedded: Bool
}

/// The connection to Kafka, where tasks go by it: brokers within the process, if none were named, and what speaks to them.
struct KafkaSetup: Sendable {
    /// The mock takes three seconds to admit the first member of a group, and drops members that have been silent for this long meanwhile.
    private static let mockSession = Duration.seconds(4)

    /// Tasks that may wait here for being claimed, however few are worked on at a time: a pause drops what was fetched ahead, so it should
    /// not come with every message.
    private static let fewestWaiting = 50
    /// How long the last news are waited for.
    private static let farewell = Duration.seconds(3)

    let messaging: GenerationMessaging
    let place: KafkaPlace
    private let group: String
    private let maximumWaiting: Int

    /// - Returns: `nil` where tasks do not go by Kafka.
    static func make(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, teardown: Teardown
    ) throws(SuiteError) -> KafkaSetup? {
        guard case .kafka(let queue) = configuration.queue, configuration.runs(.worker) || configuration.runs(.world) else { return nil }
        do throws(KafkaError) {
            return try KafkaSetup(queue, maximumWaiting: max(configuration.workerLimits.tasks, fewestWaiting), foundations, teardown)
        } catch {
            throw .kafka(reason: error.description)
        }
    }

    private init(
        _ queue: KafkaQueue, maximumWaiting: Int, _ foundations: Foundations, _ teardown: Teardown
    ) throws(KafkaError) {
        let logger = foundations.logger.named("kafka")
        var configuration: KafkaConfiguration
        if let brokers = queue.brokers {
            configuration = brokers
        } else {
            let cluster = try KafkaMockCluster(logger: logger)
            teardown.add { _ in cluster.close() }
            for topic in [queue.topics.tasks, queue.topics.progress] {
                try cluster.create(topic: topic, partitions: MessageTopics.partitions)
            }
            configuration = try KafkaConfiguration(brokers: cluster.bootstrapServers)
            configuration.sessionTimeout = Self.mockSession
            // The mock does not end a wait for messages when one comes.
            configuration.properties["fetch.wait.max.ms"] = "10"
        }
        place = KafkaPlace(brokers: configuration.brokers.joined(separator: ","), isEmbedded: queue.brokers == nil)
        group = queue.group
        self.maximumWaiting = maximumWaiting
        let messaging = try GenerationMessaging(configuration, topics: queue.topics, logger: logger)
        teardown.add { remaining in await messaging.close(deadline: min(remaining, Self.farewell)) }
        self.messaging = messaging
    }

    /// What is to be done before tasks can go by Kafka, which may not be there yet; then the worker, if there is one, takes tasks.
    func preparation(after store: Preparation, for worker: AIWorker?) -> Preparation {
        Preparation(.worker, dependency: "\(store.dependency) or Kafka at \(place.brokers)") { () async throws(SuiteError) in
            do throws(KafkaError) {
                try await messaging.prepareTopics()
            } catch {
                throw .unreachable(what: "Kafka at \(place.brokers)", reason: error.description)
            }
            try await store.work()
            guard let worker else { return }
            do throws(KafkaError) {
                try messaging.read(for: worker, group: group, maximumWaiting: maximumWaiting)
            } catch {
                throw .kafka(reason: error.description)
            }
        }
    }
}
