import AIWorker
import Environments
import JSONModel
import Kafka
import Persistence
import Synchronization
import Telemetry

/// Makes messages of what a worker does, in the order in which it happens. The worker does not wait for them: they are news, the store is
/// the truth.
final class NewsDesk: GenerationListener {
    /// The time between two messages about the progress of one world.
    private static let pause = Duration.milliseconds(100)

    private struct Item: Sendable {
        let topic: String
        let worldID: Identifier
        let message: JSONValue
    }

    private let topics: MessageTopics
    private let progress: LatestPerWorld<Document>
    private let items: AsyncStream<Item>.Continuation
    private let sending: Task<Void, Never>

    init(topics: MessageTopics, producer: KafkaProducer, logger: Logger) {
        let (stream, items) = AsyncStream.makeStream(of: Item.self)
        self.topics = topics
        self.items = items
        progress = LatestPerWorld(pause: Self.pause) { worldID, document in
            items.yield(
                Item(topic: topics.progress, worldID: worldID, message: ProgressMessage.updated(worldID, document)))
        }
        sending = Task {
            for await item in stream {
                do throws(KafkaError) {
                    let delivery = try await producer.enqueue(
                        topic: item.topic, key: Array(item.worldID.canonical.utf8), value: item.message.serializedBytes())
                    Task { await Self.watch(delivery, logger) }
                } catch {
                    logger.warning("news could not be sent", ["world_id": item.worldID.canonical, "error": "\(error)"])
                }
            }
        }
    }

    func task(_ task: TaskNotice, ended outcome: TaskOutcome) {
        items.yield(Item(topic: topics.tasks, worldID: task.worldID, message: TaskMessage.updated(task, outcome)))
    }

    func published(_ post: PublishedPost) {
        items.yield(Item(topic: topics.progress, worldID: post.worldID, message: ProgressMessage.created(post)))
    }

    func progressed(_ worldID: Identifier, _ status: Document) { progress.take(status, of: worldID) }

    /// Hands over what there is; further news are not sent.
    func close() async {
        progress.close()
        items.finish()
        await sending.value
    }

    private static func watch(_ delivery: KafkaDelivery, _ logger: Logger) async {
        do throws(KafkaError) {
            try await delivery.arrival()
        } catch {
            logger.warning("news did not arrive", ["error": "\(error)"])
        }
    }
}
